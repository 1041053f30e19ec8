"""What a return annotation declares: a model, nothing or a response object, and its type without iterators."""

from pathlib import Path

import pytest
from tiny_checkout import tiny_checkout

from llama_router_codemod.contract.answer import DeclaredAnswer, declared_answer
from llama_router_codemod.model.operation import Answer

SOURCE = """\
from collections.abc import AsyncIterator
from typing import Optional, Union

import fastapi
from fastapi import Response
from fastapi.openapi.models import License
from fastapi.responses import JSONResponse


class Order: ...


class OrderResponse: ...
"""


@pytest.mark.parametrize(
    ("returns", "kind", "text"),
    [
        pytest.param(None, Answer.MODEL, "", id="no annotation"),
        pytest.param("None", Answer.NOTHING, "None", id="None"),
        pytest.param("Order", Answer.MODEL, "Order", id="a model"),
        pytest.param("OrderResponse", Answer.MODEL, "OrderResponse", id="a model that is called a response"),
        pytest.param("License", Answer.MODEL, "License", id="a model of FastAPI"),
        pytest.param("Optional[Order]", Answer.MODEL, "Optional[Order]", id="as written"),
        pytest.param("Response", Answer.RESPONSE, "Response", id="a response"),
        pytest.param("fastapi.Response", Answer.RESPONSE, "fastapi.Response", id="by its module"),
        pytest.param("JSONResponse", Answer.RESPONSE, "JSONResponse", id="a special response"),
        pytest.param("Order | Response", Answer.RESPONSE, "Order | Response", id="or a response"),
        pytest.param("Order | AsyncIterator[Order]", Answer.MODEL, "Order", id="or an iterator"),
        pytest.param("Union[Order, None, AsyncIterator[Order]]", Answer.MODEL, "Order | None", id="in a union"),
        pytest.param("AsyncIterator[Order]", Answer.NOTHING, "None", id="an iterator alone"),
    ],
)
def test_declared_answer(tmp_path: Path, returns: str | None, kind: Answer, text: str) -> None:
    files = {"shop/apis/datatypes.py": "class Api(Enum):\n    orders = 'orders'\n", "shop/apis/orders.py": SOURCE}
    symbols = tiny_checkout(tmp_path, files)
    assert declared_answer(symbols, "shop.apis.orders", returns) == DeclaredAnswer(kind, text)
