"""Where two schemas differ: first what is no difference, then each kind of loss."""

from __future__ import annotations

from typing import Any

import pytest

from llama_router_codemod.verify.document_place import Keyword, Member, Property
from llama_router_codemod.verify.messages.json_value import Json, Schema
from llama_router_codemod.verify.published_schema import PublishedSchema
from llama_router_codemod.verify.schema_difference import SchemaChange, schema_changes

Change = tuple[str, Json, Json]

POINT: Schema = {
    "title": "Point",
    "type": "object",
    "properties": {"x": {"type": "integer"}, "label": {"type": "string", "default": ""}},
    "required": ["x"],
}
TREE: Schema = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "children": {"type": "array", "items": {"$ref": "#/$defs/Tree"}}},
}


def changes(
    old: Schema, new: Schema, components: dict[str, Schema] | None = None, others: dict[str, Schema] | None = None
) -> list[Change]:
    """The changes of two schemas, as people read them; both see `components`, unless the second has `others`."""
    documents = [{"components": {"schemas": found or {}}} for found in (components, others or components)]
    found = schema_changes(PublishedSchema(old, documents[0]), PublishedSchema(new, documents[1]))
    return [(".".join(map(str, change.path)), change.before, change.after) for change in found]


def ref(name: str, **beside: Any) -> Schema:
    return {"$ref": f"#/components/schemas/{name}", **beside}


def model(**fields: Schema) -> Schema:
    return {"type": "object", "properties": fields}


# No difference


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(POINT, POINT, id="equal"),
        pytest.param({}, {}, id="empty"),
        pytest.param({"title": "X", "type": "string"}, {"title": "Y", "type": "string"}, id="other title"),
        pytest.param({"type": "string"}, {"type": "string", "examples": ["a"]}, id="examples"),
        pytest.param(ref("Point"), ref("Place"), id="other name of a component"),
        pytest.param(ref("Point"), POINT, id="written in place"),
        pytest.param(POINT, {"allOf": [ref("Point")]}, id="a reference in allOf"),
        pytest.param({"anyOf": [{"type": "null"}]}, {"oneOf": [{"type": "null"}]}, id="oneOf and anyOf"),
        pytest.param({"type": "string"}, {"type": "string", "description": "A text."}, id="text added"),
        pytest.param(
            {"type": "string", "description": "One\n  text."},
            {"type": "string", "description": "One text."},
            id="lines of a text",
        ),
        pytest.param(model(), model(x={"type": "string"}), id="optional field added"),
        pytest.param({"type": "string"}, {"type": "string", "default": None}, id="null is no default"),
        pytest.param({"anyOf": []}, {"anyOf": [], "discriminator": {"propertyName": "type"}}, id="discriminator added"),
    ],
)
def test_no_difference(old: Schema, new: Schema) -> None:
    assert changes(old, new, {"Point": POINT, "Place": {**POINT, "title": "Place"}}) == []


def test_empty_text_is_no_text() -> None:
    assert changes({"description": ""}, {"description": "A text."}) == []


def test_definitions_of_a_schema_and_components_of_a_document() -> None:
    own = PublishedSchema({"$ref": "#/$defs/Point"}, {"$defs": {"Point": POINT}})
    components = PublishedSchema(ref("Point"), {"components": {"schemas": {"Point": POINT}}})
    assert list(schema_changes(own, components)) == []
    other = PublishedSchema(ref("Point"), {"components": {"schemas": {"Point": {**POINT, "type": "string"}}}})
    assert list(schema_changes(own, other)) == [SchemaChange((Keyword("type"),), "object", "string")]


def test_schema_that_refers_to_itself() -> None:
    other = {**TREE, "properties": {**TREE["properties"], "name": {"type": "integer"}}}
    assert changes(ref("Tree"), ref("Tree"), {"Tree": TREE}) == []
    assert changes(ref("Tree"), ref("Tree"), {"Tree": TREE}, {"Tree": other}) == [("name.type", "string", "integer")]


def test_schemas_that_refer_to_each_other() -> None:
    """The same tree, with one component in the first document and two in the second."""
    others = {
        name: model(name={"type": "string"}, children={"type": "array", "items": ref(inner)})
        for name, inner in (("Even", "Odd"), ("Odd", "Even"))
    }
    assert changes(ref("Tree"), ref("Even"), {"Tree": TREE}, others) == []


def test_schemas_whose_components_begin_at_different_places() -> None:
    """A list of lists without end: the component is the list in one document, what is in the list in the other."""
    lists = {"type": "array", "items": model(inner=ref("Lists"))}
    entry = model(inner={"type": "array", "items": ref("Entry")})
    assert changes(ref("Lists"), {"type": "array", "items": ref("Entry")}, {"Lists": lists}, {"Entry": entry}) == []


