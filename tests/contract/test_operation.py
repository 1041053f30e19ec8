"""Operations: what is found in the return types and parameters of one method."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tiny_checkout import tiny_checkout

from llama_router_codemod.contract.operation import api_contract
from llama_router_codemod.conventions.packages import api_packages
from llama_router_codemod.model.operation import Answer, Operation
from llama_router_codemod.report.messages import message

if TYPE_CHECKING:
    from pathlib import Path

    from llama_router_codemod.model.finding import Finding

PROTOCOL = """
from collections.abc import AsyncIterator
from typing import Annotated, List, Optional, Protocol, Union

from fastapi import Response
from fastapi.openapi.models import License
from fastapi.responses import JSONResponse

from shop.schema_utils import ExtraBodyField, webmethod


class Order: ...


class OrderResponse: ...


class Orders(Protocol):
    @webmethod(route="/orders", method="POST")
    async def place(self{parameters}) -> {returns}: ...
"""
PROVIDER = """
from collections.abc import AsyncIterator

from shop.apis.orders import Order, OrderResponse, Orders


class Shop(Orders):
    async def place(self) -> {returns}: ...
"""


def operation(
    root: Path, parameters: str = "", returns: str = "Order", served: str = ""
) -> tuple[Operation, list[str]]:
    files = {
        "shop/schema_utils.py": "class ExtraBodyField: ...\n\n\ndef webmethod(route, method=None): ...\n",
        "shop/apis/datatypes.py": "class Api(Enum):\n    orders = 'orders'\n",
        "shop/apis/orders/orders.py": PROTOCOL.format(parameters=parameters, returns=returns),
    }
    if served:
        files["shop/providers/shop.py"] = PROVIDER.format(returns=served)
    symbols = tiny_checkout(root, files)
    (root / "shop/apis/orders/__init__.py").write_text("from .orders import *\n", encoding="utf-8")
    (package,) = api_packages(symbols)
    contract = api_contract(symbols, package.apis[0])
    (found,) = contract.operations
    return found, list(map(spoken, contract.findings))


def spoken(finding: Finding) -> str:
    return f"{finding.code} {message(finding.facts)}"


@pytest.mark.parametrize(
    ("returns", "served"),
    [
        ("Order", "Order"),
        ("Optional[Order]", "Order | None"),
        ("Union[Order]", "Order"),
        ("List[Order]", "list[Order]"),
        ("Order | None", "Order"),
        ("Order | AsyncIterator[Order]", "AsyncIterator[Order]"),
        ("Order | AsyncIterator[Order]", "AsyncIterator[Order] | Order"),
    ],
)
def test_another_spelling_or_a_narrower_type_is_no_finding(tmp_path: Path, returns: str, served: str) -> None:
    assert [item for item in operation(tmp_path, returns=returns, served=served)[1] if "LRC112" in item] == []


@pytest.mark.parametrize(
    ("returns", "served"), [("Order", "Order | None"), ("List[Order]", "Order"), ("Order", "dict")]
)
def test_another_return_type_is_a_finding(tmp_path: Path, returns: str, served: str) -> None:
    found = operation(tmp_path, returns=returns, served=served)[1]
    assert f"LRC112 Shop returns `{served}`, the Protocol `{returns}`" in found


@pytest.mark.parametrize(
    ("returns", "answer"),
    [
        ("Response", Answer.RESPONSE),
        ("JSONResponse", Answer.RESPONSE),
        ("OrderResponse", Answer.MODEL),
        ("License", Answer.MODEL),
        ("None", Answer.NOTHING),
    ],
)
def test_answer(tmp_path: Path, returns: str, answer: Answer) -> None:
    assert operation(tmp_path, returns=returns)[0].answer is answer


def test_extra_body_field_becomes_the_description(tmp_path: Path) -> None:
    parameters = ', a: Annotated[str | None, ExtraBodyField("The a.")] = None, b: Annotated[int, 1] = 0'
    placed = operation(tmp_path, parameters)[0].parameters
    assert [(item.parameter.annotation, item.description) for item in placed] == [
        ("str | None", "The a."),
        ("Annotated[int, 1]", None),
    ]
