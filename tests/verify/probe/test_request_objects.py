"""Methods that take request objects in place of flat arguments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import BaseModel
from served import AFTER, LIMIT, served

from llama_router_codemod.verify.messages.method import Parameter
from llama_router_codemod.verify.probe.request_objects import RequestObjects, request_objects
from llama_router_codemod.verify.probe.tree import Tree

LIST = served(AFTER, LIMIT)
ORDERS = """\
from pydantic import BaseModel


class ListRequest(BaseModel):
    after: str
    limit: int = 20


class Orders:
    async def list_orders(self{arguments}): ...
"""


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (", request: ListRequest", {"request"}),
        (", after: str, rest: ListRequest | None = None", {"rest"}),
        (", after: str, limit: int = 20", None),
        (", after: ListRequest, limit: int = 20", None),
        (", other: int", None),
    ],
    ids=["one", "besides a flat one", "flat", "a name that the other tree has", "no model"],
)
def test_what_a_protocol_takes(arguments: str, names: set[str] | None, shop: Callable[..., Tree]) -> None:
    shop({"shop/orders.py": ORDERS.replace("{arguments}", arguments)})
    found = request_objects([LIST])
    assert {method: objects.names for method, objects in found.items()} == ({} if names is None else {LIST.name: names})


def test_method_that_is_gone(shop: Callable[..., Tree]) -> None:
    shop()
    assert request_objects([served(method="gone")]) == {}


class ListRequest(BaseModel):
    after: str
    limit: int = 20


OBJECTS = RequestObjects((Parameter("request", "POSITIONAL_OR_KEYWORD"), LIMIT), frozenset({"request"}))


@pytest.mark.parametrize(
    ("args", "kwargs", "flat"),
    [
        ((ListRequest(after="a"),), {}, {"after": "a", "limit": 20}),
        ((), {"request": ListRequest(after="a", limit=5)}, {"after": "a", "limit": 5}),
        ((ListRequest(after="a"), 7), {}, {"after": "a", "limit": 7}),
        ((None,), {}, {"request": None}),
    ],
)
def test_arguments_of_a_call(args: tuple[Any, ...], kwargs: dict[str, Any], flat: dict[str, Any]) -> None:
    assert OBJECTS.flat_arguments(args, kwargs) == flat


def test_call_that_the_protocol_refuses() -> None:
    with pytest.raises(TypeError):
        OBJECTS.flat_arguments((), {"after": "a"})
