"""LRC101: a verb that no legacy server knows, as PUT, is served as POST.

GET and DELETE are served as declared, everything else as POST (llama_stack 0.3.5, core/server/routes.py:60-65).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from llama_router_codemod.contract.served_path import served_path
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.operation import Operation
from llama_router_codemod.model.route import Route, Verb
from llama_router_codemod.parse.symbols import Symbols


@dataclass(frozen=True)
class OtherVerbServedAsPost(Facts):
    """A route that is declared with another verb than it answers to."""

    code = "LRC101"
    declared_verb: str
    path: str


def served_verb(route: Route) -> Verb:
    """The verb that the legacy server answers to for a route; one that is not declared is POST."""
    return Verb(route.declared_verb) if route.declared_verb in {"GET", "DELETE"} else Verb.POST


def other_verbs(symbols: Symbols, operation: Operation) -> Iterator[Finding]:
    """A finding for each route whose declared verb is none that is served."""
    for route in operation.routes:
        if route.declared_verb is not None and route.declared_verb != served_verb(route):
            yield Finding(route.place, OtherVerbServedAsPost(route.declared_verb, served_path(route)))
