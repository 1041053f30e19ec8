"""What the routers of a tree answer, but do not publish."""

from __future__ import annotations

from dataclasses import replace

import pytest

from llama_router_codemod.verify.change import DocumentChange
from llama_router_codemod.verify.document_place import AnsweredPlace
from llama_router_codemod.verify.messages.answer_mode import Answer, AnswerMode, ErrorName, Raises
from llama_router_codemod.verify.messages.json_value import Schema
from llama_router_codemod.verify.messages.method import MethodName
from llama_router_codemod.verify.messages.plan import Plan
from llama_router_codemod.verify.messages.record import Outcome, Record, RouteRow
from llama_router_codemod.verify.messages.request import Case, CaseKind, Request
from llama_router_codemod.verify.messages.route_key import RouteKey
from llama_router_codemod.verify.unpublished_answers import unpublished_answers

ORDERS = RouteKey("GET", "/v1/orders/{order:path}")
ROW = RouteRow(ORDERS, "orders", "Orders", deprecated=False)
WEBMETHOD = replace(ROW, webmethod=MethodName("orders", "list_orders"))
FULL = Request(ORDERS, Case(CaseKind.FULL), "GET", "/v1/orders/a")
JSON: Schema = {"content": {"application/json": {}}}
EVENTS = "text/event-stream; charset=utf-8"


def unpublished(
    outcome: Outcome,
    responses: Schema,
    request: Request = FULL,
    row: RouteRow = ROW,
    before: RouteRow = WEBMETHOD,
) -> list[DocumentChange]:
    """What is found of one request to one route, with the same outcome in the first tree."""
    document = {"paths": {"/v1/orders/{order}": {"get": {"responses": responses}}}}
    record = Record((row,), document, (), (), (), (outcome,))
    found = list(unpublished_answers(Plan((), (), (request,)), replace(record, rows=(before,)), record))
    assert {route for route, _ in found} <= {ORDERS}
    return [change for _, change in found]


@pytest.mark.parametrize(
    ("outcome", "responses"),
    [
        pytest.param(Outcome(200, "application/json"), {"200": JSON}, id="published"),
        pytest.param(Outcome(200, "application/json"), {}, id="nothing is published"),
        pytest.param(Outcome(400, "application/json"), {"200": JSON, "default": {}}, id="default"),
        pytest.param(Outcome(200, EVENTS), {"200": {"content": {"text/event-stream": {}}}}, id="stream"),
        pytest.param(Outcome(200, "text/plain"), {"200": JSON}, id="another media type that is no stream"),
        pytest.param(Outcome(500, "text/plain", raised="ValueError"), {"200": JSON}, id="exception"),
        pytest.param(Outcome(raised="TimeoutError"), {"200": JSON}, id="no answer"),
    ],
)
def test_nothing_is_missing(outcome: Outcome, responses: Schema) -> None:
    assert unpublished(outcome, responses) == []


@pytest.mark.parametrize(
    ("status", "responses", "published"),
    [
        (204, {"200": JSON}, ["200"]),
        (204, {"200": JSON, "default": {}}, ["200", "default"]),
        (400, {"422": {}, "200": JSON}, ["200", "422"]),
    ],
)
def test_status(status: int, responses: Schema, published: list[str]) -> None:
    assert unpublished(Outcome(status, ""), responses) == [DocumentChange(AnsweredPlace.STATUS, str(status), published)]


def test_stream() -> None:
    assert unpublished(Outcome(200, EVENTS), {"200": JSON}) == [
        DocumentChange(AnsweredPlace.MEDIA_TYPE, "text/event-stream", ["application/json"])
    ]


@pytest.mark.parametrize("answer", [Answer.NONE, Answer.DICT, Answer.UNDECLARED, Answer.WIDER, Raises(ErrorName.VALUE)])
def test_answers_that_are_not_declared(answer: AnswerMode) -> None:
    assert unpublished(Outcome(204, ""), {"200": JSON}, replace(FULL, answer=answer)) == []


def test_verb_that_the_route_does_not_have() -> None:
    assert unpublished(Outcome(405, "application/json"), {"200": JSON}, replace(FULL, method="PATCH")) == []


def test_webmethods_are_left_out() -> None:
    """The legacy document never had their statuses."""
    assert unpublished(Outcome(204, ""), {"200": JSON}, row=WEBMETHOD) == []


def test_what_a_router_of_the_first_tree_did_not_publish_either() -> None:
    assert unpublished(Outcome(204, ""), {"200": JSON}, before=ROW) == []


def test_each_is_told_once_in_order() -> None:
    outcomes = (Outcome(204, ""), Outcome(201, ""), Outcome(204, ""))
    document = {"paths": {"/v1/orders/{order}": {"get": {"responses": {"200": JSON}}}}}
    record = Record((ROW,), document, (), (), (), outcomes)
    found = unpublished_answers(Plan((), (), (FULL, FULL, FULL)), replace(record, rows=(WEBMETHOD,)), record)
    assert [change.before for _, change in found] == ["201", "204"]
