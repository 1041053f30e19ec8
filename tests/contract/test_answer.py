"""What a return annotation declares: a model, nothing or a response object, and its type without iterators."""

from pathlib import Path

import pytest
from tiny_checkout import tiny_checkout
from wire import check_wire, declared, implemented

from llama_router_codemod.contract.answer import DeclaredAnswer, declared_answer
from llama_router_codemod.model.operation import Answer

SOURCE = """\
from collections.abc import AsyncIterator
from typing import Optional, Union

import fastapi
from fastapi import Response
from fastapi.openapi.models import License
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from shop.apis.common import Events, Never


class Order(BaseModel): ...


class OrderResponse(BaseModel): ...


class Csv(JSONResponse): ...


class Plain: ...


Later = list["Order"]
Streamed = Order | AsyncIterator[Order]
"""


COMMON = """\
from collections.abc import AsyncIterator


class Event(BaseModel): ...


Events = Event | AsyncIterator[Event]
Never = AsyncIterator[Event]
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
        pytest.param("Response", Answer.OBJECT, "Response", id="a response"),
        pytest.param("fastapi.Response", Answer.OBJECT, "fastapi.Response", id="by its module"),
        pytest.param("JSONResponse", Answer.OBJECT, "JSONResponse", id="a special response"),
        pytest.param("Order | Response", Answer.OBJECT, "Order | Response", id="or a response"),
        pytest.param("Order | AsyncIterator[Order]", Answer.MODEL, "Order", id="or an iterator"),
        pytest.param("Union[Order, None, AsyncIterator[Order]]", Answer.MODEL, "Order | None", id="in a union"),
        pytest.param("Optional[Response]", Answer.OBJECT, "Optional[Response]", id="a response or None"),
        pytest.param("Csv", Answer.OBJECT, "Csv", id="a response of the tree"),
        pytest.param("Plain", Answer.OBJECT, "Plain", id="a class without schema"),
        pytest.param("dict[str, Plain]", Answer.OBJECT, "dict[str, Plain]", id="such a class inside"),
        pytest.param("Later", Answer.MODEL, "list[Order]", id="an alias with a forward reference"),
        pytest.param("Streamed", Answer.MODEL, "Order", id="an alias with an iterator"),
        pytest.param("Optional[AsyncIterator[Order]]", Answer.MODEL, "None", id="an iterator or None"),
        pytest.param("Events", Answer.OBJECT, "", id="an alias with an iterator of another module's types"),
        pytest.param("Never", Answer.NOTHING, "None", id="an alias of an iterator"),
        pytest.param("AsyncIterator[Order]", Answer.NOTHING, "None", id="an iterator alone"),
    ],
)
def test_declared_answer(tmp_path: Path, returns: str | None, kind: Answer, text: str) -> None:
    files = {"shop/apis/datatypes.py": "class Api(Enum):\n    orders = 'orders'\n", "shop/apis/orders.py": SOURCE}
    files["shop/apis/common.py"] = COMMON
    symbols = tiny_checkout(tmp_path, files)
    assert declared_answer(symbols, "shop.apis.orders", returns) == DeclaredAnswer(kind, text)


TYPES = """
from collections.abc import Awaitable
from typing import Optional
from fastapi.responses import JSONResponse

class Csv(JSONResponse):
    media_type = "text/csv"

class Plain:
    def __init__(self) -> None:
        self.x = 1

Later = list["Berth"]
"""
DECLARED = """
@webmethod(route="/csv", method="GET", level="v1")
async def csv(self) -> Csv: ...
@webmethod(route="/maybe", method="GET", level="v1")
async def maybe(self) -> Optional[Csv]: ...
@webmethod(route="/plain", method="GET", level="v1")
async def plain(self) -> Plain: ...
@webmethod(route="/berths", method="GET", level="v1")
async def berths(self) -> list["Berth"]: ...
@webmethod(route="/later", method="GET", level="v1")
async def later(self) -> Later: ...
@webmethod(route="/awaited", method="GET", level="v1")
def awaited(self) -> Awaitable[Berth]: ...
"""
IMPLEMENTED = """
async def csv(self) -> Csv: return Csv("a")
async def maybe(self) -> Optional[Csv]: return None
async def plain(self) -> Plain: return Plain()
async def berths(self) -> list[Berth]: return [Berth()]
async def later(self) -> Later: return []
async def awaited(self) -> Berth: return Berth()
"""
BERTH = {"name": "north", "metres": 12}


def test_answers_that_no_response_model_describes(tmp_path: Path) -> None:
    imports = "from typing import Optional\nfrom port.apis.berths.berths import Csv, Later, Plain"
    requests = {
        "GET /v1/csv": '"a"',
        "GET /v1/maybe": None,
        "GET /v1/plain": {"x": 1},
        "GET /v1/berths": [BERTH],
        "GET /v1/later": [],
        "GET /v1/awaited": BERTH,
    }
    assert check_wire(tmp_path, declared(DECLARED, TYPES) | implemented(IMPLEMENTED, imports), requests) == []
