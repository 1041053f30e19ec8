"""What is on the disk before each call of the file system: all that a process which is killed there leaves.

Most calls only look, so that deaths at many of them are the same death, and one of them is enough.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from file_system_calls import at_call

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

#: By place and path: what it is with its permissions, what it contains, and the first name that the same file has.
Disk = tuple[tuple[int, str, int, bytes, int], ...]
#: Each run has another one.
_TOKEN = re.compile(rb"\b[0-9a-f]{32}\b")


def disk(*places: Path) -> Disk:
    """The state of these directories, but for the tokens of runs."""
    names: dict[int, int] = {}
    found = []
    for number, place in enumerate(places):
        for entry in _below(place):
            status = entry.stat(follow_symlinks=False)
            content = b""
            if entry.is_symlink():
                content = bytes(Path(entry.path).readlink())
            elif entry.is_file():
                content = _TOKEN.sub(b"token", Path(entry.path).read_bytes())
            same = names.setdefault(status.st_ino, len(names))
            found.append((number, entry.path, status.st_mode, content, same))
    return tuple(found)


def _below(directory: Path | str) -> Iterator[os.DirEntry[str]]:
    try:
        entries = sorted(os.scandir(directory), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    for entry in entries:
        yield entry
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path)


def disks_before_calls(work: Callable[[], object], *places: Path) -> list[Disk]:
    """The states of the directories before the first call of the work, before the second, and so on."""
    disks: list[Disk] = []
    with at_call(1, lambda: disks.append(disk(*places)), lasting=True):
        work()
    return disks


def different(disks: Iterable[Disk]) -> dict[Disk, int]:
    """The number of the first call before which the disk is in a state, counted from one, by the state."""
    numbers: dict[Disk, int] = {}
    for number, state in enumerate(disks, 1):
        numbers.setdefault(state, number)
    return numbers
