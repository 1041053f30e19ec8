"""Which files a tree has on the disk, before anything is left out."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from functools import cache
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


def files_on_disk(root: Path) -> tuple[tuple[PurePosixPath, ...], tuple[PurePosixPath, ...]]:
    """The regular files below a directory, and the symbolic links, both sorted and relative to it.

    They are those that git lists there, or all outside environments and caches.
    """
    listed = listed_names(root)
    return _sorts(root, _walk(root) if listed is None else listed)


def _sorts(root: Path, names: Iterable[str]) -> tuple[tuple[PurePosixPath, ...], tuple[PurePosixPath, ...]]:
    """Which of the names are files, and which are links.

    What git tracks below a directory that is a link by now is not there for git, either.
    """

    @cache
    def is_own(directory: str) -> bool:
        return not directory or (
            is_own(directory.rpartition("/")[0]) and not os.path.islink(f"{root}/{directory}")  # noqa: PTH114
        )

    files: list[str] = []
    links: list[str] = []
    for name in names:
        place = f"{root}/{name}"
        try:
            mode = os.lstat(place).st_mode
        except OSError:
            continue
        if not is_own(name.rpartition("/")[0]):
            continue
        if stat.S_ISREG(mode):
            files.append(name)
        elif stat.S_ISLNK(mode):
            links.append(name)
    return _as_paths(files), _as_paths(links)


def _as_paths(names: list[str]) -> tuple[PurePosixPath, ...]:
    """The names in the order of paths; paths themselves take longer to sort."""
    return tuple(map(PurePosixPath, sorted(names, key=lambda name: name.split("/"))))


def _walk(root: Path) -> Iterator[str]:
    """The files, and the links to directories, outside environments and caches."""
    top = str(root)
    for directory, subdirectories, names in os.walk(top):
        subdirectories[:] = sorted(
            name
            for name in subdirectories
            if name not in _SKIPPED_DIRECTORIES and not os.path.exists(f"{directory}/{name}/pyvenv.cfg")  # noqa: PTH110
        )
        inside = directory[len(top) :].lstrip("/")
        linked = [name for name in subdirectories if os.path.islink(f"{directory}/{name}")]  # noqa: PTH114
        yield from (f"{inside}/{name}" if inside else name for name in (*names, *linked))
