"""Texts of schemas: of a field, of a component, of a docstring, and what stands beside a reference."""

from __future__ import annotations

from typing import Any

import pytest

from llama_router_codemod.verify.messages.json_value import Json, Schema
from llama_router_codemod.verify.published_schema import PublishedSchema
from llama_router_codemod.verify.schema_difference import schema_changes

Change = tuple[str, Json, Json]


def changes(old: Schema, new: Schema, components: dict[str, Schema], others: dict[str, Schema]) -> list[Change]:
    """The changes of two schemas, each with its own components, as people read them."""
    documents = [{"components": {"schemas": found}} for found in (components, others)]
    found = schema_changes(PublishedSchema(old, documents[0]), PublishedSchema(new, documents[1]))
    return [(".".join(map(str, change.path)), change.before, change.after) for change in found]


def ref(**beside: Any) -> Schema:
    return {"$ref": "#/components/schemas/Order", **beside}


def order(description: str | None = None, **fields: Schema) -> dict[str, Schema]:
    """The components of a document with one model."""
    text = {} if description is None else {"description": description}
    return {"Order": {"type": "object", "properties": fields, **text}}


BOOK: Schema = {"type": "string"}
TITLED: Schema = {"type": "string", "description": "The title."}
NAMED: Schema = {"type": "string", "description": "The name."}
DOCSTRING = "An order.\n\nOf a book.\n\n:param book: The title.\n"


def test_description_of_a_field() -> None:
    other = {**BOOK, "description": "The name."}
    assert changes(ref(), ref(), order(book=TITLED), order(book=BOOK)) == [
        ("book.description", "The title.", "not there")
    ]
    assert changes(ref(), ref(), order(book=TITLED), order(book=other)) == [
        ("book.description", "The title.", "The name.")
    ]


def test_description_of_a_component() -> None:
    assert changes(ref(), ref(), order("An order."), order()) == [("component description", "An order.", "not there")]
    assert changes(ref(), ref(), order("An order."), order("A book.")) == [
        ("component description", "An order.", "A book.")
    ]


def test_description_of_a_component_is_not_that_of_the_field_which_refers_to_it() -> None:
    described = ref(description="What to send.")
    assert changes(described, described, order("An order."), order("An order.")) == []
    assert changes(described, ref(), order("An order."), order("An order.")) == [
        ("description", "What to send.", "not there")
    ]
    assert changes(described, described, order("An order."), order()) == [
        ("component description", "An order.", "not there")
    ]


def test_component_behind_a_component_keeps_its_text() -> None:
    components = {**order("An order."), "Alias": ref()}
    alias = {"$ref": "#/components/schemas/Alias"}
    assert changes(alias, alias, components, {**order(), "Alias": ref()}) == [
        ("component description", "An order.", "not there")
    ]


def test_text_of_a_docstring_is_the_description_of_the_field() -> None:
    assert changes(ref(), ref(), order(DOCSTRING, book=BOOK), order("An order.\nOf a book.", book=TITLED)) == []
    assert changes(ref(), ref(), order(DOCSTRING, book=BOOK), order("An order.\nOf a book.", book=BOOK)) == [
        ("book.description", "The title.", "not there")
    ]


def test_text_of_a_docstring_hides_that_of_the_field() -> None:
    """It is the docstring that the legacy generator published."""
    own = {**BOOK, "description": "The name."}
    assert changes(ref(), ref(), order(DOCSTRING, book=own), order("An order.\nOf a book.", book=own)) == [
        ("book.description", "The title.", "The name.")
    ]


def test_rest_of_a_docstring_is_the_description_of_the_component() -> None:
    assert changes(ref(), ref(), order(DOCSTRING, book=BOOK), order("An order.", book=TITLED)) == [
        ("component description", "An order.\nOf a book.", "An order.")
    ]


def test_docstring_of_a_field_that_is_not_there() -> None:
    assert changes(ref(), ref(), order("An order.\n\n:param copies: How many."), order("An order.")) == []


def test_colon_in_a_text_without_fields() -> None:
    text = {"Order": {"enum": ["a"], "description": "Two:\n\n:param a: The first."}}
    assert changes(ref(), ref(), text, text) == []
    assert changes(ref(), ref(), text, {"Order": {"enum": ["a"], "description": "Two:"}}) == [
        ("component description", "Two:\n\n:param a: The first.", "Two:")
    ]


# Beside a reference


@pytest.mark.parametrize("beside", [{"default": None}, {"title": "A title"}], ids=["no default", "title"])
def test_nothing_said_beside_a_reference(beside: Schema) -> None:
    assert changes(ref(**beside), ref(), order(book=BOOK), order(book=BOOK)) == []


def test_default_beside_a_reference() -> None:
    assert changes(ref(default="a"), ref(), order(), order()) == [("default", "a", "not there")]


def test_properties_beside_a_reference_are_more_fields() -> None:
    beside = ref(properties={"copies": {"type": "integer"}})
    whole = order(book=BOOK, copies={"type": "integer"})
    assert changes(ref(), beside, whole, order(book=BOOK)) == []
    assert changes(beside, ref(), order(book=BOOK), whole) == []
    assert changes(beside, ref(), order(book=BOOK), order(book=BOOK)) == [("copies", "there", "not there")]
    assert changes(beside, beside, order(book=BOOK), order()) == [("book", "there", "not there")]


def test_requirements_beside_a_reference_are_more_requirements() -> None:
    plain = order(book=BOOK, copies={"type": "integer"})
    required = {"Order": {**plain["Order"], "required": ["book", "copies"]}}
    one = {"Order": {**plain["Order"], "required": ["book"]}}
    assert changes(ref(), ref(required=["copies"]), required, one) == []
    assert changes(ref(required=["copies"]), ref(), one, one) == [("copies", "required", "optional")]


def test_all_of_beside_a_reference_is_compared() -> None:
    beside = ref(allOf=[{"maxProperties": 1}, {"minProperties": 1}])
    assert changes(beside, ref(), order(), order()) == [
        ("allOf", [{"maxProperties": 1}, {"minProperties": 1}], "not there")
    ]


def test_reference_without_a_component() -> None:
    assert changes(ref(), ref(), order(book=BOOK), {}) == [
        ("book", "there", "not there"),
        ("type", "object", "not there"),
    ]


def test_two_texts_where_fastapi_made_the_document() -> None:
    """Its text was that of the field."""
    documents = [{"components": {"schemas": found}} for found in (order(DOCSTRING, book=NAMED), order(book=NAMED))]
    old, new = (PublishedSchema(ref(), document, by_fastapi=True).resolved()[0] for document in documents)
    assert old["properties"] == new["properties"] == {"book": NAMED}
