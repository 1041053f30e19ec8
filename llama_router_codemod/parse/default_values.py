"""What the default of a parameter means, so that only real differences between two of them show."""

from __future__ import annotations

import ast

from llama_router_codemod.parse.symbols import Definition, Symbols
from llama_router_codemod.source.syntax import dotted


def canonical_default(symbols: Symbols, module: str, default: str | None) -> str | None:
    """One spelling of a default of a module: names stand for their definition, those of literals for the value."""
    if default is None:
        return None
    return ast.unparse(_Defined(symbols, module).visit(ast.parse(default, mode="eval").body))


class _Defined(ast.NodeTransformer):
    """Puts what is meant in place of each name."""

    def __init__(self, symbols: Symbols, module: str) -> None:
        self._symbols = symbols
        self._module = module

    def visit_Name(self, node: ast.Name) -> ast.expr:
        found = self._symbols.resolve(self._module, node.id)
        if found is None or found.node is None:
            return ast.Name(found.name) if found is not None and found.name else node
        value = literal_value(self._symbols, found)
        return value if value is not None else ast.Name(f"{found.module}.{found.name}")

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        found = self._symbols.resolve(self._module, dotted(node) or "")
        value = literal_value(self._symbols, found) if found is not None else None
        return self.generic_visit(node) if value is None else value  # type: ignore[return-value]


def literal_value(symbols: Symbols, found: Definition) -> ast.expr | None:
    """The literal that a name is defined as; None for anything else, and for a name that is bound more than once."""
    bindings = symbols.bindings(found.module)
    value = getattr(found.node, "value", None)
    is_certain = bindings is not None and found.name not in bindings.rebound
    is_literal = isinstance(value, ast.Constant | ast.UnaryOp) and isinstance(
        getattr(value, "operand", value), ast.Constant
    )
    return value if is_certain and is_literal and isinstance(value, ast.expr) else None
