"""LRC101: a verb that no legacy server knows, as PUT, is served as POST.

GET and DELETE are served as declared, everything else as POST (llama_stack 0.3.5, core/server/routes.py:60-65). The
published document has the declared one, so that an option serves it, alone or beside POST.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from llama_router_codemod.contract.served_path import served_path
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.operation import Operation
from llama_router_codemod.model.route import PutRoutes, Route, Verb
from llama_router_codemod.parse.symbols import Symbols

#: Verbs that a route can be declared with, and that no legacy server serves.
_UNSERVED = frozenset({"PUT", "PATCH"})


@dataclass(frozen=True)
class OtherVerbServedAsPost(Facts):
    """A route that is declared with another verb than it answered to, and which of them it has now."""

    code = "LRC101"
    declared_verb: str
    path: str
    reason: PutRoutes = PutRoutes.SERVED


def served_verb(route: Route) -> Verb:
    """The verb that the legacy server answers to for a route; one that is not declared is POST."""
    return Verb(route.declared_verb) if route.declared_verb in {"GET", "DELETE"} else Verb.POST


def written_verbs(route: Route, put: PutRoutes) -> tuple[str, ...]:
    """The verbs that a router serves a route with, from the top decorator down: POST last, so that it counts first."""
    served, declared = served_verb(route), route.declared_verb
    if put is PutRoutes.SERVED or declared not in _UNSERVED:
        return (served,)
    return (declared,) if put is PutRoutes.DECLARED else (declared, served)


def with_put(finding: Finding, put: PutRoutes) -> Finding:
    """The finding as it is where routes are written with other verbs; any other finding as it was."""
    match finding.facts:
        case OtherVerbServedAsPost(declared_verb=verb) as facts if verb in _UNSERVED:
            return replace(finding, facts=replace(facts, reason=put))
        case _:
            return finding


def other_verbs(symbols: Symbols, operation: Operation) -> Iterator[Finding]:
    """A finding for each route whose declared verb is none that is served."""
    for route in operation.routes:
        if route.declared_verb is not None and route.declared_verb != served_verb(route):
            yield Finding(route.place, OtherVerbServedAsPost(route.declared_verb, served_path(route)))
