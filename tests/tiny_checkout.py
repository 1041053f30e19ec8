"""A checkout of a few files, for tests of what is read from it."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.tree.checkout import Checkout

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def tiny_checkout(root: Path, files: Mapping[str, str]) -> Symbols:
    """The symbols of a checkout below `root` with the given files, each directory of which is a package."""
    for name, source in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(source), encoding="utf-8")
        for directory in file.parents:
            if directory == root:
                break
            (directory / "__init__.py").touch()
    return Symbols(Checkout.open(root))
