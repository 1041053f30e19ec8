"""What an implementation can learn of the request that it is called for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from llama_router_codemod.verify.messages.record import CallContext
from llama_router_codemod.verify.probe.request_context import make_context
from llama_router_codemod.verify.probe.tree import Tree

HEADERS = """\
from contextvars import ContextVar

from pydantic import BaseModel

PROVIDER_DATA_VAR = ContextVar("provider_data", default=None)


class User(BaseModel):
    principal: str


def get_authenticated_user():
    return {user}
"""


@pytest.mark.parametrize(
    ("data", "recorded"),
    [
        (None, {}),
        ({"key": "value"}, {"key": "value"}),
        ({"key": "value", "__authenticated_user": object(), "__user": object()}, {"key": "value"}),
    ],
    ids=["none", "some", "with the user"],
)
def test_provider_data(data: Any, recorded: dict[str, str], shop: Callable[..., Tree]) -> None:
    tree = shop()
    context = make_context(tree)
    tree.module("core.request_headers").PROVIDER_DATA_VAR.set(data)
    assert context() == CallContext(provider_data=recorded)


def test_user(shop: Callable[..., Tree]) -> None:
    tree = shop({"shop/core/request_headers.py": HEADERS.replace("{user}", 'User(principal="reader")')})
    assert make_context(tree)() == CallContext(user={"principal": "reader"})


def test_only_attributes_of_a_user(shop: Callable[..., Tree]) -> None:
    headers = HEADERS.replace("get_authenticated_user", "get_auth_attributes").replace(
        "{user}", '{"roles": ["reader"]}'
    )
    tree = shop({"shop/core/request_headers.py": headers})
    tree.module("core.request_headers").PROVIDER_DATA_VAR.set({"key": "value", "__auth_attributes": {"roles": []}})
    assert make_context(tree)() == CallContext(provider_data={"key": "value"}, user={"roles": ["reader"]})


def test_context_of_a_test(shop: Callable[..., Tree]) -> None:
    tree = shop({"shop/core/testing_context.py": "def get_test_context():\n    return 'a test'\n"})
    assert make_context(tree)() == CallContext(test_id="a test")
