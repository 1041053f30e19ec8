"""LRC913: a program reads what the decorator leaves on a method, in a way that cannot be led to the routers.

Authentication, tracing or a client would see no route any more, without an error.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from llama_router_codemod.conventions.webmethod import APART, ATTRIBUTES, DECORATOR
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.syntax import place_of


@dataclass(frozen=True)
class UnreadMetadata(Facts):
    """The attribute that is read."""

    code = "LRC913"
    attribute: str


def unread_metadata(symbols: Symbols, readers: Iterable[PurePosixPath]) -> Iterator[Finding]:
    """A refusal for each read that `read_route_metadata` does not know: by a name that is in a string.

    The module of the decorator itself is no reader.
    """
    for path in readers:
        tree = symbols.tree(path)
        own = any(isinstance(node, ast.FunctionDef) and node.name == DECORATOR for node in tree.body)
        for node in () if own or not APART.isdisjoint(path.parts) else _names_in_strings(tree):
            yield Finding(place_of(node, path), UnreadMetadata(str(node.value)))


def _names_in_strings(tree: ast.Module) -> Iterator[ast.Constant]:
    known = {id(name) for node in ast.walk(tree) if (name := _asked_for(node)) is not None}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value in ATTRIBUTES and id(node) not in known:
            yield node


def _asked_for(node: ast.AST) -> ast.expr | None:
    """The name of the attribute that a call of these builtins reads or sets."""
    match node:
        case (
            ast.Call(func=ast.Name(id="getattr" | "setattr"), args=[_, name, *_])
            | ast.Call(func=ast.Name(id="hasattr"), args=[_, name])
        ):
            return name
        case _:
            return None
