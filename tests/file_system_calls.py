"""Something that happens at one call of the file system: an error, a signal, the end of the process, an edit."""

from __future__ import annotations

import gc
import io
import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import get_ident
from typing import Any

import pytest

_FUNCTIONS = (
    *("access", "chmod", "chown", "fsync", "link", "lstat", "mkdir", "open"),
    *("remove", "rename", "replace", "rmdir", "stat", "unlink"),
)
KILLED = 9


@dataclass
class Calls:
    """How many calls this thread made, and what happens at the one with the number `at`, or from then on."""

    at: int
    action: Callable[[], None]
    lasting: bool = False
    count: int = 0
    acting: bool = False
    thread: int = field(default_factory=get_ident)

    def came(self) -> None:
        if self.acting or get_ident() != self.thread:
            return
        self.count += 1
        if self.count == self.at or (self.lasting and self.count > self.at):
            self.acting = True
            try:
                self.action()
            finally:
                self.acting = False


class _File:
    """A file whose writing counts, too."""

    def __init__(self, file: Any, calls: Calls) -> None:
        self._file, self._calls = file, calls

    def __enter__(self) -> _File:
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        if name in ("write", "flush"):
            self._calls.came()
        return getattr(self._file, name)


@contextmanager
def at_call(at: int, action: Callable[[], None], *, lasting: bool = False) -> Iterator[Calls]:
    """Inside, `action` is called before the call of the file system with the number `at`."""
    calls = Calls(at, action, lasting)

    def counted(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            calls.came()
            return function(*arguments, **options)

        return call

    def opened(*arguments: Any, **options: Any) -> Any:
        calls.came()
        file = _OPEN(*arguments, **options)
        return file if calls.acting else _File(file, calls)

    with pytest.MonkeyPatch.context() as patch:
        for name in _FUNCTIONS:
            # No power is lost here, so that nothing has to wait for the disk.
            function = getattr(os, name) if name != "fsync" else lambda descriptor: None
            patch.setattr(os, name, counted(function))
        patch.setattr(io, "open", opened)
        yield calls


_OPEN = io.open


def killed(work: Callable[[], object], at: int = 0) -> bool:
    """Does the work in a process that is killed at a call, or by the work itself; False when it was done before."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # threads of the test runner do not matter to the child
        child = os.fork()
    if not child:
        gc.disable()  # it would copy the whole memory of the test runner
        code = 1
        try:
            with at_call(at, lambda: os._exit(KILLED)):
                work()
            code = 0
        finally:
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, KILLED)
    return code == KILLED
