"""LRC303: a program reads the docstrings of routed methods, whose texts about parameters and answers moved.

A generator of the OpenAPI document in the form that llama-stack's has (docs/openapi_generator) is replaced. Another one
goes on working, but what it publishes of a migrated API lacks those texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from llama_router_codemod.conventions.api_root import api_root
from llama_router_codemod.conventions.docs_generator import docs_generator, webmethod_adders
from llama_router_codemod.conventions.packages import pending_apis
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.place import Place
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.spans import line_number

_READS_ROUTES = re.compile(rb"__webmethods?__|\broute_metadata\(")
#: Gives the methods of a class, one by one; and asks such a one for its text.
_LISTS_METHODS = re.compile(rb"\bgetmembers\(|\bvars\(|\.__dict__\b|\bdir\(")
_READS_METHOD = re.compile(rb"\.__doc__\b|\bgetdoc\(|\bgetsource\(")
_WORDS = (b"__doc__", b"getdoc(", b"getsource(")
_READS_DOCSTRINGS = re.compile(rb"\b__doc__\b|\bgetdoc\(|\bparse_(?:docstring|type|text)\(|\bDocstring\b")


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
    # By path, where one is in both the first place counts.
    found = dict(sorted([*_of_routes(symbols), *_of_protocols(symbols)], reverse=True))
    for path, position in sorted(found.items()):
        if path not in replaced and not path.is_relative_to(api_root(symbols.checkout)):
            place = Place(path, line_number(symbols.checkout.contents[path], position))
            yield Finding(place, DocstringReader(symbols.checkout.module_name(path)))


def _of_routes(symbols: Symbols) -> Iterator[tuple[PurePosixPath, int]]:
    """The files that ask for the routes of methods and for docstrings, and where."""
    for path in symbols.checkout.containing(_READS_ROUTES, b"__webmethod", b"route_metadata("):
        found = _READS_DOCSTRINGS.search(symbols.checkout.contents[path])
        if found:
            yield path, found.start()


def _of_protocols(symbols: Symbols) -> Iterator[tuple[PurePosixPath, int]]:
    """The files that read the texts of a Protocol's methods, by their names or one by one, and where."""
    protocols = [item for api in pending_apis(symbols) for item in api.served_by]
    names = "|".join(sorted({item.name for item in protocols}))
    named = re.compile(rf"\b(?:{names})\b".encode())
    direct = re.compile(rf"\b(?:{names})\.\w+\.__doc__\b|\b(?:getdoc\((?:{names})\.|getsource\((?:{names})\b)".encode())
    for path in sorted({path for item in protocols for path in symbols.checkout.importing(item.module)}):
        data = symbols.checkout.contents[path]
        if not any(word in data for word in _WORDS):
            continue  # as most, which is found fast
        lists = named.search(data) and _LISTS_METHODS.search(data)
        found = direct.search(data) or (_READS_METHOD.search(data) if lists else None)
        if found:
            yield path, found.start()
