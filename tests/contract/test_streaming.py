"""Whether a request asks for an event stream, as an expression of its endpoint."""

from pathlib import Path

import pytest
from routed_methods import method, routed

TYPES = """\
from typing import Annotated
from fastapi import Body
from openai import NOT_GIVEN


class Plain(BaseModel): ...
class Streaming(BaseModel):
    stream: bool = False
"""


@pytest.mark.parametrize(
    ("verb", "parameters", "expression"),
    [
        pytest.param("POST", "", None, id="no parameters"),
        pytest.param("POST", "params: Plain", None, id="a model without the field"),
        pytest.param("POST", "body: Streaming", None, id="a model under another name"),
        pytest.param("POST", "params: Streaming", "request.params.stream", id="field of a field"),
        pytest.param("POST", "params: Annotated[Streaming, Body()]", "params.stream", id="field of the body"),
        pytest.param("POST", "stream: bool", "request.stream", id="field"),
        pytest.param("GET", "stream: bool", "query.stream", id="query field"),
        pytest.param("GET", "stream: bool = NOT_GIVEN", "stream", id="single query parameter"),
        pytest.param("POST", "params: Streaming, stream: bool", "request.stream", id="the parameter stands first"),
    ],
)
def test_stream_expression(tmp_path: Path, verb: str, parameters: str, expression: str | None) -> None:
    _, _, (operation,) = routed(tmp_path, method("/a", f"f(self, {parameters})", verb), TYPES)
    assert operation.stream == expression
