"""LRC121: a parameter of a POST was published as a field of the body, and is read from elsewhere.

The generator of the document took whatever the path does not name for the body (llama_stack 0.3.5,
docs/openapi_generator/pyopenapi/operations.py:307), also an `Annotated` parameter, which the server left to FastAPI. A
program that reads the routers publishes it where it is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from llama_router_codemod.conventions.docs_generator import docs_generator
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.operation import LocatedParameter, Location, Operation
from llama_router_codemod.model.route import Verb
from llama_router_codemod.parse.symbols import Symbols

_IN_NO_BODY = frozenset({"Query", "Header", "Cookie"})


@dataclass(frozen=True)
class PublishedElsewhere(Facts):
    """A parameter, and where it is read: in the query, as a header or a cookie, or as the whole body."""

    code = "LRC121"
    parameter: str
    read: str


def published_elsewhere(symbols: Symbols, operation: Operation) -> Iterator[Finding]:
    """A finding for each such parameter, where a checkout has such a generator."""
    if operation.verb is not Verb.POST or docs_generator(symbols) is None:
        return
    for item in operation.parameters:
        read = _read(item)
        if read is not None:
            facts = PublishedElsewhere(item.parameter.name, read)
            yield Finding(operation.place_of(item.parameter.name), facts)


def _read(item: LocatedParameter) -> str | None:
    """Where a parameter is read; None for a field of the body."""
    parameter = item.parameter
    match item.location:
        case Location.QUERY if parameter.is_annotated:
            return "query"
        case Location.BODY if parameter.is_annotated:
            return "whole body"
        case Location.AS_WRITTEN if parameter.marker in _IN_NO_BODY:
            return str(parameter.marker).lower()
        case _:
            return None
