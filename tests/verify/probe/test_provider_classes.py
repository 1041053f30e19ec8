"""Which classes of providers implement an API, and the arguments of a Protocol's method with what all of them have in
another way."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from llama_router_codemod.verify.probe.provider_classes import agreed_arguments, provider_classes
from llama_router_codemod.verify.probe.tree import Tree

Shop = Callable[..., Tree]


def implementing(shop: Shop, source: str) -> list[tuple[str, dict[str, str]]]:
    """The classes of two files of providers that implement `Orders`, with the arguments of their methods."""
    package = "shop/providers/remote/other"
    tree = shop(
        {
            f"{package}/impl.py": source,
            f"{package}/base.py": "from shop.orders import Orders\nclass Base(Orders):\n    def f(self, base): ...\n",
            "shop/stock.py": "class Orders: ...\n",
        }
    )
    orders = tree.module("orders").Orders
    tree.module("stock")
    root = Path(sys.modules["shop"].__path__[0], "providers")
    found = provider_classes(root, "shop.providers", "orders", orders, ["list_orders"])
    return [(cls.qualname, cls.arguments) for cls in found if cls.qualname != "Base"]


METHOD = "    def f(self, own): ...\n"
OWN = {"f": "self, own"}


@pytest.mark.parametrize(
    ("source", "arguments"),
    [
        pytest.param("from shop.orders import Orders\nclass A(Orders):\n" + METHOD, OWN, id="by name"),
        pytest.param("from ....orders import Orders\nclass A(Orders):\n" + METHOD, OWN, id="by a relative import"),
        pytest.param("from shop.orders import *\nclass A(Orders):\n" + METHOD, OWN, id="by a star import"),
        pytest.param("import shop.orders\nclass A(shop.orders.Orders):\n" + METHOD, OWN, id="by its module"),
        pytest.param("import shop.orders as o\nclass A(o.Orders[int]):\n" + METHOD, OWN, id="by another name of it"),
        pytest.param("from shop.orders import Orders as O\nclass A(O):\n" + METHOD, OWN, id="by another name"),
        pytest.param("from shop.orders import Orders\nO = Orders\nclass A(O):\n" + METHOD, OWN, id="assigned"),
        pytest.param("from .base import Base\nclass A(Base):\n" + METHOD, OWN, id="by a class below it"),
        pytest.param("from .base import Base\nclass A(Base): ...\n", {"f": "self, base"}, id="with what it inherits"),
        pytest.param("from shop.orders import Orders\nif A:\n  class A(Orders):\n" + METHOD, OWN, id="in a statement"),
    ],
)
def test_a_class_that_derives_from_a_protocol(source: str, arguments: dict[str, str], shop: Shop) -> None:
    assert implementing(shop, source) == [("A", arguments)]


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("from shop.stock import Orders\nclass A(Orders): ...\n", id="another Protocol of its name"),
        pytest.param("class Orders: ...\nclass A(Orders): ...\n", id="a class of its name"),
        pytest.param("A = B\nB = A\nclass C(A): ...\nclass D(D): ...\n", id="circles"),
    ],
)
def test_a_class_that_does_not(source: str, shop: Shop) -> None:
    assert implementing(shop, source) == []


def agreed(own: str, *implementations: str) -> str:
    declared = ast.parse(f"async def list_orders({own}): ...").body[0]
    return agreed_arguments(declared, list(implementations))


@pytest.mark.parametrize("own", ["self", "cls", "this", ""])
def test_no_arguments(own: str) -> None:
    assert agreed(own, "self, limit: int") == "self"


def test_no_implementation() -> None:
    assert agreed("self, shop: str, limit: int = 20") == "self, *, shop: str, limit: int = 20"


@pytest.mark.parametrize(
    ("implementations", "expected"),
    [
        pytest.param(["self, limit: int = 20"], "limit: int = 20", id="as declared"),
        pytest.param(["self, limit: str = 20"], "limit: str = 20", id="another type"),
        pytest.param(["self, limit = 20"], "limit = 20", id="no type"),
        pytest.param(["self, limit: int = 10"], "limit: int = 10", id="another default"),
        pytest.param(["self, limit: int"], "limit: int", id="no default"),
        pytest.param(["self, *, limit: str"], "limit: str", id="by name only"),
        pytest.param(["self, limit: str, /"], "limit: str", id="by position only"),
        pytest.param(["self, limit: str", "self, a, b, limit: str = 20"], "limit: str = 20", id="agreed type"),
        pytest.param(["self, limit: str = 1", "self, limit: float = 1"], "limit: int = 1", id="agreed default"),
        pytest.param(["self, limit: str", "self, count: str"], "limit: int = 20", id="one has another name"),
        pytest.param(["self, **options"], "limit: int = 20", id="one that takes anything"),
    ],
)
def test_what_implementations_agree_in(implementations: list[str], expected: str) -> None:
    assert agreed("self, limit: int = 20", *implementations) == f"self, *, {expected}"


def test_implementations_that_agree_in_nothing() -> None:
    assert agreed("self, limit: int = 20", "self, limit: str", "self, limit: float = 1") == "self, *, limit: int = 20"


def test_each_argument_for_itself() -> None:
    own = "self, a: int, b: int = 1, *, c: int, d: int = 2"
    assert agreed(own, "self, a: int = 0, b: int = 1, *, c: str, d: int = 2") == (
        "self, *, a: int = 0, b: int = 1, c: str, d: int = 2"
    )


def test_order_is_that_of_the_protocol() -> None:
    """An argument that is required may stand behind one that is not."""
    text = agreed("self, a: int, b: int", "self, b: int, a: int = 0")
    assert text == "self, *, a: int = 0, b: int"
    compile(f"def f({text}): ...", "agreed", "exec")
