"""LRC113: a raw request body is declared, which the legacy server never passed to the method."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from llama_router_codemod.contract.served_path import served_path
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.operation import Operation
from llama_router_codemod.model.route import Route
from llama_router_codemod.parse.symbols import Symbols


@dataclass(frozen=True)
class RawBody(Facts):
    """A route with `raw_bytes_request_body`."""

    code = "LRC113"
    path: str


def declares_raw_body(route: Route) -> bool:
    """Whether a route says that clients send bytes which are no JSON."""
    return route.said("raw_bytes_request_body") not in {None, "False", "None"}


def raw_bodies(symbols: Symbols, operation: Operation) -> Iterator[Finding]:
    """A finding for each route that declares a raw body."""
    for route in operation.routes:
        if declares_raw_body(route):
            yield Finding(route.place, RawBody(served_path(route)))
