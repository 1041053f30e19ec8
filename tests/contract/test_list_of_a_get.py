"""LRC102: a list moves from the body of a GET to its query."""

from pathlib import Path

import pytest
from routed_methods import judged, method

from llama_router_codemod.contract.list_of_a_get import lists_in_query

TYPES = """\
from typing import Annotated, List, Optional
from fastapi import Query
from openai import NOT_GIVEN


class Agent(BaseModel): ...
"""


@pytest.mark.parametrize(
    ("verb", "signature"),
    [
        pytest.param("GET", "f(self)", id="no parameter"),
        pytest.param("GET", "f(self, x: int)", id="a scalar"),
        pytest.param("GET", "f(self, x: dict[str, int])", id="a dict stays in the body"),
        pytest.param("GET", "f(self, x: list[Agent])", id="a list of models stays in the body"),
        pytest.param("GET", "f(self, x: Annotated[list[int], Query()])", id="as written"),
        pytest.param("POST", "f(self, x: list[int])", id="the body of a POST"),
    ],
)
def test_nothing_moves(tmp_path: Path, verb: str, signature: str) -> None:
    assert judged(lists_in_query, tmp_path, method("/a", signature, verb), TYPES) == []


@pytest.mark.parametrize("verb", ["GET", "DELETE"])
@pytest.mark.parametrize(
    ("parameter", "written"),
    [
        ("x: list[int]", "x: list[int]"),
        ("x: set[str] = None", "x: set[str]"),
        ("x: Optional[List[str]] = None", "x: Optional[List[str]]"),
    ],
)
def test_a_list_moves(tmp_path: Path, verb: str, parameter: str, written: str) -> None:
    methods = method("/a", f"f(self, {parameter})", verb)
    assert judged(lists_in_query, tmp_path, methods, TYPES) == [("LRC102", 11, f"`{written}`")]


def test_a_list_beside_a_parameter_that_fits_no_model(tmp_path: Path) -> None:
    methods = method("/a", "f(self, x: list[int], y: str = NOT_GIVEN)")
    assert judged(lists_in_query, tmp_path, methods, TYPES) == [("LRC102", 11, "`x: list[int]`")]
