"""Uses of moved modules that no rewriting of imports can lead to where the names are now, in all files of a tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from llama_router_codemod.parse.dynamic_imports import TELLS, WORDS
from llama_router_codemod.rewrite.imports.importers import importers
from llama_router_codemod.rewrite.imports.unmovable import dynamic_uses, unmovable_uses

if TYPE_CHECKING:
    from llama_router_codemod.model.finding import Finding
    from llama_router_codemod.model.move import Move
    from llama_router_codemod.parse.symbols import Symbols


def uses_left_behind(symbols: Symbols, moves: Mapping[str, Move]) -> Iterator[tuple[str, Finding]]:
    """A refusal for each such use, with the moved module that it is about."""
    checkout = symbols.checkout
    for path in importers(checkout, moves):
        is_package = path.name == "__init__.py"
        yield from unmovable_uses(symbols.tree(path), checkout.module_name(path), is_package, path, moves)
    for path in checkout.containing(TELLS, *WORDS):
        module = checkout.module_name(path)
        package = module if path.name == "__init__.py" else module.rpartition(".")[0]
        yield from dynamic_uses(symbols.passing_tree(path), checkout.contents[path], package, path, moves)
