"""The program that writes the published document, led to the modules that make it of the routers."""

from __future__ import annotations

from collections.abc import Collection

from llama_router_codemod.model.move import Move
from llama_router_codemod.rewrite.imports.moved_imports import rewrite_imports

# The directory need not be a package for the tree to know; its modules import each other as those of one.
_PACKAGE = "documents"


def lead_program(text: str, modules: Collection[str], home: str, validation: str) -> str:
    """The text of the program, with its relative imports from `modules` reading from those beside it.

    `validate_api` comes from `validation` then, all else from `home`.
    """
    homes = dict.fromkeys(("Info", "Options", "Server", "Specification"), f"{_PACKAGE}.{home}")
    homes["validate_api"] = f"{_PACKAGE}.{validation}"
    moves = {f"{_PACKAGE}.{name}": Move(name, homes, {}, (), remains=False) for name in modules}
    return rewrite_imports(text, f"{_PACKAGE}.program", False, moves)
