"""LRC303: a program reads the docstrings of routed methods, whose texts about parameters and answers moved.

A generator of the OpenAPI document in the form that llama-stack's has (docs/openapi_generator) is replaced. Another one
goes on working, but what it publishes of a migrated API lacks those texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from llama_router_codemod.conventions.api_root import api_root
from llama_router_codemod.conventions.docs_generator import docs_generator, webmethod_adders
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.place import Place
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.spans import line_number

_READS_ROUTES = re.compile(rb"__webmethods?__|\broute_metadata\(")
_READS_DOCSTRINGS = re.compile(rb"\b__doc__\b|\bgetdoc\(|\bparse_(?:docstring|type|text)\(|\bDocstring\b")


@dataclass(frozen=True)
class DocstringReader(Facts):
    """The module."""

    code = "LRC303"
    module: str


def docstring_readers(symbols: Symbols) -> Iterator[Finding]:
    """A finding for each file outside the APIs that asks for the routes of methods and for docstrings, and stays."""
    generator = docs_generator(symbols)
    replaced = {*(generator.files if generator is not None else ()), *webmethod_adders(symbols.checkout)}
    for path in symbols.checkout.containing(_READS_ROUTES, b"__webmethod", b"route_metadata("):
        data = symbols.checkout.contents[path]
        found = _READS_DOCSTRINGS.search(data)
        if found and path not in replaced and not path.is_relative_to(api_root(symbols.checkout)):
            place = Place(path, line_number(data, found.start()))
            yield Finding(place, DocstringReader(symbols.checkout.module_name(path)))
