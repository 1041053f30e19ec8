"""LRC112: an implementation declares another return type."""

from pathlib import Path

import pytest
from trees import agents_tree, one_package, told

from llama_router_codemod.contract.return_type import other_return_types
from llama_router_codemod.conventions.implementations import implementations

PROTOCOL = """\
class Agents(Protocol):
    @webmethod("/agents", "POST")
    async def f(self) -> {}: ...


class Order: ...
from collections.abc import AsyncIterator
from typing import List, Optional, Union
"""
PROVIDER = """\
from collections.abc import AsyncGenerator, AsyncIterator
from pkg.apis.agents import Agents, Order
class Impl(Agents):
    async def f(self){}: ...
"""


def found(root: Path, declared: str, served: str | None) -> list[tuple[str, int, str]]:
    arrow = "" if served is None else f" -> {served}"
    symbols = agents_tree(root, PROTOCOL.format(declared), {"pkg/providers/impl.py": PROVIDER.format(arrow)})
    (api,) = one_package(symbols).apis
    (method,) = api.protocol.routed
    served_by = implementations(symbols, api, api.protocol)
    return told(other_return_types(symbols, api.protocol.module, method, served_by))


@pytest.mark.parametrize(
    ("declared", "served"),
    [
        pytest.param("Order", None, id="no type"),
        pytest.param("Order", "Order", id="the same"),
        pytest.param("Optional[Order]", "Order | None", id="another spelling"),
        pytest.param("Union[Order]", "Order", id="a union of one"),
        pytest.param("List[Order]", "list[Order]", id="typing"),
        pytest.param("Order | None", "Order", id="narrower"),
        pytest.param("Order | AsyncIterator[Order]", "AsyncIterator[Order]", id="the iterator"),
        pytest.param("Order | AsyncIterator[Order]", "AsyncIterator[Order] | Order", id="another order"),
        pytest.param("Order", "AsyncGenerator", id="a bare generator"),
    ],
)
def test_another_spelling_or_a_narrower_type(tmp_path: Path, declared: str, served: str | None) -> None:
    assert found(tmp_path, declared, served) == []


@pytest.mark.parametrize(
    ("declared", "served"), [("Order", "Order | None"), ("List[Order]", "Order"), ("Order", "dict")]
)
def test_another_type(tmp_path: Path, declared: str, served: str) -> None:
    message = f"Impl returns `{served}`, the Protocol `{declared}`"
    assert found(tmp_path, declared, served) == [("LRC112", 4, message)]
