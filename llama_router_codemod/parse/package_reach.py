"""Which packages of a tree may have something of another one, told by what their files import."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import PurePosixPath

from llama_router_codemod.tree.checkout import Checkout

#: What an import statement names first.
_IMPORTED = re.compile(rb"(?:^|[\r\n;:])[ \t\f]*(?:from|import)[ \t]+(\w+)")


@cache
def may_reach(checkout: Checkout, directory: PurePosixPath, target: str) -> bool:
    """Whether the outermost package in a directory may have something of another one: a file of it names that, or it
    imports a package of the tree of which this is so.

    A module in no package counts as one that has the name and the directory of its file.
    """
    seen, waiting = {directory}, [directory]
    while waiting:
        here = waiting.pop()
        if here in _naming(checkout, target):
            return True
        new = _imported(checkout, here) - seen
        seen |= new
        waiting += new
    return False


def home(checkout: Checkout, path: PurePosixPath) -> PurePosixPath:
    """The directory of the outermost package that a file is in; the file itself in none."""
    return checkout.package_directory(path) or path


@cache
def _naming(checkout: Checkout, target: str) -> frozenset[PurePosixPath]:
    return frozenset(home(checkout, path) for path in checkout.importing(target))


@cache
def _imported(checkout: Checkout, directory: PurePosixPath) -> frozenset[PurePosixPath]:
    """The packages of the tree that the files of one import, whichever of that name is meant."""
    files, named = _packages(checkout)[directory], _named(checkout)
    names = {name.decode() for path in files for name in _IMPORTED.findall(checkout.contents[path])}
    return frozenset().union(*(named.get(name, ()) for name in names)) - {directory}


@cache
def _packages(checkout: Checkout) -> Mapping[PurePosixPath, list[PurePosixPath]]:
    """The files of each package."""
    found: dict[PurePosixPath, list[PurePosixPath]] = {}
    for path in checkout.python_files:
        found.setdefault(home(checkout, path), []).append(path)
    return found


@cache
def _named(checkout: Checkout) -> Mapping[str, list[PurePosixPath]]:
    """The packages by their names."""
    found: dict[str, list[PurePosixPath]] = {}
    for directory in _packages(checkout):
        found.setdefault(directory.stem, []).append(directory)
    return found
