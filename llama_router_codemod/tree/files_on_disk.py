"""Which files a tree has on the disk, before anything is left out."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate
from pathlib import Path, PurePosixPath

from llama_router_codemod.tree.git import listed_names

_SKIPPED_DIRECTORIES = frozenset(
    {
        ".git",
        ".hg",
        ".svn",
        ".tox",
        ".nox",
        ".venv",
        "venv",
        "node_modules",
        "__pycache__",
        ".mypy_cache",
        ".ruff_cache",
    }
)
#: The file at the top of a virtual environment.
_OF_ENVIRONMENT = "pyvenv.cfg"


def files_on_disk(root: Path) -> tuple[tuple[PurePosixPath, ...], tuple[PurePosixPath, ...]]:
    """The regular files below a directory, and the symbolic links, both sorted and relative to it.

    They are those that git lists there, or all outside environments and caches.
    """
    listed = listed_names(root)
    files: list[str] = []
    links: list[str] = []
    for name, is_link in _walk(str(root)) if listed is None else _there(root, listed):
        (links if is_link else files).append(name)
    return _as_paths(files), _as_paths(links)


def _there(root: Path, names: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Those of the names that are files or links, and which they are; what is gone or something else is neither.

    What git tracks below a directory that is a link by now is not there for git, either.
    """
    is_directory_link = cache(lambda directory: os.path.islink(f"{root}/{directory}"))  # noqa: PTH114

    @cache
    def is_own(directory: str) -> bool:
        return not any(is_directory_link(around) for around in accumulate(directory.split("/"), "{}/{}".format))

    for name in names:
        if is_own(name.rpartition("/")[0]):
            try:
                mode = os.lstat(f"{root}/{name}").st_mode
            except OSError:
                continue
            if stat.S_ISREG(mode) or stat.S_ISLNK(mode):
                yield name, stat.S_ISLNK(mode)


def _walk(top: str) -> Iterator[tuple[str, bool]]:
    """The files and links below a directory, and which they are, outside environments and caches."""
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        try:
            # What a directory says of its entries needs no look at each of them.
            with os.scandir(f"{top}/{inside}") as listing:
                entries = list(listing)
        except OSError:
            continue
        if inside and any(entry.name == _OF_ENVIRONMENT for entry in entries):
            continue
        for entry in entries:
            name = f"{inside}{entry.name}"
            if not _is_directory(entry):
                if entry.is_symlink() or entry.is_file(follow_symlinks=False):
                    yield name, entry.is_symlink()
            elif entry.name in _SKIPPED_DIRECTORIES:
                continue
            elif not entry.is_symlink():
                waiting.append(f"{name}/")
            elif not os.path.exists(f"{top}/{name}/{_OF_ENVIRONMENT}"):  # noqa: PTH110
                yield name, True


def _is_directory(entry: os.DirEntry[str]) -> bool:
    """Whether it is one, or leads to one; a link that leads to itself is none."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _as_paths(names: list[str]) -> tuple[PurePosixPath, ...]:
    """The names in the order of paths; paths themselves take longer to sort."""
    return tuple(map(PurePosixPath, sorted(names, key=lambda name: name.split("/"))))
