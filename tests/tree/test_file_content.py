"""Whole files and what belongs to them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from llama_router_codemod.tree.file_content import (
    Attributes,
    create_file,
    read_attributes,
    read_content,
    remove_if_empty,
    sync_directory,
)
from llama_router_codemod.tree.file_mode import EXECUTABLE_MODE


def test_reading(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    assert read_content(tmp_path / "a") == b"x"
    assert read_content(tmp_path / "b") is None
    assert read_content(tmp_path / "a/b") is None
    with pytest.raises(IsADirectoryError):
        read_content(tmp_path)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a")
    with pytest.raises(OSError, match="Is no regular file"):
        read_content(tmp_path / "a")


@pytest.mark.parametrize("permissions", [0o4755, 0o2644, 0o1777])
def test_attributes_are_read_write_and_execute_only(tmp_path: Path, permissions: int) -> None:
    with pytest.raises(ValueError, match="not permission bits"):
        Attributes(permissions, 0, 0)
    (tmp_path / "a").touch()
    (tmp_path / "a").chmod(permissions)
    create_file(tmp_path / "b", b"", read_attributes(tmp_path / "a"))
    assert (tmp_path / "b").stat().st_mode & 0o7777 == permissions & 0o777


def test_a_new_file(tmp_path: Path) -> None:
    previous = os.umask(0o027)
    try:
        create_file(tmp_path / "a", b"x")
        create_file(tmp_path / "b", b"x", mode=EXECUTABLE_MODE)
        create_file(tmp_path / "c", b"x", Attributes(0o606, os.getuid(), os.getgid()))
    finally:
        os.umask(previous)
    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    assert modes == {"a": 0o640, "b": 0o750, "c": 0o606}
    with pytest.raises(FileExistsError):
        create_file(tmp_path / "a", b"y")


def test_the_owner_is_kept_where_that_may_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "chown", lambda path, user, group: given.append((user, group)))
    create_file(tmp_path / "a", b"", Attributes(0o644, os.getuid(), os.getgid()))
    create_file(tmp_path / "b", b"", Attributes(0o644, 12345, 54321))
    assert given == [(12345, 54321)]

    def chown(path: Path, user: int, group: int) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "chown", chown)
    create_file(tmp_path / "c", b"", Attributes(0o644, 12345, 54321))


def test_removing_what_is_empty(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    assert not remove_if_empty(tmp_path / "a")
    assert remove_if_empty(tmp_path / "a/b")
    assert remove_if_empty(tmp_path / "a/b"), "it is gone already"
    (tmp_path / "file").touch()
    with pytest.raises(NotADirectoryError):
        remove_if_empty(tmp_path / "file")


def test_a_directory_that_cannot_be_synced(tmp_path: Path) -> None:
    sync_directory(tmp_path / "missing")
