"""Uses of `webmethod` other than to decorate a method: nobody can tell from them which routes there are."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import PurePosixPath

from llama_router_codemod.conventions.registry import registered_protocols, special_groups
from llama_router_codemod.conventions.webmethod import (
    files_naming_webmethod,
    is_asked_for,
    is_webmethod,
    webmethod_names,
)
from llama_router_codemod.parse.classes import ancestors, class_of
from llama_router_codemod.parse.import_statements import suites
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.marked_lines import MarkedLines
from llama_router_codemod.source.syntax import dotted

_DECORATED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def other_uses(symbols: Symbols, path: PurePosixPath) -> Iterator[ast.expr]:
    """Each such use in a file: a function around it, a partial one, a call, an attribute, a look by its name; and each
    decorator from elsewhere that is made of it."""
    module = symbols.checkout.module_name(path)
    spellings = webmethod_names(symbols, module)
    statements = [node for suite in suites(symbols.tree(path)) for node in suite]
    decorators = [item for node in statements if isinstance(node, _DECORATED) for item in node.decorator_list]
    targets = [item.func if isinstance(item, ast.Call) else item for item in decorators]
    # Most Protocols without routes do not name it, and need not be looked through.
    is_named = path in files_naming_webmethod(symbols)
    for node in ast.walk(symbols.tree(path)) if is_named else ():
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
    makers = _makers(symbols)
    for part in ast.walk(target) if makers else ():
        if isinstance(part, ast.Name | ast.Attribute):
            found = symbols.resolve(module, dotted(part) or "")
            if found is not None and found.module != module and (found.module, found.name) in makers:
                return True
    return False


@cache
def _makers(symbols: Symbols) -> frozenset[tuple[str, str]]:
    """The modules and names of what uses the decorator at the top level of a module; its methods that have it as their
    own do not count, which are all uses as a rule."""
    found: set[tuple[str, str]] = set()
    for path in files_naming_webmethod(symbols):
        module = symbols.checkout.module_name(path)
        spellings, bindings = webmethod_names(symbols, module), symbols.bindings(module)
        if spellings and bindings is not None:
            lines = MarkedLines.naming(symbols.checkout.contents[path], spellings)
            definitions = {name: node for name, node in bindings.names.items() if isinstance(node, ast.stmt)}
            found.update((module, name) for name, node in definitions.items() if _uses(node, lines, spellings))
    return frozenset(found)


def _uses(node: ast.stmt, lines: MarkedLines, spellings: Collection[str]) -> bool:
    """Whether a statement has one of the spellings in it, but as what decorates the methods of a class."""
    if not lines.reach(node):
        return False
    methods = [item for item in node.body if isinstance(item, _DECORATED)] if isinstance(node, ast.ClassDef) else []
    rest = lines.without(item.lineno for method in methods for item in method.decorator_list)
    return rest.reach(node) and any(
        isinstance(part, ast.Name | ast.Attribute) and dotted(part) in spellings for part in rest.nodes(node)
    )


def files_with_hidden_routes(symbols: Symbols, known: Collection[PurePosixPath]) -> list[PurePosixPath]:
    """The files of the Protocols that the server registers, and of their bases, in which the decorator is used so; but
    not those whose routes are known."""
    found: set[PurePosixPath] = set()
    for key in {*registered_protocols(symbols), *special_groups(symbols)}:
        facts = class_of(symbols, *key)
        family = () if facts is None else (facts, *ancestors(symbols, facts))
        found.update(path for item in family if (path := symbols.checkout.modules.get(item.module)) is not None)
    return sorted(path for path in found.difference(known) if next(other_uses(symbols, path), None) is not None)
