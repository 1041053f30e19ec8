"""LRC206: the text of a parameter that stays as it is written, without a marker that could hold it."""

from pathlib import Path

import pytest
from trees import ENDPOINTS, agents_tree, one_package, told

from llama_router_codemod.contract.operation import api_contract
from llama_router_codemod.contract.unpublished_text import unpublished_texts

PROTOCOL = '''\
from typing import Annotated
from elsewhere import Page
from fastapi import Depends, Query

Asked = Annotated[int, Query(ge=1)]


class Agents(Protocol):
    @webmethod("/agents", "GET")
    async def f(self, {parameter}):
        """Do it.

        :param a: The a.
        :param empty:
        """
'''
LOST = [("LRC206", 18, '`a`: "The a."')]


def found(root: Path, parameter: str, others: dict[str, str] | None = None) -> list[tuple[str, int, str]]:
    symbols = agents_tree(root, PROTOCOL.format(parameter=parameter), others or {})
    (api,) = one_package(symbols).apis
    (operation,) = api_contract(symbols, api).operations
    return told(unpublished_texts(symbols, operation))


@pytest.mark.parametrize(
    "parameter",
    [
        pytest.param("a: int", id="a field of the query"),
        pytest.param("a: Annotated[int, Query(ge=1)]", id="a marker beside the type"),
        pytest.param("a: Annotated[str, Depends(f)]", id="a dependency"),
        pytest.param("b: Page, empty: Page", id="no text"),
    ],
)
def test_nothing_is_lost(tmp_path: Path, parameter: str) -> None:
    assert found(tmp_path, parameter) == []


@pytest.mark.parametrize(
    "parameter",
    [
        pytest.param("a: Asked", id="a marker behind an alias"),
        pytest.param("a: Page", id="a type from elsewhere"),
        pytest.param("a: Annotated[str, Query(**options)]", id="a marker that may have a text"),
    ],
)
def test_a_text_without_a_place(tmp_path: Path, parameter: str) -> None:
    assert found(tmp_path, parameter) == LOST


def test_a_renamed_parameter(tmp_path: Path) -> None:
    served = "from elsewhere import Page\nfrom pkg.apis.agents.agents import Agents\n"
    served += "class Impl(Agents):\n    async def f(self, c: Page): ...\n"
    assert found(tmp_path, "a: Page", {"pkg/providers/impl.py": served}) == [("LRC206", 18, '`c`: "The a."')]


def test_where_fastapi_makes_the_document(tmp_path: Path) -> None:
    """It published no text of a parameter."""
    assert found(tmp_path, "a: Page", {"scripts/endpoints.py": ENDPOINTS}) == []
