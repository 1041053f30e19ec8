"""LRC120: a type in quotes that the server could not read, so that a request with the parameter ended in an error.

FastAPI looked for its names in the module of the server's endpoint, up to a version between 0.122 and 0.126. In a POST
the server puts a marker around the text, and within a container it stays one: no FastAPI reads it there.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from llama_router_codemod.contract.served_verb import served_verb
from llama_router_codemod.conventions.fastapi_version import fastapi_is_at_least
from llama_router_codemod.conventions.server import read_server
from llama_router_codemod.model.api import Implementation, Method, Parameter
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.route import Verb
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.parse.type_parts import unquoted
from llama_router_codemod.source.syntax import names_of, parse_expression

#: A version that looks in the module of the implementation.
_LOOKS_RIGHT = "0.126"
_KNOWN = frozenset(dir(builtins))


@dataclass(frozen=True)
class TypeInQuotes(Facts):
    """An implementation, its parameter and the type of that, as it is written."""

    code = "LRC120"
    implementation: str
    parameter: str
    annotation: str


def types_in_quotes(symbols: Symbols, method: Method, implementations: Sequence[Implementation]) -> Iterator[Finding]:
    """A finding for each parameter of an implementation of a method whose type the server could not read."""
    for item in implementations:
        module, served = item.methods.get(method.name, ("", None))
        for parameter in served.parameters if served is not None else ():
            if _is_unread(symbols, module, method, parameter):
                yield Finding(parameter.place, TypeInQuotes(item.class_name, parameter.name, parameter.written))


def _is_unread(symbols: Symbols, module: str, method: Method, parameter: Parameter) -> bool:
    node = parse_expression(parameter.written) if parameter.written else ast.Constant(None)
    is_text = isinstance(node, ast.Constant) or _has_texts_only(symbols, module)
    plain = unquoted(node)
    if not is_text and (plain is node or ast.dump(plain) == ast.dump(node)):
        return False
    if names_of(plain) <= _KNOWN:
        return False
    server = read_server(symbols).server
    embeds = served_verb(method.routes[0]) is Verb.POST and (server is None or server.wrapper.embeds_bodies)
    return embeds or not is_text or not fastapi_is_at_least(symbols.checkout, _LOOKS_RIGHT)


@cache
def _has_texts_only(symbols: Symbols, module: str) -> bool:
    """Whether a module makes texts of all its annotations."""
    tree = symbols.tree(symbols.checkout.modules[module])
    future = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "__future__"]
    return any(alias.name == "annotations" for node in future for alias in node.names)
