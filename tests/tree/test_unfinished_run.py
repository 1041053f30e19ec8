"""The mark of a run that has not ended."""

from __future__ import annotations

import os
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.unfinished_run import (
    MARK_NAME,
    is_begun,
    is_marked,
    marked_token,
    remove_mark,
    require_finished,
    set_mark,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_no_mark(tmp_path: Path) -> None:
    assert (is_marked(tmp_path), marked_token(tmp_path)) == (False, None)
    require_finished(tmp_path, [PurePosixPath("a.py")])
    remove_mark(tmp_path)


def test_a_mark(tmp_path: Path) -> None:
    set_mark(tmp_path, "abc")
    assert (is_marked(tmp_path), is_begun(tmp_path), marked_token(tmp_path)) == (True, True, "abc")
    with pytest.raises(FileExistsError):
        set_mark(tmp_path, "def")
    remove_mark(tmp_path)
    assert not is_marked(tmp_path)


@pytest.mark.parametrize("place", [".", "below"], ids=["there", "around it"])
def test_no_command_takes_a_marked_tree_for_whole(tmp_path: Path, place: str) -> None:
    (tmp_path / "below").mkdir()
    set_mark(tmp_path, "abc")
    with pytest.raises(InputError) as caught:
        require_finished(tmp_path / place)
    assert str(caught.value) == (
        f"{tmp_path} is half-written: a run is at work there, or was interrupted\n"
        f"If none is at work, `llama-router-codemod migrate --undo {tmp_path}` puts the files back."
    )


def test_a_directory_of_the_checkout_is_marked(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    set_mark(tmp_path / "below", "abc")
    with pytest.raises(InputError, match="below is half-written"):
        require_finished(tmp_path, [PurePosixPath("a.py"), PurePosixPath("below", MARK_NAME)])


def test_a_mark_that_is_none_of_ours(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / MARK_NAME)
    assert (is_marked(tmp_path), marked_token(tmp_path)) == (True, None)
    (tmp_path / MARK_NAME).unlink()
    (tmp_path / MARK_NAME).write_bytes(b"x" * 2_000)
    assert marked_token(tmp_path) is None
    (tmp_path / MARK_NAME).write_bytes(b"")
    assert not is_begun(tmp_path)
