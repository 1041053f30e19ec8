"""LRC201: the description in a marker gives way to that of the docstring."""

from pathlib import Path

import pytest
from trees import ENDPOINTS, agents_tree, one_package, told

from llama_router_codemod.contract.operation import api_contract
from llama_router_codemod.contract.two_texts import dropped_parameter_texts

PROTOCOL = '''\
from typing import Annotated
from fastapi import Query


class Agents(Protocol):
    @webmethod("/agents", "GET")
    async def f(self, {parameter}):
        """Do it.

        :param a: The a.
        """
'''


@pytest.mark.parametrize(
    ("parameter", "dropped"),
    [
        pytest.param("a: int", [], id="no marker"),
        pytest.param("a: Annotated[int, Query()]", [], id="no other text"),
        pytest.param('a: Annotated[int, Query(description="The a.")]', [], id="the same text"),
        pytest.param('b: Annotated[int, Query(description="The b.")]', [], id="no text in the docstring"),
        pytest.param('a: Annotated[int, Query(description="It.")]', ['`f.a`: "It." is dropped'], id="a literal"),
        pytest.param("a: Annotated[int, Query(description=TEXT)]", ['`f.a`: "TEXT" is dropped'], id="an expression"),
        pytest.param('a: int = Query(1, description="It.")', ['`f.a`: "It." is dropped'], id="a default"),
    ],
)
def test_the_text_of_a_marker(tmp_path: Path, parameter: str, dropped: list[str]) -> None:
    symbols = agents_tree(tmp_path, PROTOCOL.format(parameter=parameter))
    (api,) = one_package(symbols).apis
    (operation,) = api_contract(symbols, api).operations
    found = told(dropped_parameter_texts(symbols, operation))
    assert found == [("LRC201", 15, message) for message in dropped]


@pytest.mark.parametrize(
    ("parameter", "text", "dropped"),
    [
        pytest.param("a: int", "The a.", [], id="the docstring alone"),
        pytest.param(
            'a: Annotated[int, Query(description="It.")]', "It.", ['`f.a`: "The a." is dropped'], id="a marker"
        ),
        pytest.param('a: int = Field(1, description="It.")', "It.", ['`f.a`: "The a." is dropped'], id="a field"),
        pytest.param(
            'a: Annotated[int, Field(description="It.")]', "It.", ['`f.a`: "The a." is dropped'], id="beside the type"
        ),
        pytest.param("a: Annotated[int, Field(ge=1)]", "The a.", [], id="a field without a text"),
        pytest.param('a: Annotated[int, Query(description="The a.")]', "The a.", [], id="the same text"),
        pytest.param('b: Annotated[int, Query(description="It.")]', "It.", [], id="the marker alone"),
    ],
)
def test_where_fastapi_makes_the_document(tmp_path: Path, parameter: str, text: str, dropped: list[str]) -> None:
    """What it knew is the text of the marker."""
    body = f"from pydantic import Field\n{PROTOCOL.format(parameter=parameter)}"
    symbols = agents_tree(tmp_path, body, {"scripts/endpoints.py": ENDPOINTS})
    (api,) = one_package(symbols).apis
    (operation,) = api_contract(symbols, api).operations
    assert [item.description for item in operation.parameters] == [text]
    assert [message for _, _, message in told(dropped_parameter_texts(symbols, operation))] == dropped


def test_the_marker_of_an_implementation_where_fastapi_makes_the_document(tmp_path: Path) -> None:
    """It was in the document of the server alone."""
    served = "from typing import Annotated\nfrom fastapi import Query\nfrom pkg.apis.agents.agents import Agents\n"
    served += 'class Impl(Agents):\n    async def f(self, a: Annotated[int, Query(description="It.")]): ...\n'
    files = {"scripts/endpoints.py": ENDPOINTS, "pkg/providers/impl.py": served}
    symbols = agents_tree(tmp_path, PROTOCOL.format(parameter="a: int"), files)
    (api,) = one_package(symbols).apis
    (operation,) = api_contract(symbols, api).operations
    assert [message for _, _, message in told(dropped_parameter_texts(symbols, operation))] == [
        '`f.a`: "It." is dropped'
    ]
