"""Example values: accepted by the schema, different from the defaults, small."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field, TypeAdapter

from llama_router_codemod.verify.messages.json_value import Json, Schema
from llama_router_codemod.verify.probe.examples import Examples, Style


class Point(BaseModel):
    x: int
    y: int = 0


class Cat(BaseModel):
    kind: Literal["cat"] = "cat"
    lives: int = 9


class Dog(BaseModel):
    kind: Literal["dog"] = "dog"


class Tree(BaseModel):
    name: str
    children: list[Tree] = []


class Binding(StrEnum):
    CLOTH = "cloth"
    PAPER = "paper"


def example(schema: Schema, style: Style = Style.DISTINCT, **options: Any) -> Json:
    return Examples(schema).example(schema, style, **options)


def test_fields_of_a_model() -> None:
    schema = Point.model_json_schema()
    assert example(schema, Style.DISTINCT) == {"x": 7, "y": 7}
    assert example(schema, Style.CAUTIOUS) == {"x": 7, "y": 0}
    assert example(schema, Style.BARE) == {"x": 7, "y": 7}, "everything that is asked for at the top"
    assert example(schema, Style.BARE, depth=1) == {"x": 7}


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize(
    "annotation",
    [
        bool,
        int,
        float,
        str,
        None,
        bytes,
        list[int],
        tuple[int, str],
        dict[str, int],
        dict[str, Any],
        Point,
        list[Point] | None,
        Tree,
        Binding,
        Literal["a", "b"],
        Annotated[Cat | Dog, Field(discriminator="kind")],
        Annotated[int, Field(ge=10)],
        Annotated[int, Field(gt=7, lt=9)],
        Annotated[float, Field(lt=0.25)],
        Annotated[str, Field(min_length=20, max_length=20)],
        Annotated[str, Field(max_length=2)],
        Annotated[str, Field(pattern="^conv_[0-9]$")],
        Annotated[str, Field(pattern="^pmpt_[0-9a-f]{48}$")],
        Annotated[list[int], Field(min_length=3)],
    ],
    ids=str,
)
def test_example_is_accepted(annotation: Any, style: Style) -> None:
    adapter = TypeAdapter(annotation)
    schema = adapter.json_schema()
    adapter.validate_python(Examples(schema).example(schema, style))


@pytest.mark.parametrize(
    ("schema", "distinct", "cautious"),
    [
        pytest.param({"type": "integer", "default": 7}, 8, 7, id="integer"),
        pytest.param({"type": "integer", "default": 7, "maximum": 8}, 7, 7, id="no room above"),
        pytest.param({"type": "number", "default": 0.25}, 0.375, 0.25, id="number"),
        pytest.param({"type": "boolean", "default": True}, False, True, id="boolean"),
        pytest.param({"type": "boolean"}, True, True, id="boolean without default"),
        pytest.param({"enum": ["a", "b", "c"], "default": "c"}, "b", "a", id="enumeration"),
        pytest.param({"enum": ["a"], "default": "a"}, "a", "a", id="enumeration of one"),
        pytest.param({"const": "a", "default": "b"}, "a", "a", id="constant"),
        pytest.param({"type": "string", "default": "a"}, "value_1", "a", id="text"),
        pytest.param({}, "value_1", "value_1", id="anything"),
        pytest.param({"type": ["integer", "null"]}, 7, 7, id="several types"),
        pytest.param({"type": "null"}, None, None, id="null"),
        pytest.param({"anyOf": [{"type": "null"}]}, None, None, id="nothing but null"),
        pytest.param({"anyOf": [{"type": "null"}, {"type": "integer"}]}, 7, 7, id="optional"),
        pytest.param({"properties": {"a": {"type": "integer"}}}, {"a": 7}, {"a": 7}, id="object without a type"),
        pytest.param({"type": "object", "additionalProperties": False}, {}, {}, id="empty object"),
        pytest.param({"type": "object"}, {"key": "entry_1"}, {"key": "entry_1"}, id="open object"),
        pytest.param(
            {"allOf": [{"properties": {"a": {}}}, {"properties": {"b": {}}}, {"type": "string"}]},
            {"a": "a_1", "b": "b_1"},
            {"a": "a_1", "b": "b_1"},
            id="allOf",
        ),
    ],
)
def test_values(schema: Schema, distinct: Json, cautious: Json) -> None:
    assert (example(schema), example(schema, Style.CAUTIOUS)) == (distinct, cautious)


@pytest.mark.parametrize("form", ["date-time", "date", "time", "duration", "uuid", "uri", "binary", "base64"])
def test_known_formats(form: str) -> None:
    assert example({"type": "string", "format": form}) != example({"type": "string", "format": "unknown"}) == "value_1"


def test_texts_that_validators_in_python_ask_for() -> None:
    assert example({}, name="prompt") == "Say {{variables_1}}"
    assert (example({}, name="prompt_id")[:5], example({}, Style.CAUTIOUS, name="prompt_id")) == ("pmpt_", "prompt_1")


def test_pattern_that_no_candidate_matches() -> None:
    assert example({"type": "string", "pattern": "^z$", "default": "zz"}) == "zz"
    assert example({"type": "string", "pattern": "^z$"}) == ""


def test_union_that_refers_to_itself_ends() -> None:
    schema: Schema = {
        "anyOf": [{"$ref": "#/$defs/Node"}, {"type": "string"}],
        "$defs": {"Node": {"type": "object", "properties": {"next": {"anyOf": [{"$ref": "#/$defs/Node"}, {}]}}}},
    }
    assert example(schema) == {"next": {"next": {"next": "next_1"}}}


# Schemas


DOCUMENT: Schema = {
    "components": {
        "schemas": {
            "Point": {"type": "object", "properties": {"x": {}}, "description": "A point."},
            "a/b~c": {"type": "integer"},
            "Either": {"anyOf": [{"$ref": "#/components/schemas/a~1b~0c"}, {"type": "null"}]},
        }
    }
}
POINT: Schema = {"$ref": "#/components/schemas/Point"}
EITHER: Schema = {"$ref": "#/components/schemas/Either"}


def test_what_stands_beside_a_reference_stays() -> None:
    resolved = Examples(DOCUMENT).resolve({**POINT, "description": "Where.", "properties": {"y": {}}})
    assert resolved == {"type": "object", "properties": {"x": {}, "y": {}}, "description": "Where."}
    assert Examples(DOCUMENT).resolve({"allOf": [POINT], "description": "Where."})["description"] == "Where."


def test_alternatives_without_null() -> None:
    examples = Examples(DOCUMENT)
    assert examples.branches({"type": "string"}) == [{"type": "string"}]
    assert examples.branches({"type": "null"}) == []
    assert examples.branches({"oneOf": [EITHER, {"type": "string"}]}) == [{"type": "integer"}, {"type": "string"}]
