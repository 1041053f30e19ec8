"""Texts that expressions of the tree stand for."""

from __future__ import annotations

import ast

from llama_router_codemod.parse.symbols import Definition, Symbols
from llama_router_codemod.source.syntax import dotted


def constant_text(symbols: Symbols, module: str, node: ast.expr | None) -> str | None:
    """The string that an expression of a module stands for: a literal, or a name whose definition is one; else None."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.Name() | ast.Attribute():
            match symbols.resolve(module, dotted(node) or ""):
                case Definition(node=ast.Assign(value=value)) | Definition(node=ast.AnnAssign(value=value)):
                    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else None
                case _:
                    return None
        case _:
            return None
