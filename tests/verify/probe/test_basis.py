"""What the requests of an operation start from."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from fastapi import FastAPI
from pydantic import BaseModel, TypeAdapter
from served import ORDERS, operation_of

from llama_router_codemod.verify.messages.answer_mode import Answer
from llama_router_codemod.verify.probe.basis import Basis
from llama_router_codemod.verify.probe.drafts import Draft
from llama_router_codemod.verify.probe.examples import Examples, Style
from llama_router_codemod.verify.probe.operation import Operation


class Point(BaseModel):
    x: int
    y: int = 0


def basis() -> Basis:
    app = FastAPI()

    @app.post("/v1/points/{name}")
    def create(name: str, point: Point, after: str, limit: int = 20) -> None: ...

    return Basis.of(operation_of(app, "name", "point", "after", "limit"), Style.DISTINCT, Style.BARE)


def test_full_and_bare_request() -> None:
    assert basis().full == Draft({"after": "after_1", "limit": 7}, {"x": 7, "y": 7})
    assert basis().bare == Draft({"after": "after_1"}, {"x": 7}, answer=Answer.MINIMAL)


@pytest.mark.parametrize(
    ("annotation", "values"),
    [
        (int, [7]),
        (int | str, [7, "field_1"]),
        (int | None, [7]),
        (Literal["a", "b"], ["a", "b"]),
        (Literal["a", "b"] | int, ["a", "b", 7]),
        (list[int], [[7]]),
        (list[int | str], [[7], ["field_1"], []]),
        (list[Literal["a", "b"]], [["a"]]),
    ],
    ids=str,
)
def test_alternatives(annotation: Any, values: list[Any]) -> None:
    found = Basis(Operation(ORDERS, "GET", (), Examples({})), {}, {}, {}, {})
    assert found.alternatives(TypeAdapter(annotation).json_schema(), "field") == values
