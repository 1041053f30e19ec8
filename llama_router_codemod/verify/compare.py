"""What two records differ in, route by route."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from llama_router_codemod.verify.change import Change, DriftChange, OutcomeChange
from llama_router_codemod.verify.difference import difference
from llama_router_codemod.verify.document_difference import document_changes
from llama_router_codemod.verify.outcome_difference import outcome_changes
from llama_router_codemod.verify.result import RouteResult
from llama_router_codemod.verify.table_difference import rows_by_route, table_changes
from llama_router_codemod.verify.unpublished_answers import unpublished_answers
from llama_router_codemod.verify.verb_difference import verb_difference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llama_router_codemod.verify.explain import Explanations
    from llama_router_codemod.verify.messages.method import MethodName
    from llama_router_codemod.verify.messages.plan import Plan
    from llama_router_codemod.verify.messages.record import Record
    from llama_router_codemod.verify.messages.route_key import RouteKey


@dataclass(frozen=True)
class Owner:
    """Whose route it is; the method only where it is known."""

    api: str
    method: MethodName | None = None


def compare_records(plan: Plan, before: Record, after: Record, explanations: Explanations) -> list[RouteResult]:
    """A result for each route of either record, in the order of the first; what findings announced, names them."""
    changes: dict[RouteKey, list[Change]] = defaultdict(list)
    verbs = verb_difference(plan, before, after)
    after = verbs.record
    for route, change in (*verbs.changes, *_changes(plan, before, after)):
        changes[route].append(change)
    owners = _owners(plan, before, after)
    requests = Counter(request.route for request in plan.requests)
    results = []
    routes = dict.fromkeys(row.key for row in (*before.rows, *after.rows))
    for route in (route for route in routes if route not in plan.unmountable):
        owner = owners[route]
        differing = sum(isinstance(change, OutcomeChange) for change in changes[route])
        results.append(
            RouteResult(
                route=str(route),
                api=owner.api,
                method=owner.method.attribute if owner.method else None,
                requests=requests[route],
                equal=requests[route] - differing,
                differences=[difference(change, explanations.code(owner.method, change)) for change in changes[route]],
            )
        )
    return results


def _changes(plan: Plan, before: Record, after: Record) -> Iterator[tuple[RouteKey, Change]]:
    """Every change with its route; those of a route are in the order in which they are shown."""
    old, new = rows_by_route(before.rows), rows_by_route(after.rows)
    for route in dict.fromkeys((*old, *new)):
        for change in table_changes(old.get(route, ()), new.get(route, ())):
            yield route, change
    yield from document_changes(before, after)
    yield from unpublished_answers(plan, before, after)
    for disagreement in after.drift:
        if disagreement not in before.drift:
            yield disagreement.route, DriftChange(disagreement)
    for outcome in outcome_changes(plan, before, after):
        yield outcome.request.route, outcome


def _owners(plan: Plan, before: Record, after: Record) -> dict[RouteKey, Owner]:
    served = {row.key: Owner(row.api) for row in (*after.rows, *before.rows)}
    called = {route.key: Owner(method.name.api, method.name) for method in plan.methods for route in method.routes}
    return served | called
