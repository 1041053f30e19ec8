"""Texts that expressions of the tree stand for."""

from __future__ import annotations

import ast

from llama_router_codemod.parse.symbols import Definition, Symbols
from llama_router_codemod.source.syntax import dotted


def constant_text(symbols: Symbols, module: str, node: ast.expr | None) -> str | None:
    """The string that an expression of a module stands for: a literal, or a name that is defined as one; else None."""
    seen: set[Definition] = set()
    while isinstance(node, ast.Name | ast.Attribute):
        match symbols.resolve(module, dotted(node) or ""):
            case Definition(module=home, node=ast.Assign() | ast.AnnAssign() as assigned) as found if found not in seen:
                seen.add(found)
                module, node = home, assigned.value
            case _:
                return None
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
