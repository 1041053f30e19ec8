"""Requests whose outcome is not as before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from llama_router_codemod.verify.change import Aspect, OutcomeChange
from llama_router_codemod.verify.messages.json_value import Schema
from llama_router_codemod.verify.messages.method import MethodName
from llama_router_codemod.verify.messages.plan import Plan
from llama_router_codemod.verify.messages.record import Call, CallContext, Outcome, Record
from llama_router_codemod.verify.messages.request import Case, CaseKind, JsonBody, Request
from llama_router_codemod.verify.messages.route_key import RouteKey
from llama_router_codemod.verify.outcome_difference import outcome_change, outcome_changes

ORDERS = RouteKey("GET", "/v1/orders")
FULL = Request(ORDERS, Case(CaseKind.FULL), "GET", "/v1/orders")


@pytest.mark.parametrize("outcome", [Outcome(), Outcome(200, body={"a": [1]}), Outcome(raised="ValueError")], ids=repr)
def test_equal_outcomes(outcome: Outcome) -> None:
    assert outcome_change(FULL, outcome, outcome) is None


@pytest.mark.parametrize(
    ("after", "aspects"),
    [
        (Outcome(201), [Aspect.STATUS]),
        (Outcome(200, "text/plain"), [Aspect.CONTENT_TYPE]),
        (Outcome(200, allow="GET"), [Aspect.ALLOW]),
        (Outcome(200, kept_header="kept"), [Aspect.KEPT_HEADER]),
        (Outcome(200, body=[]), [Aspect.BODY]),
        (Outcome(200, raised="ValueError"), [Aspect.RAISED]),
        (Outcome(200, calls=(Call(MethodName("a", "b"), CallContext()),)), [Aspect.CALLS]),
        (Outcome(None, raised="TimeoutError"), [Aspect.STATUS, Aspect.RAISED]),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_aspects(after: Outcome, aspects: list[Aspect]) -> None:
    assert outcome_change(FULL, Outcome(200), after) == OutcomeChange(FULL, tuple(aspects), Outcome(200), after)


@pytest.mark.parametrize(("one", "two"), [(1, 1.0), (0, False), (None, "null")])
def test_values_that_python_takes_for_equal(one: Any, two: Any) -> None:
    calls = [Outcome(calls=(Call(MethodName("a", "b"), CallContext(), {"limit": value}),)) for value in (one, two)]
    change = outcome_change(FULL, *calls)
    assert change is not None
    assert change.aspects == (Aspect.CALLS,)


# Records


def record(*outcomes: Outcome, parameters: tuple[str, ...] = ()) -> Record:
    operation: Schema = {"parameters": [{"name": name} for name in parameters]}
    return Record((), {"paths": {"/v1/orders": {"get": operation}}}, (), (), (), outcomes)


def test_requests_that_differ() -> None:
    bare = replace(FULL, case=Case(CaseKind.REQUIRED))
    plan = Plan((), (), (FULL, bare, FULL))
    before, after = record(Outcome(200), Outcome(200), Outcome(200)), record(Outcome(200), Outcome(400), Outcome(500))
    changes = list(outcome_changes(plan, before, after))
    assert [(change.request.case, change.after.status) for change in changes] == [
        (Case(CaseKind.REQUIRED), 400),
        (Case(CaseKind.FULL), 500),
    ]


# LRC102: a list that was the body of a GET is in the query

AS_QUERY = Request(ORDERS, Case(CaseKind.QUERY_FORM, "ids"), "GET", "/v1/orders?ids=a")
AS_BODY = Request(ORDERS, Case(CaseKind.BODY_FORM, "ids"), "GET", "/v1/orders", JsonBody(["a"]))
OF_ANOTHER_FIELD = replace(AS_BODY, case=Case(CaseKind.BODY_FORM, "tags"))
OF_ANOTHER_ROUTE = replace(AS_BODY, route=RouteKey("GET", "/v1/stock"))
PLAN = Plan((), (), (AS_QUERY, OF_ANOTHER_ROUTE, OF_ANOTHER_FIELD, AS_BODY))
IGNORED, TAKEN, OTHER = Outcome(200, body=[]), Outcome(200, body=["a"]), Outcome(200, body=["b"])


def changes_of_query(after: Outcome, *, moved: bool = True) -> list[OutcomeChange]:
    """The changes of the list in the query, which the first tree ignored there and took as a body."""
    old = record(IGNORED, OTHER, OTHER, TAKEN)
    new = record(after, OTHER, OTHER, TAKEN, parameters=("ids",) if moved else ())
    return list(outcome_changes(PLAN, old, new))


def test_list_that_moved() -> None:
    assert changes_of_query(TAKEN) == [OutcomeChange(AS_QUERY, (Aspect.BODY,), IGNORED, TAKEN)]


def test_list_that_moved_and_changed() -> None:
    """It is compared with the answer to the list in its old place."""
    assert changes_of_query(OTHER) == [OutcomeChange(AS_QUERY, (Aspect.BODY,), TAKEN, OTHER, is_moved=True)]


def test_list_that_did_not_move() -> None:
    assert changes_of_query(IGNORED, moved=False) == []
    assert changes_of_query(TAKEN, moved=False) == [OutcomeChange(AS_QUERY, (Aspect.BODY,), IGNORED, TAKEN)]


def test_list_that_was_in_the_query_before() -> None:
    old, new = (record(*outcomes, parameters=("ids",)) for outcomes in ([IGNORED, TAKEN], [OTHER, TAKEN]))
    assert list(outcome_changes(Plan((), (), (AS_QUERY, AS_BODY)), old, new)) == [
        OutcomeChange(AS_QUERY, (Aspect.BODY,), IGNORED, OTHER)
    ]


def test_list_whose_body_was_not_sent() -> None:
    old, new = record(IGNORED), record(TAKEN, parameters=("ids",))
    assert list(outcome_changes(Plan((), (), (AS_QUERY,)), old, new)) == [
        OutcomeChange(AS_QUERY, (Aspect.BODY,), IGNORED, TAKEN)
    ]
