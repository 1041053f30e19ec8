"""What the routers of a tree answer, but do not publish."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from llama_router_codemod.verify.probe.paths import published_operation

Record = dict[str, Any]
DECLARED_ANSWERS = ("full", "minimal")
EVENT_STREAM = "text/event-stream"


def unpublished_answers(plan: Record, record: Record) -> Iterator[tuple[str, str, str, list[str]]]:
    """(route, place, what was answered, what is published) of statuses and streams that the document lacks.

    Only answers that a service declares count. Routes of webmethods are left out: the legacy document never had their
    statuses.
    """
    routed = {f"{row['verb']} {row['path']}" for row in record["rows"] if "webmethod" not in row}
    found = {
        (request["route"], *unpublished)
        for request, result in zip(plan["requests"], record["results"], strict=True)
        if request["route"] in routed
        and request["method"] == request["route"].partition(" ")[0]
        and request["answer"] in DECLARED_ANSWERS
        and result["raised"] is None
        for unpublished in _unpublished(_responses(record, request["route"]), result)
    }
    for route, place, answered in sorted(found):
        responses = _responses(record, route)
        media = responses.get("200", {}).get("content", {})
        yield route, place, answered, sorted(responses if place == "status" else media)


def _responses(record: Record, route: str) -> Record:
    responses: Record = published_operation(record["document"], *route.split(" ", 1)).get("responses", {})
    return responses


def _unpublished(responses: Record, result: Record) -> Iterator[tuple[str, str]]:
    status, media = str(result["status"]), str(result["content_type"]).partition(";")[0]
    if responses and status not in responses and (status.startswith("2") or "default" not in responses):
        yield "status", status
    if status in responses and media == EVENT_STREAM and media not in responses[status].get("content", {}):
        yield "media type", media
