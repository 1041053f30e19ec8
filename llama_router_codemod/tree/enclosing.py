"""The checkout that a file lies in."""

from __future__ import annotations

import os
from itertools import takewhile
from pathlib import Path, PurePosixPath

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.git import work_tree_prefix


def enclosing_checkout(file: Path) -> Path:
    """The top of the git work tree around a file; without git, the directory in which its outermost package lies.

    Raises InputError when git fails.
    """
    directory = Path(os.path.abspath(file)).parent  # noqa: PTH100 - a link is asked for where it lies
    prefix = work_tree_prefix(directory)
    if prefix is not None:
        return directory.parents[len(PurePosixPath(prefix).parts) - 1] if prefix else directory
    around = (directory, *directory.parents)
    packages = list(takewhile(lambda each: (each / "__init__.py").is_file(), around))
    return packages[-1].parent if packages else directory


def within(file: Path, root: Path) -> PurePosixPath:
    """The path of a file in the checkout at `root`. Raises InputError for one that lies elsewhere."""
    absolute, top = (Path(os.path.abspath(path)) for path in (file, root))  # noqa: PTH100
    if not absolute.is_relative_to(top):
        raise InputError(f"{file}: not in {root}", "Give the checkout that it lies in with --checkout.")
    return PurePosixPath(absolute.relative_to(top).as_posix())
