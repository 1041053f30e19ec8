"""LRC205: the text of a parameter that is served under another name moves with it."""

from pathlib import Path

import pytest
from trees import agents_tree, one_package, told

from llama_router_codemod.contract.operation import api_contract
from llama_router_codemod.contract.parameter_text import renamed_texts

PROTOCOL = '''\
class Agents(Protocol):
    @webmethod("/agents", "POST")
    async def f(self{parameters}):
        """Do it.

        :param a: The a.
        :param empty:
        """


from typing import Annotated
from fastapi import Depends, Query
from pydantic import Field
from pkg.schema_utils import ExtraBodyField
Asked = Annotated[str, Query()]
'''
IMPL = "from pkg.apis.agents.agents import *\nclass Impl(Agents):\n    async def f(self{parameters}): ...\n"


def described(
    root: Path, parameters: str, served: str
) -> tuple[list[tuple[str, str | None]], list[tuple[str, int, str]]]:
    """The parameters with their texts, and the findings, when an implementation has the parameters `served`."""
    files = {"pkg/providers/impl.py": IMPL.format(parameters=served)}
    symbols = agents_tree(root, PROTOCOL.format(parameters=parameters), files)
    (api,) = one_package(symbols).apis
    (operation,) = api_contract(symbols, api).operations
    texts = [(item.parameter.name, item.description) for item in operation.parameters]
    return texts, told(renamed_texts(symbols, operation))


@pytest.mark.parametrize(
    ("parameters", "texts"),
    [
        pytest.param("", [], id="no parameters"),
        pytest.param(", a: str", [("a", "The a.")], id="a text"),
        pytest.param(", b: str, empty: str", [("b", None), ("empty", None)], id="no text"),
        pytest.param(', b: Annotated[str, ExtraBodyField("The b.")]', [("b", "The b.")], id="of an extra body field"),
        pytest.param(
            ', a: Annotated[str, ExtraBodyField("Its own.")]',
            [("a", "Its own.")],
            id="of both: the field's comes first",
        ),
    ],
)
def test_the_same_name(tmp_path: Path, parameters: str, texts: list[tuple[str, str | None]]) -> None:
    assert described(tmp_path, parameters, parameters) == (texts, [])


@pytest.mark.parametrize(
    ("parameters", "served", "text"),
    [
        pytest.param(', b: Annotated[str, ExtraBodyField("The b.")]', ", b: int", "The b.", id="an extra body field"),
        pytest.param(', b: Annotated[str, Query(description="Q.")]', ", b: int", "Q.", id="a marker"),
        pytest.param(', b: str = Query(description="Q.")', ", b: str", "Q.", id="a marker as default"),
        pytest.param("", ', b: Annotated[str, ExtraBodyField("Its own.")] = ""', "Its own.", id="not of the Protocol"),
        pytest.param(", b: Annotated[str, Query(description=Q)]", ", b: int", None, id="no literal"),
        pytest.param(', b: str = Field("", description="F.")', ", b: str", "F.", id="a field as default"),
    ],
)
def test_a_text_of_a_type_that_is_not_served(tmp_path: Path, parameters: str, served: str, text: str | None) -> None:
    assert described(tmp_path, parameters, served) == ([("b", text)], [])


@pytest.mark.parametrize(
    ("parameter", "text"),
    [
        pytest.param("a: Annotated[str, Query()]", "The a.", id="a marker"),
        pytest.param('a: Annotated[str, Query(description="Q.")]', "The a.", id="a marker with a text"),
        pytest.param("a: Annotated[str, Depends(f)]", "The a.", id="a dependency"),
        pytest.param("a: str = Query()", "The a.", id="a marker as default"),
        pytest.param('a: str = Field("", description="F.")', "The a.", id="a field as default"),
        pytest.param("a: Asked", None, id="a marker behind an alias"),
        pytest.param("a: Annotated[str, Query(**options)]", None, id="a marker that may have a text"),
    ],
)
def test_a_text_stays_in_the_docstring_unless_it_is_written(tmp_path: Path, parameter: str, text: str | None) -> None:
    assert described(tmp_path, f", {parameter}", f", {parameter}") == ([("a", text)], [])


def test_another_name_without_a_text(tmp_path: Path) -> None:
    assert described(tmp_path, ", b: str", ", c: str") == ([("c", None)], [])


def test_another_name(tmp_path: Path) -> None:
    assert described(tmp_path, ", a: str", ", c: str") == ([("c", "The a.")], [("LRC205", 11, "`a` to `c`")])
