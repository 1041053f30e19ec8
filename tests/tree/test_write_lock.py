"""One run at a time."""

from __future__ import annotations

import errno
import fcntl
from typing import TYPE_CHECKING

import pytest

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.write_lock import write_lock

if TYPE_CHECKING:
    from pathlib import Path


def test_of_two_runs_the_second_is_refused(tmp_path: Path) -> None:
    with write_lock(tmp_path):
        (tmp_path / "below").mkdir()
        with write_lock(tmp_path / "below"):
            pass
        with pytest.raises(InputError) as caught, write_lock(tmp_path):
            raise AssertionError
    assert str(caught.value) == (
        f"{tmp_path}: another run is at work in this checkout\nWait until it has ended, then run again."
    )
    with write_lock(tmp_path):
        pass


def test_no_such_directory(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such directory"), write_lock(tmp_path / "missing"):
        raise AssertionError


def test_a_file_system_without_such_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def flock(descriptor: int, operation: int) -> None:
        raise OSError(errno.EBADF, "Bad file descriptor")

    monkeypatch.setattr(fcntl, "flock", flock)
    with write_lock(tmp_path):
        pass
