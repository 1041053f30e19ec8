"""Uses of the decorator that are none as `@webmethod` of a method: nobody can tell from them which routes there are."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import PurePosixPath

from llama_router_codemod.conventions.registry import registered_protocols, special_groups
from llama_router_codemod.conventions.webmethod import is_asked_for, is_webmethod, webmethod_names
from llama_router_codemod.parse.classes import ancestors, class_of
from llama_router_codemod.parse.symbols import Definition, Symbols
from llama_router_codemod.source.syntax import dotted

_DECORATED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def other_uses(symbols: Symbols, path: PurePosixPath) -> Iterator[ast.expr]:
    """Each such use in a file: a function around it, a partial one, a call, an attribute, a look by its name; and each
    decorator from elsewhere that is made of it."""
    module = symbols.checkout.module_name(path)
    spellings = webmethod_names(symbols, module)
    nodes = list(ast.walk(symbols.tree(path)))
    decorators = [item for node in nodes if isinstance(node, _DECORATED) for item in node.decorator_list]
    targets = [item.func if isinstance(item, ast.Call) else item for item in decorators]
    for node in nodes:
        match node:
            case ast.Name(ctx=ast.Load()) | ast.Attribute(ctx=ast.Load()) if dotted(node) in spellings:
                if node not in targets:
                    yield node
            case ast.expr() if is_asked_for(node):
                yield node
            case _:
                pass
    for target in targets:
        if not is_webmethod(target, spellings) and _is_made_of_it(symbols, module, target):
            yield target


def _is_made_of_it(symbols: Symbols, module: str, target: ast.expr) -> bool:
    """Whether a decorator has a name in it that another module gives something which uses the webmethod decorator."""
    for part in ast.walk(target):
        if isinstance(part, ast.Name | ast.Attribute):
            found = symbols.resolve(module, dotted(part) or "")
            if found is not None and found.module != module and _uses_webmethod(symbols, found):
                return True
    return False


def _uses_webmethod(symbols: Symbols, found: Definition) -> bool:
    spellings = webmethod_names(symbols, found.module)
    return found.node is not None and any(
        dotted(node) in spellings for node in ast.walk(found.node) if isinstance(node, ast.Name | ast.Attribute)
    )


@cache
def files_with_hidden_routes(symbols: Symbols) -> frozenset[PurePosixPath]:
    """The files of the Protocols that the server registers, and of their bases, in which the decorator is used so."""
    found: set[PurePosixPath] = set()
    for key in {*registered_protocols(symbols), *special_groups(symbols)}:
        facts = class_of(symbols, *key)
        family = () if facts is None else (facts, *ancestors(symbols, facts))
        found.update(path for item in family if (path := symbols.checkout.modules.get(item.module)) is not None)
    return frozenset(path for path in found if next(other_uses(symbols, path), None) is not None)
