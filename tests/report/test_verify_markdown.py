"""The result of `verify` as Markdown for a pull request."""

from __future__ import annotations

import pytest
from verify_results import accepted, answer, change, result, route

from llama_router_codemod.contract.list_of_a_get import ListInQuery
from llama_router_codemod.contract.undeclared_fields import UndeclaredFields
from llama_router_codemod.model.catalogue import CATALOGUE
from llama_router_codemod.model.finding_kind import FindingKind
from llama_router_codemod.report.verify_markdown import verify_markdown
from llama_router_codemod.verify.result import Check, DocumentResult

LIST, FIELDS = ListInQuery.code, UndeclaredFields.code
WIDER = answer("answer:wider", {"body": {"a": 1}}, {"body": {}}, FIELDS)


def checks(number: str, requests: str, **found: tuple[int, int]) -> str:
    """The table of the checks, with (differences, unexplained) of those that differ."""
    rows = {
        "routes": ("routes: verb, path, tag, deprecation, authentication, scope, span", number),
        "document": ("OpenAPI document: texts, types, defaults, requirements", number),
        "behaviour": ("requests: status, body, content type, call of the implementation", requests),
        "drift": ("drift: Protocol, routes and implementations", number),
        "published": ("documents that a program of the tree writes", "0 documents"),
    }
    lines = ["| compared | how much | differences | unexplained |", "| --- | --- | --- | --- |"]
    for check, (name, how_many) in rows.items():
        differences, unexplained = found.get(check, (0, 0))
        lines.append(f"| {name} | {how_many} | {differences} | {unexplained} |")
    return "\n".join(lines)


def test_nothing_differs() -> None:
    assert verify_markdown(result(route(), route(name="GET /v1/stock"))) == (
        "## The wire did not change\n"
        "\n"
        "`old` against `new`: 2 routes, 20 requests to each tree (seed 3), 20 answered alike; nothing differs; "
        "0 unexplained, 0 explained but not accepted.\n"
        "\n"
        f"{checks('2 routes', '20 requests, seed 3')}\n"
    )


def test_one_of_each() -> None:
    assert checks("1 route", "1 request, seed 3") in verify_markdown(result(route(requests=1)))


def test_unexplained_differences() -> None:
    found = (
        route(
            change(Check.ROUTES, "tag", "Orders", "Stock"),
            change(Check.DOCUMENT, "body.limit.default", 20, None),
            change(Check.DRIFT, "orders.list_orders, route", "agrees", "`limit` is not there"),
            answer("full", {"status": 200}, {"status": 204}),
            answer("required", {"status": 200}, {"status": 204}),
        ),
        route(name="GET /v1/stock"),
        route(change(Check.ROUTES, "served", "once", "not there"), name="GET /v1/books/{book}"),
    )
    table = checks("3 routes", "30 requests, seed 3", routes=(2, 2), document=(1, 1), behaviour=(2, 2), drift=(1, 1))
    assert verify_markdown(result(*found)) == (
        "## The wire changed\n"
        "\n"
        "`old` against `new`: 3 routes, 30 requests to each tree (seed 3), 28 answered alike; 2 requests differ; "
        "2 in the table of routes; 1 in the document; 1 in drift; 6 unexplained, 0 explained but not accepted.\n"
        "\n"
        f"{table}\n"
        "\n"
        "### `GET /v1/orders`\n"
        "\n"
        "```text\n"
        "routes: tag: Orders -> Stock\n"
        "document: body.limit.default: 20 -> null\n"
        "drift: orders.list_orders, route: `limit` is not there\n"
        "behaviour: status 200 -> 204\n"
        "  2 requests (full, required), the first, where every field is answered:\n"
        "  curl http://localhost:8321/full\n"
        "```\n"
        "\n"
        "### `GET /v1/books/{book}`\n"
        "\n"
        "```text\n"
        "routes: served: once -> not there\n"
        "```\n"
    )


def explanation(code: str, number: int) -> str:
    kind = CATALOGUE[code]
    return f"| {code} | {kind.title} | {number} | {kind.advice} |\n"


FINDINGS = "| finding | explains | differences | advice |\n| --- | --- | --- | --- |\n"


def test_explained_differences() -> None:
    moved = change(Check.DOCUMENT, "body", "application/json", "not there", LIST)
    assert verify_markdown(result(route(WIDER, moved), route(WIDER))) == (
        "## The wire changed\n"
        "\n"
        "`old` against `new`: 2 routes, 20 requests to each tree (seed 3), 18 answered alike; 2 requests differ; "
        "1 in the document; 0 unexplained, 3 explained but not accepted.\n"
        "\n"
        f"{checks('2 routes', '20 requests, seed 3', document=(1, 0), behaviour=(2, 0))}\n"
        "\n"
        f"{FINDINGS}{explanation(LIST, 1)}{explanation(FIELDS, 2)}"
    )


def test_accepted_differences() -> None:
    """They are in the tables, and among those that must be accepted no more."""
    text = verify_markdown(result(route(accepted(WIDER)), route(accepted(WIDER))))
    assert "; 2 requests differ; 0 unexplained, 0 explained but not accepted.\n" in text
    assert text.endswith(
        f"\n{checks('2 routes', '20 requests, seed 3', behaviour=(2, 0))}\n\n{FINDINGS}{explanation(FIELDS, 2)}"
    )
    assert not text.startswith("## The wire changed\n")


def test_a_bar_does_not_end_a_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CATALOGUE, FIELDS, FindingKind("a `str | None`", "Write | or.", ""))
    assert f"| {FIELDS} | a `str \\| None` | 1 | Write \\| or. |\n" in verify_markdown(result(route(WIDER)))


def test_what_the_evidence_does_not_cover() -> None:
    found = result(
        route(), drift=2, refused=["GET /v1/orders"], uncalled=["orders.put"], without_method=["GET /v1/stock"]
    )
    assert verify_markdown(found).endswith(
        "\n"
        "\n"
        "- never accepted by the first tree, so only its refusals are compared: GET /v1/orders\n"
        "- never reached by a request: orders.put\n"
        "- called no method in the first tree, so only its answers are compared: GET /v1/stock\n"
        "- 2 disagreements of Protocol, routes and implementations in both trees\n"
    )


def test_documents() -> None:
    differences = [change(Check.PUBLISHED, "info / title", "A", "B"), change(Check.PUBLISHED, "tags", 1, 2, LIST)]
    documents = [DocumentResult(file="a.yaml", differences=differences), DocumentResult(file="b.yaml")]
    text = verify_markdown(result(route(), documents=documents))
    assert "| documents that a program of the tree writes | 2 documents | 2 | 1 |\n" in text
    assert text.endswith("### `a.yaml`\n\n```text\npublished: info / title: A -> B\n```\n")
