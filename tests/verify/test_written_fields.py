"""The fields that go with a body, or with the model of one."""

from __future__ import annotations

from typing import Any

import pytest

from llama_router_codemod.verify.change import DocumentChange
from llama_router_codemod.verify.document_place import Part, TextPlace, WrittenPlace
from llama_router_codemod.verify.json_difference import NOT_THERE
from llama_router_codemod.verify.written_fields import fields_that_went

MODEL = ("components", "schemas", "AddRequest")
BODY = ("paths", "/orders", "post", "requestBody")
SCHEMA = {"type": "object", "properties": {"size": {"type": "integer"}, "town": {"type": "string"}}}
DOCUMENT: Any = {"components": {"schemas": {"AddRequest": SCHEMA}}}


def body(reference: str) -> Any:
    return {"content": {"application/json": {"schema": {"$ref": reference}}}}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(DocumentChange(WrittenPlace(MODEL), SCHEMA, {"type": "object"}), id="another model"),
        pytest.param(DocumentChange(WrittenPlace(MODEL), {"enum": ["a"]}, NOT_THERE), id="no fields"),
        pytest.param(DocumentChange(WrittenPlace((*MODEL, "properties")), {}, NOT_THERE), id="a part"),
        pytest.param(DocumentChange(WrittenPlace(BODY), {"content": {}}, NOT_THERE), id="another body"),
        pytest.param(DocumentChange(WrittenPlace(BODY), body("#/components/schemas/Other"), NOT_THERE), id="no model"),
        pytest.param(DocumentChange(TextPlace(Part.SUMMARY), "A.", NOT_THERE), id="a text"),
    ],
)
def test_none(change: DocumentChange) -> None:
    assert fields_that_went(change, DOCUMENT) == []


@pytest.mark.parametrize(
    ("place", "before"),
    [
        pytest.param(MODEL, SCHEMA, id="a model"),
        pytest.param(BODY, body("#/components/schemas/AddRequest"), id="a body"),
    ],
)
def test_fields(place: tuple[str, ...], before: Any) -> None:
    change = DocumentChange(WrittenPlace(place), before, NOT_THERE)
    assert fields_that_went(change, DOCUMENT) == [
        DocumentChange(WrittenPlace((*MODEL, "properties", "size")), {"type": "integer"}, NOT_THERE),
        DocumentChange(WrittenPlace((*MODEL, "properties", "town")), {"type": "string"}, NOT_THERE),
    ]
