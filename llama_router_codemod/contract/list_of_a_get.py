"""LRC102: a list of scalars moves from the body of a GET or DELETE to its query.

FastAPI reads a list that nothing marks from the body, so the legacy server did; the published document said query (docs
generator, operations.py), and that is where it is now.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.operation import Location, Operation, Shape
from llama_router_codemod.parse.symbols import Symbols


@dataclass(frozen=True)
class ListInQuery(Facts):
    """A parameter that was read from the body and is read from the query now, and its default as source."""

    code = "LRC102"
    parameter: str
    annotation: str
    default: str | None = None


def lists_in_query(symbols: Symbols, operation: Operation) -> Iterator[Finding]:
    """A finding for each list of scalars that is located in the query."""
    for item in operation.at(Location.QUERY, Location.QUERY_FIELD):
        parameter = item.parameter
        if parameter.shape is Shape.SEQUENCE:
            facts = ListInQuery(parameter.name, parameter.annotation, parameter.default)
            yield Finding(operation.place_of(parameter.name), facts)
