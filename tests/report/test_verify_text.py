"""The result of `verify` as text for people."""

from __future__ import annotations

from typing import Any

import pytest
from rich.console import Console
from verify_results import accepted, answer, change, result, route

from llama_router_codemod.contract.list_of_a_get import ListInQuery
from llama_router_codemod.contract.undeclared_fields import UndeclaredFields
from llama_router_codemod.model.catalogue import CATALOGUE
from llama_router_codemod.report.verify_text import SHOWN, verify_text
from llama_router_codemod.verify.result import Check, DocumentResult, RouteResult, VerifyResult

LIST, FIELDS = ListInQuery.code, UndeclaredFields.code
EQUAL = "1 route, 10 requests to each tree (seed 3), 10 answered alike; nothing differs; "
NONE_LEFT = "0 unexplained, 0 explained but not accepted"


def printed(found: VerifyResult) -> list[str]:
    console = Console(width=60, soft_wrap=True, highlight=False)
    with console.capture() as capture:
        for item in verify_text(found):
            console.print(item)
    return capture.get().splitlines()


def title(code: str) -> list[str]:
    return [f"{code} {CATALOGUE[code].title}", f"  {CATALOGUE[code].advice}"]


def test_nothing_differs() -> None:
    assert printed(result(route())) == [EQUAL + NONE_LEFT]


def test_several_routes() -> None:
    found = result(route(), route(name="GET /v1/stock", requests=1))
    assert printed(found) == [
        f"2 routes, 11 requests to each tree (seed 3), 11 answered alike; nothing differs; {NONE_LEFT}"
    ]


def test_differences_of_each_check() -> None:
    found = route(
        change(Check.ROUTES, "tag", "Orders", "Stock"),
        change(Check.ROUTES, "deprecated", True, False),
        change(Check.DOCUMENT, "body.limit.default", 20, None),
        change(Check.DRIFT, "orders.list_orders, route", "agrees", "`limit` is not there"),
        change(Check.DRIFT, "orders.list_orders, route", "agrees", "`[top]` is not in the Protocol"),
        answer("full", {"status": 200, "body": {"a": [1, 2]}}, {"status": 204, "body": {"a": [1, 3]}}),
        answer("type:limit:0", {"status": 200, "body": {"a": [1, 2]}}, {"status": 204, "body": {"a": [1, 3]}}),
    )
    assert printed(result(found)) == [
        "GET /v1/orders (orders.list_orders)",
        "  routes: tag: Orders -> Stock",
        "  routes: deprecated: true -> false",
        "  document: body.limit.default: 20 -> null",
        "  drift: orders.list_orders, route: `limit` is not there; `[top]` is not in the Protocol",
        "  behaviour: status 200 -> 204; body.a[1] 2 -> 3",
        "    2 requests (full, type:limit:0), the first, where every field is answered:",
        "    curl http://localhost:8321/full",
        "1 route, 10 requests to each tree (seed 3), 8 answered alike; 2 requests differ; 2 in the table of routes; "
        "1 in the document; 2 in drift; 7 unexplained, 0 explained but not accepted",
    ]


def test_one_request() -> None:
    found = result(route(answer("full", {"status": 200}, {"status": 204})))
    assert printed(found)[-3:] == [
        "    1 request (full), the first, where every field is answered:",
        "    curl http://localhost:8321/full",
        "1 route, 10 requests to each tree (seed 3), 9 answered alike; 1 request differs; "
        "1 unexplained, 0 explained but not accepted",
    ]


@pytest.mark.parametrize(
    ("api", "method", "heading"),
    [
        (None, None, "GET /v1/orders"),
        ("orders", None, "GET /v1/orders"),
        ("orders", "rag.insert", "GET /v1/orders (orders.rag.insert)"),
    ],
)
def test_owner_of_a_route(api: str | None, method: str | None, heading: str) -> None:
    served = [change(Check.ROUTES, "served", "once", "not there")]
    found = RouteResult(route="GET /v1/orders", api=api, method=method, differences=served)
    assert printed(result(found))[:2] == [heading, "  routes: served: once -> not there"]


def test_explained_and_not_accepted() -> None:
    found = route(
        answer("answer:wider", {"body": {"a": 1}}, {"body": {}}, FIELDS),
        answer("body-list", {"status": 200}, {"status": 400}, LIST),
        change(Check.DOCUMENT, "body", "application/json", "not there", LIST),
    )
    assert printed(result(found)) == [
        *title(LIST),
        f"  2 differences, accept with --accept {LIST}",
        *title(FIELDS),
        f"  1 difference, accept with --accept {FIELDS}",
        "1 route, 10 requests to each tree (seed 3), 8 answered alike; 2 requests differ; 1 in the document; "
        "0 unexplained, 3 explained but not accepted",
    ]


def test_explained_and_accepted() -> None:
    wider = answer("answer:wider", {"body": {"a": 1}}, {"body": {}}, FIELDS)
    moved = change(Check.DOCUMENT, "body", "application/json", "not there", LIST)
    assert printed(result(route(accepted(wider), moved), route(accepted(wider)))) == [
        *title(LIST),
        f"  1 difference, accept with --accept {LIST}",
        *title(FIELDS),
        "  2 differences, accepted",
        "2 routes, 20 requests to each tree (seed 3), 18 answered alike; 2 requests differ; 1 in the document; "
        "0 unexplained, 1 explained but not accepted",
    ]


