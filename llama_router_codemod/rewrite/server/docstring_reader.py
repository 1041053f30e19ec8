"""LRC303: a program reads the docstrings of routed methods, whose texts about parameters and answers moved.

A generator of the OpenAPI document in the form that llama-stack's has (docs/openapi_generator) is replaced. Another one
goes on working, but what it publishes of a migrated API lacks those texts.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

from llama_router_codemod.conventions.api_root import api_root
from llama_router_codemod.conventions.docs_generator import docs_generator, webmethod_adders
from llama_router_codemod.conventions.packages import pending_apis
from llama_router_codemod.conventions.webmethod import names_attributes
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.syntax import place_of

#: What a program names that reads docstrings, and that asks for routes or for methods one by one. Most do not, which
#: their bytes tell fast.
_WORDS = (b"__doc__", b"getdoc", b"getsource", b"parse_docstring", b"parse_type", b"parse_text", b"Docstring")
_MAY_LIST = re.compile(rb"\b(?:dir|getmembers|vars)\b|__dict__|\.\w+\.__doc__|\b(?:getdoc|getsource)\b")
_ASKS = re.compile(rb"__webmethods?__|\broute_metadata\b")
_PARSES = frozenset({"getdoc", "parse_docstring", "parse_text", "parse_type"})
#: Gives the text of what it is called with, and gives the methods of a class one by one.
_READS, _LISTS = frozenset({"getdoc", "getsource"}), frozenset({"dir", "getmembers", "vars"})


@dataclass(frozen=True)
class DocstringReader(Facts):
    """The module."""

    code = "LRC303"
    module: str


def docstring_readers(symbols: Symbols) -> Iterator[Finding]:
    """A finding for each file outside the APIs that reads docstrings of routed methods, and stays: of those that it
    asks for their routes, or of those of a Protocol."""
    generator = docs_generator(symbols)
    replaced = {*(generator.files if generator is not None else ()), *webmethod_adders(symbols.checkout)}
    protocols = [item for api in pending_apis(symbols) for item in api.served_by]
    importing = {path for item in protocols for path in symbols.checkout.importing(item.module)}
    asking = {*symbols.checkout.containing(_ASKS, b"__webmethod", b"route_metadata")}
    holding = set(symbols.checkout.holding(*_WORDS))
    for path in sorted(holding.intersection(asking | importing).difference(replaced)):
        if path.is_relative_to(api_root(symbols.checkout)):
            continue
        tree = symbols.tree(path)
        found = list(_of_routes(tree)) if path in asking and _asks_for_routes(tree) else []
        if path in importing and _MAY_LIST.search(symbols.checkout.contents[path]):
            found += _of_protocols(tree, {item.name for item in protocols})
        if found:
            place = min(place_of(node, path) for node in found)
            yield Finding(place, DocstringReader(symbols.checkout.module_name(path)))


def _asks_for_routes(tree: ast.Module) -> bool:
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return names_attributes(tree) or any(_called(call) == "route_metadata" for call in calls)


def _of_routes(tree: ast.Module) -> Iterator[ast.expr]:
    """Where a module that asks methods for their routes reads docstrings."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr="__doc__" | "Docstring") | ast.Name(id="Docstring") | ast.Constant(value="__doc__"):
                yield node
            case ast.Call() if _called(node) in _PARSES:
                yield node
            case _:
                pass


def _of_protocols(tree: ast.Module, protocols: Set[str]) -> Iterator[ast.expr]:
    """Where a module reads the texts of a Protocol's methods, by their names or one by one."""
    nodes = list(ast.walk(tree))
    lists = any(map(_lists_methods, nodes)) and any(_last(node) in protocols for node in nodes)
    for node in nodes:
        match node:
            case ast.Attribute(attr="__doc__", value=owner):
                reads = lists or _is_method(owner, protocols)
            case ast.Call(args=[owner, *_]) if (name := _called(node)) in _READS:
                reads = lists or _is_method(owner, protocols) or (name == "getsource" and _last(owner) in protocols)
            case _:
                continue
        if reads:
            yield node


def _lists_methods(node: ast.AST) -> bool:
    return _called(node) in _LISTS or (isinstance(node, ast.Attribute) and node.attr == "__dict__")


def _is_method(node: ast.expr, protocols: Set[str]) -> bool:
    return isinstance(node, ast.Attribute) and _last(node.value) in protocols


def _called(node: ast.AST) -> str | None:
    """The name of what a call calls, without the module."""
    return _last(node.func) if isinstance(node, ast.Call) else None


def _last(node: ast.AST) -> str | None:
    """The last part of a dotted name."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return None
