"""LRC109: a route without a level is served below /None (llama_stack 0.3.5, core/server/routes.py:59)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.operation import Operation
from llama_router_codemod.model.route import Route
from llama_router_codemod.parse.symbols import Symbols


@dataclass(frozen=True)
class MissingLevel(Facts):
    """A route without a level, and where it is served."""

    code = "LRC109"
    path: str


def served_path(route: Route) -> str:
    """The path on the wire."""
    return f"/{route.version}/{route.path.lstrip('/')}"


def missing_levels(symbols: Symbols, operation: Operation) -> Iterator[Finding]:
    """A finding for each route without a level."""
    for route in operation.routes:
        if route.version is None:
            yield Finding(route.place, MissingLevel(served_path(route)))
