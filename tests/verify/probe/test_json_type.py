"""A type of a tree, described and made by Pydantic."""

from __future__ import annotations

from typing import Any

import pydantic
import pytest
from pydantic import BaseModel, ValidationError, computed_field

from llama_router_codemod.verify.probe.json_type import JsonType


class Plain: ...


class Order(BaseModel):
    copies: int = 1

    @computed_field
    def price(self) -> int:
        return self.copies


@pytest.mark.parametrize(("annotation", "has_schema"), [(int, True), (Any, True), (Plain, False), (list[Plain], False)])
def test_schema(annotation: Any, has_schema: bool) -> None:
    assert JsonType(annotation).has_schema is has_schema


def test_accepted_and_answered() -> None:
    declared = JsonType(list[Order])
    assert list(declared.schema["$defs"]["Order"]["properties"]) == ["copies"]
    answered = declared.answer_schema("#/{model}")
    assert list(answered["$defs"]["Order"]["properties"]) == ["copies", "price"]
    assert answered["items"] == {"$ref": "#/Order"}


def test_value() -> None:
    assert JsonType(list[Order]).value([{"copies": 2}]) == [Order(copies=2)]
    with pytest.raises(ValidationError):
        JsonType(Order).value({"copies": "many"})


def test_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes long, and an answer is made for each request."""
    made: list[Any] = []

    class Counted(pydantic.TypeAdapter[Any]):
        def __init__(self, annotation: Any) -> None:
            made.append(annotation)
            super().__init__(annotation)

    monkeypatch.setattr("llama_router_codemod.verify.probe.json_type.TypeAdapter", Counted)
    declared = JsonType(int)
    assert (declared.has_schema, declared.value(1), declared.value(2), made) == (True, 1, 2, [int])
