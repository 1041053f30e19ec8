"""Methods of a Protocol that something other than their `def` decides: reassigned, deleted, wrapped, or overridden."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from llama_router_codemod.parse.bound_names import defined_names, top_level
from llama_router_codemod.parse.classes import ClassFacts, ancestors, own_methods
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.syntax import dotted

_SETS_ATTRIBUTES = frozenset({"setattr", "delattr"})


def bound_otherwise(symbols: Symbols, facts: ClassFacts) -> Iterator[tuple[ast.stmt | ast.expr, str]]:
    """The methods of a class that its body or its module gives anew, gives another name, or deletes, and where."""
    methods = own_methods(facts.node)
    for node in facts.node.body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            named = _names(node).union(name for part in top_level([node]) for name in defined_names(part))
            yield from ((node, name) for name in sorted(named & methods.keys()))
    path = symbols.checkout.modules[facts.module]
    data = symbols.checkout.contents[path]
    # Most modules do neither, which their bytes tell fast.
    asks = re.search(rf"\b{facts.node.name}[\s\\]*\.|\b(?:{'|'.join(_SETS_ATTRIBUTES)})\b".encode(), data)
    for part in ast.walk(symbols.tree(path)) if asks else ():
        match part:
            case ast.Attribute(value=ast.Name(id=owner), attr=name, ctx=ast.Store() | ast.Del()):
                if owner == facts.node.name and name in methods:
                    yield part, name
            case ast.Call(func=ast.Name(id=function), args=[ast.Name(id=owner), *_]):
                if function in _SETS_ATTRIBUTES and owner == facts.node.name:
                    yield part, ast.unparse(part)
            case _:
                pass


def _names(node: ast.stmt) -> set[str]:
    """The names in a statement, but those of a type, where methods are called `list`, too."""
    type_of = getattr(node, "annotation", None)
    nodes = (part for child in ast.iter_child_nodes(node) if child is not type_of for part in ast.walk(child))
    return {part.id for part in nodes if isinstance(part, ast.Name)}


def is_no_function(node: ast.FunctionDef | ast.AsyncFunctionDef, marks: frozenset[str]) -> bool:
    """Whether a class gives something else than a function for a method that is marked by a decorator of some names, or
    a function without the mark: that is what the server looks for (`inspect.isfunction`, core/server/routes.py)."""
    names = [dotted(item.func if isinstance(item, ast.Call) else item) for item in node.decorator_list]
    below = names[next((at for at, name in enumerate(names) if name in marks), 0) :]
    return not {"classmethod", "property"}.isdisjoint(names) or "staticmethod" in below


def overridden(symbols: Symbols, facts: ClassFacts) -> Iterator[tuple[ClassFacts, str]]:
    """The methods of the bases of a class that the class itself or a nearer base defines, too."""
    nearer = {*own_methods(facts.node)}
    for base in ancestors(symbols, facts):
        methods = own_methods(base.node).keys()
        yield from ((base, name) for name in methods if name in nearer)
        nearer |= methods
