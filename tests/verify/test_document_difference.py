"""What two documents publish of one route in different ways."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from llama_router_codemod.verify.document_difference import PublishedRoute, document_differences
from llama_router_codemod.verify.schema_difference import Change, Schema

ORDER: Schema = {"type": "object", "properties": {"book": {"type": "string"}}, "required": ["book"]}
REFERENCE: Schema = {"$ref": "#/components/schemas/Order"}
JSON = "application/json"


def published(
    texts: dict[str, Any] | None = None,
    answer: Schema | None = None,
    components: Schema | None = None,
    **operation: Any,
) -> PublishedRoute:
    document = {"components": {"schemas": components or {"Order": ORDER}}}
    return PublishedRoute(operation, document, texts or {}, answer)


def changes(old: PublishedRoute, new: PublishedRoute) -> list[Change]:
    return list(document_differences(old, new))


def parameter(place: str = "query", *, required: bool = False, **schema: Any) -> Schema:
    return {"name": "limit", "in": place, "required": required, "schema": {"type": "integer", **schema}}


def body(schema: Schema, media: str = JSON, *, required: bool = True) -> Schema:
    return {"required": required, "content": {media: {"schema": schema}}}


WHOLE = published(
    {"summary": "Place an order.", "parameter limit": "How many."},
    REFERENCE,
    parameters=[parameter()],
    requestBody=body(REFERENCE),
)


def test_equal_routes() -> None:
    assert changes(WHOLE, WHOLE) == []
    assert changes(published(), published()) == []


def test_route_of_a_record() -> None:
    operation = {"summary": "Get.", "parameters": [parameter()]}
    record = {
        "document": {"paths": {"/v1/orders/{order}": {"get": operation}}},
        "published": {
            "GET /v1/orders/{order:path}": {"texts": {"summary": "Get."}, "names": {"a": "b"}, "answer": REFERENCE}
        },
    }
    route = PublishedRoute.of(record, "GET /v1/orders/{order:path}")
    assert route == PublishedRoute(operation, record["document"], {"summary": "Get."}, REFERENCE, {"a": "b"})
    assert (route.parameters, route.body) == ({"limit": parameter()}, {})


# Texts


def test_text_added() -> None:
    assert changes(published(), published({"summary": "Place an order."})) == []


@pytest.mark.parametrize("what", ["summary", "description", "response", "parameter limit"])
def test_text(what: str) -> None:
    old = published({what: "A text."})
    assert changes(old, published()) == [(f"text of {what}", "A text.", "not there")]
    assert changes(old, published({what: "Another."})) == [(f"text of {what}", "A text.", "Another.")]


def test_text_of_the_parameter_that_is_the_whole_body() -> None:
    old = published({"parameter order": "What to send."})
    assert changes(old, published({"body": "What to send."})) == []
    assert changes(old, published({"body": "Another."})) == [("text of parameter order", "What to send.", "Another.")]


def test_text_under_the_name_that_has_no_alias() -> None:
    """Older versions of FastAPI publish a parameter with an alias under its own name."""
    old = replace(published({"parameter order": "What to send."}), names={"parameter order": "parameter params"})
    assert changes(old, published({"parameter params": "What to send."})) == []
    assert changes(old, published({"parameter params": "Another."})) == [
        ("text of parameter order", "What to send.", "Another.")
    ]
    both = published({"parameter order": "What to send.", "parameter params": "Another."})
    assert changes(old, both) == []


def test_text_of_the_body_stands_for_no_other_text() -> None:
    assert changes(published({"summary": "A text."}), published({"body": "A text."})) == [
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
    old = published({"summary": "A."}, REFERENCE, parameters=[parameter()], requestBody=body(REFERENCE))
    assert [place for place, _, _ in changes(old, published())] == [
        "text of summary",
        "parameter limit",
        "body",
        "answer",
    ]
