"""Decorators of implementations that may change a signature, which the server reads with `inspect.signature`."""

from __future__ import annotations

import ast

from llama_router_codemod.conventions.webmethod import is_webmethod, webmethod_names
from llama_router_codemod.parse.symbols import Definition, Symbols
from llama_router_codemod.source.syntax import dotted, last_part

_KEEP = frozenset({"update_wrapper", "wraps"})


def signature_decorator(symbols: Symbols, module: str, node: ast.FunctionDef | ast.AsyncFunctionDef) -> str | None:
    """The first decorator of a method that may change its signature, as source; None where all keep it.

    A decorator from outside the tree is trusted to wrap what it decorates, as those of the standard library do.
    """
    spellings = webmethod_names(symbols, module)
    for decorator in node.decorator_list:
        if is_webmethod(decorator, spellings):
            continue
        target = decorator.func if isinstance(decorator, ast.Call) else decorator
        found = symbols.resolve(module, dotted(target) or "")
        if found is not None and found.node is not None and not _keeps_signature(found):
            return ast.unparse(decorator)
    return None


def _keeps_signature(found: Definition) -> bool:
    """Whether the definition of a decorator uses `functools.wraps`, or gives back what it decorates."""
    if not isinstance(found.node, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    nodes = list(ast.walk(found.node))
    if any(isinstance(node, ast.Attribute) and node.attr == "__signature__" for node in nodes):
        return False
    names = {last_part(node) for node in nodes if isinstance(node, ast.Name | ast.Attribute)}
    taken = {node.arg for node in nodes if isinstance(node, ast.arg)}
    given = {node.value.id for node in nodes if isinstance(node, ast.Return) and isinstance(node.value, ast.Name)}
    return not _KEEP.isdisjoint(names) or not taken.isdisjoint(given)
