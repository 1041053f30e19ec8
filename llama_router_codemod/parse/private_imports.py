"""Private names of a module that other modules of the tree use."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from llama_router_codemod.parse.symbols import absolute_module
from llama_router_codemod.source.syntax import last_part

if TYPE_CHECKING:
    from llama_router_codemod.parse.symbols import Symbols


def privately_used(symbols: Symbols, module: str) -> frozenset[str]:
    """The names with a leading underscore that a module defines and another one imports, or reads as its attribute."""
    bindings = symbols.bindings(module)
    private = {name for name in bindings.names if name.startswith("_")} if bindings else set()
    if not private:
        return frozenset()
    last = module.rpartition(".")[2]
    found: set[str] = set()
    for path in symbols.checkout.containing(re.compile(rf"\b{re.escape(last)}\b".encode()), last.encode()):
        user = symbols.checkout.module_name(path)
        for node in ast.walk(symbols.tree(path)) if user != module else ():
            match node:
                case ast.ImportFrom(names=names) if absolute_module(node, user, path.name == "__init__.py") == module:
                    found |= private & {alias.name for alias in names}
                case ast.Attribute(value=value, attr=attr) if attr in private:
                    if last_part(value) == last:
                        found.add(attr)
                case _:
                    pass
    return frozenset(found)
