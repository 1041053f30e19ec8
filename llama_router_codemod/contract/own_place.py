"""LRC919: an API module asks where it is, or answers for names that it does not have: its parts would do so otherwise.

A split module has another file name, and one that becomes a package lies a directory deeper; a module's `__getattr__`
would answer for one of its parts only (PEP 562).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from llama_router_codemod.model.api import ApiPackage
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.parse.bound_names import MODULE_NAMES
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.syntax import place_of

#: The package of a module stays the same, but where the module becomes a package itself.
_PACKAGE = "__package__"
_PLACE = MODULE_NAMES - {"__name__", _PACKAGE}
_ANSWERS = frozenset({"__dir__", "__getattr__"})
_WORD = re.compile(rb"\b__(?:cached|dir|file|getattr|loader|package|path|spec)__\b")


@dataclass(frozen=True)
class OwnPlace(Facts):
    """The name that is asked for, or defined."""

    code = "LRC919"
    name: str


def own_places(symbols: Symbols, package: ApiPackage) -> Iterator[Finding]:
    """A refusal for each such name in the module of a package that is to be split."""
    path = package.module_path
    if path is None or not _WORD.search(symbols.checkout.contents[path]):
        return
    asked = _PLACE | {_PACKAGE} if package.is_flat else _PLACE
    tree = symbols.tree(path)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in asked:
            yield Finding(place_of(node, path), OwnPlace(node.id))
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef) and statement.name in _ANSWERS:
            yield Finding(place_of(statement, path), OwnPlace(statement.name))
