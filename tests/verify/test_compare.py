"""What two records differ in, route by route."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from llama_router_codemod.contract.undeclared_fields import Reason, UndeclaredFields
from llama_router_codemod.model.finding import Finding
from llama_router_codemod.model.place import Place
from llama_router_codemod.verify.compare import compare_records
from llama_router_codemod.verify.explain import Explanations
from llama_router_codemod.verify.messages.answer_mode import Answer
from llama_router_codemod.verify.messages.method import (
    MethodName,
    ObjectPath,
    ServedMethod,
    ServedRoute,
    SignatureSource,
)
from llama_router_codemod.verify.messages.plan import Plan
from llama_router_codemod.verify.messages.record import (
    Disagreement,
    Outcome,
    PublishedRoute,
    PublishedTexts,
    Record,
    RouteRow,
)
from llama_router_codemod.verify.messages.request import Case, CaseKind, Request
from llama_router_codemod.verify.messages.route_key import RouteKey
from llama_router_codemod.verify.result import RouteResult

LIST, PLACE = RouteKey("GET", "/v1/orders"), RouteKey("POST", "/v1/orders")
NO_FINDINGS = Explanations(())
FILTERED = Finding(
    Place(PurePosixPath("orders.py"), 1), UndeclaredFields(Reason.RESPONSE_MODEL, ("list_orders",)), "orders"
)


def method(name: MethodName, *routes: RouteKey) -> ServedMethod:
    protocol = ObjectPath("shop.orders", "Orders")
    served = tuple(ServedRoute(route, route.verb, "Orders") for route in routes)
    return ServedMethod(name, protocol, SignatureSource(protocol), (), served)


METHODS = (method(MethodName("orders", "list_orders"), LIST), method(MethodName("orders", "place", "group"), PLACE))


def request(route: RouteKey, answer: Answer = Answer.FULL) -> Request:
    return Request(route, Case(CaseKind.FULL), route.verb, route.path, answer=answer)


def record(*routes: RouteKey, outcomes: tuple[Outcome, ...] = ()) -> Record:
    rows = tuple(RouteRow(route, "orders", "Orders", deprecated=False) for route in routes)
    published = tuple(PublishedRoute(route, PublishedTexts("A text.")) for route in routes)
    return Record(rows, {"paths": {}}, published, (), (), outcomes)


def places(results: list[RouteResult]) -> dict[str, list[str]]:
    return {result.route: [item.place for item in result.differences] for result in results}


def test_equal_records() -> None:
    plan = Plan(METHODS, (), (request(LIST), request(PLACE), request(PLACE)))
    same = record(LIST, PLACE, outcomes=(Outcome(200),) * 3)
    assert compare_records(plan, same, same, NO_FINDINGS) == [
        RouteResult(route="GET /v1/orders", api="orders", method="list_orders", requests=1, equal=1),
        RouteResult(route="POST /v1/orders", api="orders", method="group.place", requests=2, equal=2),
    ]


def test_changes_of_each_check_in_their_order() -> None:
    plan = Plan(METHODS, (), (request(LIST), request(LIST)))
    before = record(LIST, outcomes=(Outcome(200), Outcome(200)))
    after = replace(
        record(LIST, outcomes=(Outcome(200), Outcome(400))),
        rows=(RouteRow(LIST, "orders", "Stock", deprecated=False),),
        published=(PublishedRoute(LIST, PublishedTexts()),),
        drift=(Disagreement(METHODS[0].name, LIST, "route", "`limit` is not there"),),
    )
    (result,) = compare_records(plan, before, after, NO_FINDINGS)
    assert [item.place for item in result.differences] == [
        "tag",
        "text of summary",
        "orders.list_orders, route",
        "full",
    ]
    assert (result.requests, result.equal) == (2, 1)


def test_route_that_only_one_tree_has() -> None:
    """Of the second tree's own no request tells which method it calls."""
    other = RouteKey("DELETE", "/v1/orders")
    unknown = RouteKey("GET", "/v1/stock")
    results = compare_records(Plan(METHODS, ()), record(LIST, PLACE), record(LIST, other, unknown), NO_FINDINGS)
    assert places(results) == {
        "GET /v1/orders": [],
        "POST /v1/orders": ["served"],
        "DELETE /v1/orders": ["served"],
        "GET /v1/stock": ["served"],
    }
    assert [(result.api, result.method) for result in results] == [
        ("orders", "list_orders"),
        ("orders", "group.place"),
        ("orders", None),
        ("orders", None),
    ]


def test_disagreement_of_both_trees_is_no_change() -> None:
    disagreement = Disagreement(METHODS[0].name, LIST, "route", "`limit` is not there")
    both = replace(record(LIST), drift=(disagreement,))
    assert places(compare_records(Plan(METHODS, ()), both, both, NO_FINDINGS)) == {"GET /v1/orders": []}


def test_answer_that_is_not_published() -> None:
    document = {"paths": {"/v1/orders": {"get": {"responses": {"200": {}}}}}}
    plan = Plan(METHODS, (), (request(LIST),))
    after = replace(record(LIST, outcomes=(Outcome(204, ""),)), document=document)
    before = replace(after, rows=tuple(replace(row, webmethod=METHODS[0].name) for row in after.rows))
    assert places(compare_records(plan, before, after, NO_FINDINGS)) == {"GET /v1/orders": ["status that is answered"]}


def test_findings_are_asked() -> None:
    plan = Plan(METHODS, (), (request(LIST, Answer.WIDER),))
    outcomes = Outcome(200, body={"a": 1, "undeclared_field": "kept"}), Outcome(200, body={"a": 1})
    before, after = (record(LIST, outcomes=(outcome,)) for outcome in outcomes)
    (result,) = compare_records(plan, before, after, Explanations([FILTERED]))
    assert [item.finding for item in result.differences] == ["LRC105"]
    (result,) = compare_records(plan, before, after, NO_FINDINGS)
    assert [item.finding for item in result.differences] == [None]
