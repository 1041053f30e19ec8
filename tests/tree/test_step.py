"""One change of one file: carried out, put back, and what someone else saved meanwhile."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest

from llama_router_codemod.tree import step as step_module
from llama_router_codemod.tree.step import Step, carry_out, digest, is_as_before, put_back

if TYPE_CHECKING:
    from pathlib import Path

CHANGES = [(b"old", b"new"), (None, b"new"), (b"old", None)]
KINDS = ["modified", "created", "deleted"]


def prepared(root: Path, before: bytes | None, after: bytes | None) -> Step:
    """A step whose old file is there and whose new one is staged."""
    step = Step(root, 7, PurePosixPath("a.py"), digest(before), digest(after))
    if before is not None:
        step.target.write_bytes(before)
    if after is not None:
        step.staged.write_bytes(after)
    return step


def contents(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in root.iterdir()}


@pytest.mark.parametrize(("before", "after"), CHANGES, ids=KINDS)
def test_a_step_and_back(before: bytes | None, after: bytes | None, tmp_path: Path) -> None:
    step = prepared(tmp_path, before, after)
    assert carry_out(step)
    assert is_as_before(step)
    aside = {} if before is None else {".llama-router-codemod-7.old": before}
    assert contents(tmp_path) == aside | ({} if after is None else {"a.py": after})
    assert put_back(step)
    assert contents(tmp_path) == ({} if before is None else {"a.py": before})
    assert put_back(step), "a second time changes nothing"
    assert contents(tmp_path) == ({} if before is None else {"a.py": before})


@pytest.mark.parametrize(("before", "after"), CHANGES, ids=KINDS)
def test_an_edit_before_the_step(before: bytes | None, after: bytes | None, tmp_path: Path) -> None:
    step = prepared(tmp_path, before, after)
    step.target.write_bytes(b"by hand")
    assert not carry_out(step)
    assert put_back(step)
    assert contents(tmp_path) == {"a.py": b"by hand"}


@pytest.mark.parametrize(("before", "after"), CHANGES, ids=KINDS)
def test_an_edit_after_the_step(before: bytes | None, after: bytes | None, tmp_path: Path) -> None:
    step = prepared(tmp_path, before, after)
    carry_out(step)
    step.target.write_bytes(b"by hand")
    assert not put_back(step)
    assert step.target.read_bytes() == b"by hand"
    step.target.unlink()
    assert put_back(step)
    assert contents(tmp_path) == ({} if before is None else {"a.py": before})


def test_the_old_file_comes_back_as_it_was(tmp_path: Path) -> None:
    step = prepared(tmp_path, b"old", b"new")
    step.target.chmod(0o640)
    inode = step.target.stat().st_ino
    carry_out(step)
    put_back(step)
    assert (step.target.stat().st_ino, step.target.stat().st_mode & 0o777) == (inode, 0o640)


def test_an_edit_through_a_file_that_was_open(tmp_path: Path) -> None:
    step = prepared(tmp_path, b"old", b"new")
    with step.target.open("ab") as file:
        carry_out(step)
        file.write(b" by hand")
    assert not is_as_before(step)
    assert put_back(step)
    assert contents(tmp_path) == {"a.py": b"old by hand"}


def test_a_directory_in_the_place_of_the_file(tmp_path: Path) -> None:
    step = prepared(tmp_path, b"old", b"new")
    carry_out(step)
    step.target.unlink()
    step.target.mkdir()
    assert not put_back(step)
    assert step.target.is_dir()


def test_a_file_system_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def link(source: Path, target: Path) -> None:
        raise PermissionError("no hard links here")

    monkeypatch.setattr(step_module.os, "link", link)
    step = prepared(tmp_path, b"old", b"new")
    assert carry_out(step)
    assert put_back(step)
    assert contents(tmp_path) == {"a.py": b"old"}
    created = prepared(tmp_path, None, b"new")
    created.target.write_bytes(b"by hand")
    assert not carry_out(created)
    assert created.target.read_bytes() == b"by hand"