# What is lost


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        pytest.param({"type": "integer"}, {"type": "string"}, ("type", "integer", "string"), id="type"),
        pytest.param({"type": "integer"}, {}, ("type", "integer", "not there"), id="type gone"),
        pytest.param({"default": 20}, {"default": 10}, ("default", 20, 10), id="default"),
        pytest.param({"default": 20}, {}, ("default", 20, "not there"), id="default gone"),
        pytest.param({}, {"default": 20}, ("default", "not there", 20), id="default added"),
        pytest.param({"default": False}, {"default": 0}, ("default", False, 0), id="default of another type"),
        pytest.param({"enum": ["a", "b"]}, {"enum": ["a"]}, ("enum", ["a", "b"], ["a"]), id="enum narrowed"),
        pytest.param({"const": "a"}, {"const": "b"}, ("const", "a", "b"), id="const"),
        pytest.param({}, {"maximum": 100}, ("maximum", "not there", 100), id="bound added"),
        pytest.param({"minLength": 1}, {}, ("minLength", 1, "not there"), id="bound gone"),
        pytest.param({}, {"format": "uuid"}, ("format", "not there", "uuid"), id="format"),
        pytest.param({"items": {"type": "integer"}}, {"items": {}}, ("items.type", "integer", "not there"), id="items"),
        pytest.param(
            {"additionalProperties": {"type": "string"}},
            {"additionalProperties": {"type": "integer"}},
            ("additionalProperties.type", "string", "integer"),
            id="additionalProperties",
        ),
        pytest.param(
            {"additionalProperties": True},
            {"additionalProperties": False},
            ("additionalProperties", True, False),
            id="additionalProperties forbidden",
        ),
        pytest.param(
            {"additionalProperties": True},
            {"additionalProperties": {"type": "string"}},
            ("additionalProperties", True, {"type": "string"}),
            id="additionalProperties narrowed",
        ),
        pytest.param(
            {"prefixItems": [{"type": "string"}, {"type": "integer"}]},
            {"prefixItems": [{"type": "string"}, {"type": "number"}]},
            ("prefixItems[1].type", "integer", "number"),
            id="an item of a tuple",
        ),
    ],
)
def test_value(old: Schema, new: Schema, change: Change) -> None:
    place, before, after = change
    (found,) = changes(old, new)
    assert found == (f"{place}", before, after)
    assert [type(value) for value in found[1:]] == [type(value) for value in (before, after)]


def test_requirement_both_ways() -> None:
    optional = {**POINT, "required": []}
    assert changes(POINT, optional) == [("x", "required", "optional")]
    assert changes(optional, POINT) == [("x", "optional", "required")]


def test_required_field_added() -> None:
    assert changes(model(), {**model(x={}), "required": ["x"]}) == [("x", "optional", "required")]


def test_field_gone() -> None:
    assert changes(model(x={}, y={}), model(y={})) == [("x", "there", "not there")]


def test_every_loss_of_a_deep_field_is_named_with_its_place() -> None:
    old = model(data={"type": "array", "items": ref("Point")})
    other = {**POINT, "properties": {"x": {"type": "number"}}}
    assert changes(old, old, {"Point": POINT}, {"Point": other}) == [
        ("data.items.x.type", "integer", "number"),
        ("data.items.label", "there", "not there"),
    ]


def test_members_of_a_union() -> None:
    text, number = {"type": "string"}, {"type": "integer"}
    assert changes({"anyOf": [text, number]}, {"anyOf": [text, {"type": "number"}]}) == [
        ("anyOf[1].type", "integer", "number")
    ]
    assert changes({"oneOf": [text, number]}, {"anyOf": [text]}) == [("anyOf", [text, number], [text])]
    assert changes({"anyOf": [text, number]}, text) == [
        ("anyOf", [text, number], "not there"),
        ("type", "not there", "string"),
    ]


def test_discriminator() -> None:
    old: Schema = {"anyOf": [], "discriminator": {"propertyName": "type", "mapping": {"a": "#/A"}}}
    assert changes(old, {"anyOf": []}) == [("discriminator", "type", None)]
    other = {"anyOf": [], "discriminator": {"propertyName": "kind"}}
    assert changes(old, other) == [("discriminator", "type", "kind")]
    assert changes(old, {"anyOf": [], "discriminator": {"propertyName": "type"}}) == []


def test_place_of_a_change_is_data() -> None:
    """A field may be named like a keyword, and a keyword like a field."""
    old = model(description={"anyOf": [{}, model(items={"default": 1})]})
    new = model(description={"anyOf": [{}, model(items={"default": 2})]})
    way = (Property("description"), Member("anyOf", 1), Property("items"), Keyword("default"))
    schemas = PublishedSchema(old, {}), PublishedSchema(new, {})
    assert list(schema_changes(*schemas)) == [SchemaChange(way, 1, 2)]
