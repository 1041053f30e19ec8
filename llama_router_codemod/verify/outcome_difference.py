"""Requests whose outcome is not as before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llama_router_codemod.verify.change import OutcomeChange
from llama_router_codemod.verify.json_difference import same_json
from llama_router_codemod.verify.messages.request import Case, CaseKind
from llama_router_codemod.verify.outcome_document import outcome_document
from llama_router_codemod.verify.probe.published_operation import published_operation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llama_router_codemod.verify.messages.plan import Plan
    from llama_router_codemod.verify.messages.record import Outcome, Record
    from llama_router_codemod.verify.messages.request import Request
    from llama_router_codemod.verify.messages.route_key import RouteKey


def outcome_changes(plan: Plan, before: Record, after: Record) -> Iterator[OutcomeChange]:
    """At most one change for each request of the plan."""
    for request, was, is_now in zip(plan.requests, before.outcomes, after.outcomes, strict=True):
        twin = _moved_list(plan, before, after, request)
        # Where the list is the only thing that moved, the change is announced by its finding.
        change = outcome_change(request, twin, is_now, is_moved=True) if twin else None
        if change := change or outcome_change(request, was, is_now):
            yield change


def outcome_change(
    request: Request, before: Outcome, after: Outcome, *, is_moved: bool = False
) -> OutcomeChange | None:
    """What differs of two outcomes of a request; None when nothing does."""
    old, new = outcome_document(before), outcome_document(after)
    aspects = tuple(aspect for aspect in old if not same_json(old[aspect], new[aspect]))
    return OutcomeChange(request, aspects, before, after, is_moved) if aspects else None


def _moved_list(plan: Plan, before: Record, after: Record, request: Request) -> Outcome | None:
    """What became of the same list in the body of a GET in the first tree, if it is in the query now."""
    if request.case.kind is not CaseKind.QUERY_FORM:
        return None
    name, route = request.case.subject, request.route
    if name in _parameters(before, route) or name not in _parameters(after, route):
        return None
    twin = Case(CaseKind.BODY_FORM, name)
    pairs = zip(plan.requests, before.outcomes, strict=True)
    return next((outcome for other, outcome in pairs if (other.route, other.case) == (route, twin)), None)


def _parameters(record: Record, route: RouteKey) -> set[str]:
    operation = published_operation(record.document, route)
    return {item["name"] for item in operation.get("parameters", ())}
