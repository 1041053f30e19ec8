"""What the routers of a tree answer, but do not publish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llama_router_codemod.verify.change import DocumentChange
from llama_router_codemod.verify.document_place import AnsweredPlace
from llama_router_codemod.verify.messages.answer_mode import Answer
from llama_router_codemod.verify.probe.published_operation import published_operation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llama_router_codemod.verify.messages.json_value import Schema
    from llama_router_codemod.verify.messages.plan import Plan
    from llama_router_codemod.verify.messages.record import Outcome, Record
    from llama_router_codemod.verify.messages.request import Request
    from llama_router_codemod.verify.messages.route_key import RouteKey

DECLARED_ANSWERS = (Answer.FULL, Answer.MINIMAL)
EVENT_STREAM = "text/event-stream"


def unpublished_answers(plan: Plan, before: Record, after: Record) -> Iterator[tuple[RouteKey, DocumentChange]]:
    """Statuses and streams that the second tree answers and does not publish, with what it publishes in their place.

    Only answers that a service declares count, and not those that routers of the first tree did not publish either.
    """
    found = _found(plan, after) - _found(plan, before)
    for route, place, answered in sorted(found, key=lambda item: (item[0], item[1].value, item[2])):
        responses = _responses(after, route)
        media = responses.get("200", {}).get("content", {})
        published = sorted(responses if place is AnsweredPlace.STATUS else media)
        yield route, DocumentChange(place, answered, published)


def _found(plan: Plan, record: Record) -> set[tuple[RouteKey, AnsweredPlace, str]]:
    """Of routers, what one tree lacks. The legacy document never had the statuses of webmethods."""
    routed = {row.key for row in record.rows if row.webmethod is None}
    return {
        (request.route, place, answered)
        for request, outcome in zip(plan.requests, record.outcomes, strict=True)
        if request.route in routed and _is_declared(request, outcome)
        for place, answered in _unpublished(_responses(record, request.route), outcome)
    }


def _is_declared(request: Request, outcome: Outcome) -> bool:
    return request.method == request.route.verb and request.answer in DECLARED_ANSWERS and outcome.raised is None


def _responses(record: Record, route: RouteKey) -> dict[str, Schema]:
    responses: dict[str, Schema] = published_operation(record.document, route).get("responses", {})
    return responses


def _unpublished(responses: dict[str, Schema], outcome: Outcome) -> Iterator[tuple[AnsweredPlace, str]]:
    status, media = str(outcome.status), str(outcome.content_type).partition(";")[0]
    if responses and status not in responses and (status.startswith("2") or "default" not in responses):
        yield AnsweredPlace.STATUS, status
    if status in responses and media == EVENT_STREAM and media not in responses[status].get("content", {}):
        yield AnsweredPlace.MEDIA_TYPE, media
