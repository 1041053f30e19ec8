"""Which finding announced a difference: what each rule explains, and what is close to it but must stay open."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

import pytest

from llama_router_codemod.contract.served_verb import OtherVerbServedAsPost
from llama_router_codemod.contract.undeclared_fields import Reason, UndeclaredFields
from llama_router_codemod.contract.undeclared_stream import UndeclaredStream
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.place import Place
from llama_router_codemod.rewrite.descriptions.colon_entries import ColonEntries
from llama_router_codemod.rewrite.descriptions.two_texts import DroppedText
from llama_router_codemod.rewrite.descriptions.unknown_field import UnknownField
from llama_router_codemod.rewrite.descriptions.unmoved_text import UnmovedText
from llama_router_codemod.verify.explain import Explanations
from llama_router_codemod.verify.result import Check, Difference, RouteResult

PUT = OtherVerbServedAsPost("PUT", "/v1/orders")
ROUTE = RouteResult(route="GET /v1/orders", api="orders", method="list_orders")


def finding(facts: Facts, method: str | None = None, api: str | None = "orders") -> Finding:
    return Finding(Place(PurePosixPath("orders.py"), 1), facts, api, method)


def answered(before: Any, after: Any, kind: str = "full") -> Difference:
    return Difference(check=Check.BEHAVIOUR, place=kind, before=before, after=after)


def request(body: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"method": "POST", "url": "/v1/orders", "body": body}


def test_nothing_is_announced_without_findings() -> None:
    explanations = Explanations(())
    assert explanations.code(ROUTE, answered({"status": 200}, {"status": 400}), request()) is None
    assert explanations.code(ROUTE, described("A text.")) is None


# LRC105: fields outside the response model

WIDER_ORDER = UndeclaredFields(Reason.WIDER_CLASS, ("list_orders",), "Order", "OwnOrder", ("owner",))
WIDER = {"id": "a", "undeclared_field": "kept"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(WIDER, {"id": "a"}, id="an object"),
        pytest.param({**WIDER, "data": [{"x": 1}]}, {"id": "a", "data": [{"x": 1}]}, id="with a list"),
    ],
)
def test_undeclared_field_is_left_out(before: Any, after: Any) -> None:
    difference = answered({"body": before}, {"body": after}, "answer:wider")
    assert Explanations(()).code(ROUTE, difference, request()) == "LRC105"


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        pytest.param("full", {"body": WIDER}, {"body": {"id": "a"}}, id="an answer of the declared type"),
        pytest.param("answer:wider", {"body": {"id": "a"}}, {"body": WIDER}, id="a field more"),
        pytest.param("answer:wider", {"body": WIDER}, {"body": {"id": "b"}}, id="another value"),
        pytest.param("answer:wider", {"body": WIDER}, {"body": {}}, id="a declared field is gone too"),
        pytest.param("answer:wider", {"body": {**WIDER, "x": {"y": 1}}}, {"body": {"id": "a", "x": {}}}, id="below"),
        pytest.param("answer:wider", {"body": [WIDER, WIDER]}, {"body": [{"id": "a"}]}, id="an item less"),
        pytest.param("answer:wider", {"body": WIDER}, {"body": None}, id="no body"),
        pytest.param(
            "answer:wider",
            {"status": 200, "body": WIDER},
            {"status": 500, "body": {"id": "a"}},
            id="another status",
        ),
        pytest.param("answer:wider", {"calls": []}, {"calls": [{}]}, id="another call"),
    ],
)
def test_no_undeclared_field(kind: str, before: Any, after: Any) -> None:
    explanations = Explanations([finding(WIDER_ORDER, "list_orders")])
    assert explanations.code(ROUTE, answered(before, after, kind), request()) is None


# LRC201: a field had two texts


def described(before: str, place: str = "body.book.description", check: Check = Check.DOCUMENT) -> Difference:
    return Difference(check=check, place=place, before=before, after="The name.")


def dropped(text: str) -> Explanations:
    return Explanations([finding(DroppedText("Order", "book", text), api=None)])


@pytest.mark.parametrize(
    "place",
    ["book.description", "answer.data.items.book.description", "parameter order.book.description"],
)
def test_dropped_text(place: str) -> None:
    assert dropped("The title.").code(ROUTE, described("The title.", place)) == "LRC201"


@pytest.mark.parametrize("text", ["\"quoted\" and 'quoted'", "two\nlines", "a \\ and `ticks`"])
def test_dropped_text_that_a_literal_escapes(text: str) -> None:
    assert dropped(text).code(ROUTE, described(text)) == "LRC201"


@pytest.mark.parametrize(
    ("text", "place", "check"),
    [
        pytest.param("Another.", "body.book.description", Check.DOCUMENT, id="another text"),
        pytest.param("title", "body.book.description", Check.DOCUMENT, id="a part of the text"),
        pytest.param("", "body.book.description", Check.DOCUMENT, id="no text"),
        pytest.param("The title.", "body.copies.description", Check.DOCUMENT, id="another field"),
        pytest.param("The title.", "body.ook.description", Check.DOCUMENT, id="the end of the name"),
        pytest.param("The title.", "body.boo.description", Check.DOCUMENT, id="the start of the name"),
        pytest.param("The title.", "body.book.component description", Check.DOCUMENT, id="a component"),
        pytest.param("The title.", "body.book.default", Check.DOCUMENT, id="a default"),
        pytest.param("The title.", "description", Check.DOCUMENT, id="no field"),
        pytest.param("The title.", "text of parameter book", Check.DOCUMENT, id="a parameter"),
        pytest.param("The title.", "body.book.description", Check.ROUTES, id="another check"),
    ],
)
def test_no_dropped_text(text: str, place: str, check: Check) -> None:
    assert dropped("The title.").code(ROUTE, described(text, place, check)) is None


def test_dropped_text_in_place_of_which_there_is_none() -> None:
    """The finding says that another text is kept."""
    lost = described("The title.").model_copy(update={"after": "not there"})
    assert dropped("The title.").code(ROUTE, lost) is None


@pytest.mark.parametrize("facts", [PUT, ColonEntries("Order", ("The title.",))], ids=lambda facts: facts.code)
def test_text_of_another_finding(facts: Facts) -> None:
    assert Explanations([finding(facts, api=None)]).code(ROUTE, described("The title.")) is None


@pytest.mark.parametrize(
    "facts", [UnknownField("Order", "book"), UnmovedText("Order.book", "no such field")], ids=lambda facts: facts.code
)
def test_text_that_stays_in_the_docstring_is_published_as_before(facts: Facts) -> None:
    """They say why, and hold no text that a description could be compared with."""
    assert Explanations([finding(facts, api=None)]).code(ROUTE, described("no such field")) is None


# LRC110: a stream of one error

STREAMED = answered({"content_type": "text/event-stream; charset=utf-8"}, {"content_type": "application/json"})
STREAM = finding(UndeclaredStream("Order"), "list_orders")


def test_stream_of_an_error() -> None:
    assert Explanations([STREAM]).code(ROUTE, STREAMED, request(body={"json": {"stream": True}})) == "LRC110"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param({"body": "data: {}"}, {"body": {}}, id="the same content type"),
        pytest.param({"content_type": "application/json"}, {"content_type": "text/event-stream"}, id="the other way"),
        pytest.param({"content_type": "text/plain"}, {"content_type": "application/json"}, id="no stream"),
    ],
)
def test_no_stream_of_an_error(before: Any, after: Any) -> None:
    assert Explanations([STREAM]).code(ROUTE, answered(before, after), request()) is None


@pytest.mark.parametrize(
    "update",
    [{"method": "get_orders"}, {"api": "stock"}, {"method": None, "api": None}],
    ids=["another method", "another API", "unknown"],
)
def test_another_method_than_that_of_a_finding(update: dict[str, Any]) -> None:
    route = ROUTE.model_copy(update=update)
    assert Explanations([STREAM]).code(route, STREAMED, request()) is None


def test_every_finding_is_asked() -> None:
    dropped_text = finding(DroppedText("Order", "book", "The title."), api=None)
    explanations = Explanations([finding(PUT, "list_orders"), STREAM, dropped_text])
    assert explanations.code(ROUTE, STREAMED, request()) == "LRC110"
    assert explanations.code(ROUTE, described("The title.")) == "LRC201"
