"""What two documents publish of one route in different ways."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from llama_router_codemod.verify.document_difference import RouteDocument, document_changes, route_changes
from llama_router_codemod.verify.messages.json_value import Json, Schema
from llama_router_codemod.verify.messages.record import PublishedRoute, PublishedTexts, Record
from llama_router_codemod.verify.messages.route_key import RouteKey

ROUTE = RouteKey("GET", "/v1/orders/{order:path}")
ORDER: Schema = {"type": "object", "properties": {"book": {"type": "string"}}, "required": ["book"]}
REFERENCE: Schema = {"$ref": "#/components/schemas/Order"}
JSON = "application/json"


def published(
    texts: PublishedTexts | None = None,
    answer: Schema | None = None,
    components: Schema | None = None,
    **operation: Any,
) -> RouteDocument:
    document = {
        "components": {"schemas": components or {"Order": ORDER}},
        "paths": {"/v1/orders/{order}": {"get": operation}},
    }
    return RouteDocument(PublishedRoute(ROUTE, texts or PublishedTexts(), answer), document)


def changes(old: RouteDocument, new: RouteDocument) -> list[tuple[str, Json, Json]]:
    """The changes as people read them."""
    return [(str(change.place), change.before, change.after) for change in route_changes(old, new)]


def parameter(place: str = "query", *, required: bool = False, **schema: Any) -> Schema:
    return {"name": "limit", "in": place, "required": required, "schema": {"type": "integer", **schema}}


def body(schema: Schema, media: str = JSON, *, required: bool = True) -> Schema:
    return {"required": required, "content": {media: {"schema": schema}}}


WHOLE = published(
    PublishedTexts("Place an order.", parameters={"limit": "How many."}),
    REFERENCE,
    parameters=[parameter()],
    requestBody=body(REFERENCE),
)


def test_equal_routes() -> None:
    assert changes(WHOLE, WHOLE) == []
    assert changes(published(), published()) == []


def record(*routes: RouteDocument) -> Record:
    return Record((), routes[0].document, tuple(route.published for route in routes), (), (), ())


def test_routes_that_both_trees_publish() -> None:
    others = replace(WHOLE, published=replace(WHOLE.published, key=RouteKey("GET", "/v1/stock")))
    found = list(document_changes(record(WHOLE, others), record(published())))
    assert {route for route, _ in found} == {ROUTE}
    assert [change for _, change in found] == list(route_changes(WHOLE, published()))


def test_two_texts_where_fastapi_made_the_document() -> None:
    """Its text of a field was that of the field, in a body and in an answer."""
    title = {"type": "string", "description": "The title."}
    old, new = (
        record(published(answer=REFERENCE, components={"Order": order}, requestBody=body(REFERENCE)))
        for order in (
            {**ORDER, "properties": {"book": title}, "description": "An order.\n\n:param book: What."},
            {**ORDER, "properties": {"book": title}, "description": "An order."},
        )
    )
    by_fastapi = replace(old, fastapi_document=True)
    assert list(document_changes(by_fastapi, new)) == list(document_changes(by_fastapi, old)) == []
    assert len(list(document_changes(old, new))) == 2


def test_parts_of_an_operation() -> None:
    assert (WHOLE.parameters, WHOLE.body) == ({"limit": parameter()}, body(REFERENCE))
    assert (published().parameters, published().body) == ({}, {})


# Texts


def described(part: str, text: str) -> RouteDocument:
    """A route with one text; a part that is no field is a parameter."""
    return published(
        PublishedTexts(parameters={part: text}) if part == "limit" else PublishedTexts(**{part: text})  # type: ignore[arg-type]
    )


def test_text_added() -> None:
    assert changes(published(), described("summary", "Place an order.")) == []


@pytest.mark.parametrize(
    ("part", "place"),
    [
        ("summary", "text of summary"),
        ("description", "text of description"),
        ("body", "text of body"),
        ("response", "text of response"),
        ("limit", "text of parameter limit"),
    ],
)
def test_text(part: str, place: str) -> None:
    old = described(part, "A text.")
    assert changes(old, published()) == [(place, "A text.", "not there")]
    assert changes(old, described(part, "Another.")) == [(place, "A text.", "Another.")]


def test_empty_text_is_a_text() -> None:
    assert changes(described("response", ""), published()) == [("text of response", "", "not there")]


def test_text_of_the_parameter_that_is_the_whole_body() -> None:
    old = described("limit", "What to send.")
    assert changes(old, described("body", "What to send.")) == []
    assert changes(old, described("body", "Another.")) == [("text of parameter limit", "What to send.", "Another.")]


def test_text_under_the_name_that_has_no_alias() -> None:
    """Older versions of FastAPI publish a parameter with an alias under its own name."""
    old = described("limit", "What to send.")
    old = replace(old, published=replace(old.published, names={"limit": "params"}))
    own = PublishedTexts(parameters={"params": "What to send."})
    assert changes(old, published(own)) == []
    assert changes(old, published(PublishedTexts(parameters={"params": "Another."}))) == [
        ("text of parameter limit", "What to send.", "Another.")
    ]
    both = PublishedTexts(parameters={"limit": "What to send.", "params": "Another."})
    assert changes(old, published(both)) == []


def test_text_of_the_body_stands_for_no_other_text() -> None:
    assert changes(described("summary", "A text."), described("body", "A text.")) == [
        ("text of summary", "A text.", "not there")
    ]


def test_text_of_a_parameter_is_not_told_twice() -> None:
    described = parameter(description="How many.")
    assert changes(published(parameters=[described]), published(parameters=[parameter()])) == []


# Parameters


def test_optional_parameter_added() -> None:
    assert changes(published(), published(parameters=[parameter()])) == []


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        pytest.param([parameter()], [], ("in the query", "not there"), id="gone"),
        pytest.param([], [parameter(required=True)], ("not there", "in the query"), id="required one added"),
        pytest.param([parameter()], [parameter("header")], ("in the query", "in the header"), id="moved"),
        pytest.param([parameter()], [parameter(required=True)], ("optional", "required"), id="required"),
        pytest.param([parameter(required=True)], [parameter()], ("required", "optional"), id="optional"),
    ],
)
def test_parameter(old: list[Schema], new: list[Schema], change: tuple[str, str]) -> None:
    assert changes(published(parameters=old), published(parameters=new)) == [("parameter limit", *change)]


def test_schema_of_a_parameter() -> None:
    old = published(parameters=[parameter(default=20)])
    assert changes(old, published(parameters=[parameter(default=10, maximum=9)])) == [
        ("parameter limit.default", 20, 10),
        ("parameter limit.maximum", "not there", 9),
    ]


def test_parameter_without_a_schema() -> None:
    bare = {"name": "limit", "in": "query"}
    assert changes(published(parameters=[bare]), published(parameters=[bare])) == []


# The body


def test_body_required_or_not() -> None:
    old, new = published(requestBody=body(REFERENCE)), published(requestBody=body(REFERENCE, required=False))
    assert changes(old, new) == [("body", "required", "optional")]
    assert changes(new, old) == [("body", "optional", "required")]


def test_body_gone() -> None:
    assert changes(published(requestBody=body(REFERENCE)), published()) == [("body", JSON, "not there")]
    assert changes(published(), published(requestBody=body(REFERENCE))) == [("body", "not there", JSON)]


def test_media_type_of_the_body() -> None:
    form = "multipart/form-data"
    old, new = published(requestBody=body(REFERENCE)), published(requestBody=body(REFERENCE, form))
    assert changes(old, new) == [("body", JSON, form)]
    both = {"required": True, "content": {form: {"schema": REFERENCE}, JSON: {"schema": REFERENCE}}}
    assert changes(published(requestBody=both), old) == [("body", f"{JSON}, {form}", JSON)]


def test_schema_of_the_body() -> None:
    old = published(requestBody=body(REFERENCE))
    new = published(requestBody=body(REFERENCE), components={"Order": {**ORDER, "required": []}})
    assert changes(old, new) == [("body.book", "required", "optional")]


def test_body_without_a_schema() -> None:
    raw = {"required": True, "content": {"application/octet-stream": {}}}
    assert changes(published(requestBody=raw), published(requestBody=raw)) == []


# The answer


def test_answer_declared_or_not() -> None:
    assert changes(published(answer=REFERENCE), published()) == [("answer", "declared", "not declared")]
    assert changes(published(), published(answer=REFERENCE)) == [("answer", "not declared", "declared")]


def test_answer_with_definitions_of_its_own() -> None:
    own = {"$ref": "#/components/schemas/Order", "$defs": {"Order": ORDER}}
    new = published(answer=REFERENCE)
    assert changes(published(answer=own, components={"Other": {}}), new) == []
    narrowed = {**own, "$defs": {"Order": {**ORDER, "properties": {"book": {"type": "integer"}}}}}
    assert changes(published(answer=narrowed, components={"Other": {}}), new) == [
        ("answer.book.type", "integer", "string")
    ]


def test_everything_at_once() -> None:
    old = published(PublishedTexts("A."), REFERENCE, parameters=[parameter()], requestBody=body(REFERENCE))
    assert [place for place, _, _ in changes(old, published())] == [
        "text of summary",
        "parameter limit",
        "body",
        "answer",
    ]
