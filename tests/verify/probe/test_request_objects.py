"""Methods that take request objects in place of flat arguments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict, Field
from served import AFTER, LIMIT, served

from llama_router_codemod.verify.messages.method import Parameter, Recorded
from llama_router_codemod.verify.probe.request_objects import EXTRA, RequestObjects, flat_parameters, request_objects
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


def test_flat_method_of_a_router(shop: Callable[..., Tree]) -> None:
    """Its calls are bound by this tree's own Protocol, too: the other tree's may have another order."""
    shop({"shop/orders.py": ORDERS.replace("{arguments}", ", limit: int, after: str")})
    (objects,) = request_objects([replace(LIST, signature=None)]).values()
    assert objects.flat_arguments((5, "a"), {}) == {"limit": 5, "after": "a"}


def test_method_that_is_gone(shop: Callable[..., Tree]) -> None:
    shop()
    assert request_objects([served(method="gone")]) == {}


class ListRequest(BaseModel):
    after: str
    limit: int = 20


REQUEST = Parameter("request", "POSITIONAL_OR_KEYWORD")
OBJECTS = RequestObjects((REQUEST, LIMIT), frozenset({"request"}), frozenset({"after", "limit"}))


@pytest.mark.parametrize(
    ("args", "kwargs", "flat"),
    [
        ((ListRequest(after="a"),), {}, {"after": "a", "limit": 20}),
        ((), {"request": ListRequest(after="a", limit=5)}, {"after": "a", "limit": 5}),
        ((ListRequest(after="a"), 7), {}, {"after": "a", "limit": 7}),
        ((None,), {}, {}),
        (("a",), {}, {"request": "a"}),
    ],
)
def test_arguments_of_a_call(args: tuple[Any, ...], kwargs: dict[str, Any], flat: dict[str, Any]) -> None:
    assert OBJECTS.flat_arguments(args, kwargs) == flat


class OpenRequest(ListRequest):
    model_config = ConfigDict(extra="allow")
    order: str = "newest"


@pytest.mark.parametrize(
    ("fields", "known", "flat"),
    [
        ({}, {"after", "limit"}, {"after": "a", "limit": 20}),
        ({"order": "oldest"}, {"after", "limit"}, {"after": "a", "limit": 20, "order": "oldest"}),
        ({"user": "me"}, {"after", "limit"}, {"after": "a", "limit": 20}),
        ({"user": "me"}, {"after", EXTRA.name}, {"after": "a", "user": "me"}),
    ],
    ids=["a default that only this tree has", "another value there", "an undeclared field", "where those are known"],
)
def test_fields_of_a_request_object(fields: dict[str, str], known: set[str], flat: dict[str, Any]) -> None:
    objects = RequestObjects((REQUEST,), frozenset({"request"}), frozenset(known))
    assert objects.flat_arguments((OpenRequest.model_validate({"after": "a", **fields}),), {}) == flat


def test_call_that_the_protocol_refuses() -> None:
    with pytest.raises(TypeError):
        OBJECTS.flat_arguments((), {"after": "a"})


# The parameters of a Protocol's method under which its calls are recorded


class TaggedRequest(BaseModel):
    after: str
    tags: list[str] = Field(default_factory=list)


class Orders:
    async def flat(self, limit: int, /, after: str = "") -> None: ...
    async def one(self, request: TaggedRequest) -> None: ...
    async def beside(self, limit: int, request: TaggedRequest | None = None) -> None: ...
    async def overlapping(self, after: str, request: TaggedRequest) -> None: ...
    async def allowing(self, request: OpenRequest, count: int) -> None: ...
    async def valued(self, limit: int, options: TaggedRequest) -> None: ...


def by_name(name: str, *default: Any) -> Parameter:
    return Parameter(name, "KEYWORD_ONLY", *map(Recorded, default))


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("flat", (by_name("limit"), by_name("after", ""))),
        ("one", (by_name("after"), by_name("tags", []))),
        ("beside", (by_name("limit"), by_name("after"), by_name("tags", []))),
        ("overlapping", (by_name("after"), by_name("request"))),
        ("valued", (by_name("limit"), by_name("options"))),
        ("allowing", (by_name("after"), by_name("limit", 20), by_name("order", "newest"), by_name("count"), EXTRA)),
    ],
)
def test_flat_parameters(method: str, expected: tuple[Parameter, ...]) -> None:
    assert flat_parameters(getattr(Orders, method)) == expected
