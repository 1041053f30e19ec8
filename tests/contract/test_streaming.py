"""Whether a request asks for an event stream."""

from pathlib import Path

import pytest
from legacy_server import SERVED, SERVER
from routed_methods import method, routed

from llama_router_codemod.contract.streaming import stream_switch
from llama_router_codemod.model.operation import StreamSwitch

TYPES = """\
from typing import Annotated
from fastapi import Body
from openai import NOT_GIVEN


class Plain(BaseModel): ...
class Streaming(BaseModel):
    stream: bool = False
"""


@pytest.mark.parametrize(
    "parameters",
    [
        pytest.param("", id="no parameters"),
        pytest.param("params: Plain", id="a model without the field"),
        pytest.param("body: Streaming", id="a model under another name"),
    ],
)
def test_no_request_can_ask(tmp_path: Path, parameters: str) -> None:
    _, _, (operation,) = routed(tmp_path, method("/a", f"f(self, {parameters})", "POST"), TYPES)
    assert operation.stream is None


@pytest.mark.parametrize(
    ("verb", "parameters", "switch"),
    [
        pytest.param("POST", "params: Streaming", ("params", "stream"), id="field of a field"),
        pytest.param("POST", "params: Annotated[Streaming, Body()]", ("params", "stream"), id="field of the body"),
        pytest.param("POST", "stream: bool", ("stream", None), id="field"),
        pytest.param("GET", "stream: bool", ("stream", None), id="query field"),
        pytest.param("GET", "stream: bool = NOT_GIVEN", ("stream", None), id="single query parameter"),
        pytest.param("POST", "params: Streaming, stream: bool", ("stream", None), id="the parameter stands first"),
    ],
)
def test_a_request_can_ask(tmp_path: Path, verb: str, parameters: str, switch: tuple[str, str | None]) -> None:
    symbols, _, (operation,) = routed(tmp_path, method("/a", f"f(self, {parameters})", verb), TYPES)
    (asked,) = (item for item in operation.parameters if item.parameter.name == switch[0])
    assert stream_switch(symbols, operation.parameters) == StreamSwitch(asked, switch[1])
    assert operation.stream == StreamSwitch(asked, switch[1])


@pytest.mark.parametrize("counts", [True, False])
def test_params_count_where_the_server_looks_into_them(tmp_path: Path, counts: bool) -> None:
    server = SERVER if counts else without_params(SERVER)
    _, _, (operation,) = routed(tmp_path, method("/a", "f(self, params: Streaming)", "POST"), TYPES, server)
    assert (operation.stream is not None) is counts


def test_no_request_can_ask_a_server_that_streams_nothing(tmp_path: Path) -> None:
    _, _, (operation,) = routed(tmp_path, method("/a", "f(self, stream: bool)", "POST"), TYPES, without_wrapper(SERVER))
    assert operation.stream is None


def without_wrapper(server: dict[str, str]) -> dict[str, str]:
    """A server that gives the methods of implementations to FastAPI as they are."""
    before, head, after = server[SERVED].partition("def create_dynamic_typed_route(func: Any, method: str, route: str)")
    _, _, rest = after.partition("    return route_handler\n")
    assert rest
    return {**server, SERVED: f"{before}{head}:\n    return func\n{rest}"}


def without_params(server: dict[str, str]) -> dict[str, str]:
    """A server that asks the parameter `stream` only, as those before llama-stack 0.3.0."""
    before, _, after = server[SERVED].partition('    if "stream" in kwargs:\n')
    _, _, rest = after.partition('getattr(kwargs.get("params"), "stream", False)\n')
    return {**server, SERVED: f'{before}    return kwargs.get("stream", False)\n{rest}'}
