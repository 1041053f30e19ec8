"""Whether a request asks for an event stream: by a parameter, or by a field of one."""

from pathlib import Path

import pytest
from harbour import BERTHS, MASTER, ROUTES, SERVER, bare_server, harbour, replaced
from routed_methods import method, routed
from trees import one_package

from llama_router_codemod.contract.operation import api_contract
from llama_router_codemod.model.operation import Location
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.tree.checkout import Checkout

TYPES = """\
from typing import Annotated
from fastapi import Body
from openai import NOT_GIVEN


class Plain(BaseModel): ...
class Streaming(BaseModel):
    stream: bool = False
"""


@pytest.mark.parametrize(
    ("verb", "parameters"),
    [
        pytest.param("POST", "", id="no parameters"),
        pytest.param("POST", "params: Plain", id="a model without the field"),
        pytest.param("POST", "body: Streaming", id="a model under another name"),
    ],
)
def test_no_request_asks_for_a_stream(tmp_path: Path, verb: str, parameters: str) -> None:
    _, _, (operation,) = routed(tmp_path, method("/a", f"f(self, {parameters})", verb), TYPES)
    assert operation.stream is None


@pytest.mark.parametrize(
    ("verb", "parameters", "name", "location", "field"),
    [
        pytest.param("POST", "stream: bool", "stream", Location.BODY_FIELD, None, id="a field of the body"),
        pytest.param("GET", "stream: bool", "stream", Location.QUERY_FIELD, None, id="a field of the query"),
        pytest.param("GET", "stream: bool = NOT_GIVEN", "stream", Location.QUERY, None, id="a single parameter"),
        pytest.param("POST", "params: Streaming", "params", Location.BODY_FIELD, "stream", id="a field of a field"),
        pytest.param(
            "POST",
            "params: Annotated[Streaming, Body()]",
            "params",
            Location.AS_WRITTEN,
            "stream",
            id="a field of the whole body",
        ),
        pytest.param(
            "POST", "params: Streaming, stream: bool", "stream", Location.BODY_FIELD, None, id="stream before params"
        ),
    ],
)
def test_what_asks_for_a_stream(
    tmp_path: Path, verb: str, parameters: str, name: str, location: Location, field: str | None
) -> None:
    _, _, (operation,) = routed(tmp_path, method("/a", f"f(self, {parameters})", verb), TYPES)
    assert operation.stream is not None
    switch = operation.stream.parameter
    assert (switch.parameter.name, switch.location, operation.stream.field) == (name, location, field)


ASKED_BY_PARAMS = replaced(
    SERVER,
    (
        'return kwargs.get("stream", False)',
        'if "stream" in kwargs:\n        return kwargs["stream"]\n'
        '    return getattr(kwargs.get("params"), "stream", False)',
    ),
)
BY_PARAMETER, BY_FIELD = ("stream", None), ("params", "stream")


@pytest.mark.parametrize(
    ("server", "parameter", "switch"),
    [
        pytest.param({SERVER: None, ROUTES: None}, "stream: bool", BY_PARAMETER, id="no server"),
        pytest.param({SERVER: None, ROUTES: None}, "params: Ask", BY_FIELD, id="no server, a field"),
        pytest.param({}, "stream: bool", BY_PARAMETER, id="one that asks the parameter"),
        pytest.param({}, "params: Ask", None, id="one that asks the parameter only"),
        pytest.param(ASKED_BY_PARAMS, "params: Ask", BY_FIELD, id="one that asks params, too"),
        pytest.param(bare_server(), "stream: bool", None, id="one that streams nothing"),
    ],
)
def test_the_server_decides_who_is_asked(
    tmp_path: Path,
    server: dict[str, str | None],
    parameter: str,
    switch: tuple[str, str | None] | None,
) -> None:
    asks = replaced(
        BERTHS,
        ("name: str)", f"name: str, {parameter})"),
        ("class Berths(", "class Ask(BaseModel):\n    stream: bool = False\n\n\nclass Berths("),
    )
    symbols = Symbols(Checkout.open(harbour(tmp_path, {**server, **asks, MASTER: None})))
    (api,) = one_package(symbols, "berths").apis
    (operation,) = api_contract(symbols, api).operations
    found = operation.stream
    assert (found and (found.parameter.parameter.name, found.field)) == switch