def test_unexplained_ones_come_first_and_explained_ones_not_among_them() -> None:
    open_item = change(Check.ROUTES, "tag", "Orders", "Stock")
    found = printed(result(route(change(Check.DOCUMENT, "body", "a", "b", LIST)), route(open_item, name="GET /b")))
    assert found[:3] == ["GET /b (orders.list_orders)", "  routes: tag: Orders -> Stock", title(LIST)[0]]


def test_many_ways_to_differ_are_cut() -> None:
    ways = [answer(f"way:{number}", {"status": number}, {"status": 0}) for number in range(1, SHOWN + 3)]
    again = answer("again", {"status": SHOWN + 1}, {"status": 0})
    lines = printed(result(route(*ways, again, requests=20)))
    assert lines[1 : 3 * SHOWN + 1 : 3] == [f"  behaviour: status {number} -> 0" for number in range(1, SHOWN + 1)]
    assert lines[3 * SHOWN + 1 : -1] == ["  and 3 requests that differ in other ways; --format json has all"]
    as_many_as_shown = printed(result(route(*ways[:SHOWN])))
    assert len(as_many_as_shown) == 3 * SHOWN + 2


def test_requests_of_one_kind_are_named_once() -> None:
    random = answer("random", {"status": 200}, {"status": 400})
    assert "    2 requests (random), the first, where every field is answered:" in printed(
        result(route(random, random))
    )


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("x" * 120, "x" * 120),
        ("x" * 121, "x" * 117 + "..."),
        (["x" * 118], '["' + "x" * 115 + "..."),
        ("one\n  two\tthree", "one two three"),
        ({"name": "ü"}, '{"name": "ü"}'),
    ],
    ids=["as long as may be", "too long", "JSON", "lines", "letters"],
)
def test_long_values_are_cut(value: Any, shown: str) -> None:
    assert printed(result(route(change(Check.DOCUMENT, "x", value, 1))))[1] == f"  document: x: {shown} -> 1"


def test_many_kinds_and_disagreements_are_cut() -> None:
    kinds = [answer(f"variant:a-long-name:{number}", {"status": 200}, {"status": 400}) for number in range(20)]
    drifting = [change(Check.DRIFT, "route", "agrees", f"`{number}` is not there") for number in range(20)]
    lines = printed(result(route(*kinds, *drifting, requests=30)))
    assert all(len(line) < 200 for line in lines[:-1])
    assert lines[1].endswith("...")
    assert lines[3].endswith("...), the first, where every field is answered:")


def test_long_values_are_not_cut_before_they_differ() -> None:
    start = "data: " + "x" * 300
    (line,) = printed(result(route(answer("full", {"body": f"{start} one"}, {"body": f"{start} two"}))))[1:2]
    assert "one" in line
    assert "two" in line


@pytest.mark.parametrize(("before", "after"), [("20", 20), (None, "null"), ("true", True), ("a  b", "a b")])
def test_values_that_differ_look_different(before: Any, after: Any) -> None:
    calls = [[{"arguments": {"limit": value}}] for value in (before, after)]
    (line,) = printed(result(route(answer("full", {"calls": calls[0]}, {"calls": calls[1]}))))[1:2]
    left, arrow, right = line.removeprefix("  behaviour: calls[0].arguments.limit ").partition(" -> ")
    assert (left != right, arrow) == (True, " -> ")


def test_what_the_evidence_does_not_cover() -> None:
    found = result(
        route(),
        drift=1,
        refused=["GET /v1/orders", "GET /v1/stock"],
        uncalled=["orders.put"],
        not_answered=["orders.put: odd"],
        not_imported=["shop.core.ui: ImportError('no [ui]')"],
        unmountable=["GET /v1/orders:{id}"],
        without_method=["GET /v1/stock"],
    )
    assert printed(found) == [
        "not compared, since the first tree's server does not start with it: GET /v1/orders:{id}",
        "not imported, so what is served by classes there was not compared as it is served: shop.core.ui: "
        "ImportError('no [ui]')",
        "never accepted by the first tree, so only its refusals are compared: GET /v1/orders",
        "never accepted by the first tree, so only its refusals are compared: GET /v1/stock",
        "never reached by a request: orders.put",
        "called no method in the first tree, so only its answers are compared: GET /v1/stock",
        "answered with null in both trees, since no answer could be made up for orders.put: odd",
        "1 disagreement of Protocol, routes and implementations in both trees",
        EQUAL + NONE_LEFT,
    ]


def test_colours() -> None:
    open_item = change(Check.ROUTES, "tag", "Orders", "Stock")
    styles = [[item.style for item in verify_text(result(route(*found)))] for found in ([], [open_item])]
    assert styles == [["bold green"], ["bold red", "", "bold red"]]


def test_documents() -> None:
    differences = [change(Check.PUBLISHED, f"tags / {number}", "A", "B") for number in range(SHOWN + 2)]
    documents = [DocumentResult(file="a.yaml", differences=differences), DocumentResult(file="b.yaml")]
    assert printed(result(route(), documents=documents)) == [
        "a.yaml",
        *(f"  published: tags / {number}: A -> B" for number in range(SHOWN)),
        "  and 2 places more; --format json has all",
        "1 route, 10 requests to each tree (seed 3), 10 answered alike, 2 documents written; "
        f"{SHOWN + 2} in the published documents; {SHOWN + 2} unexplained, 0 explained but not accepted",
    ]


def test_a_tree_without_findings() -> None:
    assert printed(result(route(), unplanned="a.py does not parse"))[0] == (
        "no migration of the first tree explains anything: a.py does not parse"
    )


def test_documents_that_are_without_method() -> None:
    assert printed(result(route(), not_written="no library"))[0] == (
        "the published documents of the first tree are not compared: no library"
    )
