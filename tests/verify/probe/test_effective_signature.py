"""Whose signature a webmethod was served with."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from textwrap import indent

import pytest

from llama_router_codemod.verify.messages.method import MethodName, ObjectPath, SignatureSource
from llama_router_codemod.verify.probe.effective_signature import Declaration, effective_signature
from llama_router_codemod.verify.probe.tree import Tree

Shop = Callable[..., Tree]
PROTOCOL = SignatureSource(ObjectPath("shop.orders", "Orders.list_orders"))


def implementation(name: str, arguments: str, base: str = "Orders", more: str = "") -> str:
    method = f"async def list_orders(self{arguments}): ...\n{more}"
    return f"from shop.orders import *\n\n\nclass {name}({base}):\n{indent(method, '    ')}"


def effective(tree: Tree) -> tuple[SignatureSource, str]:
    """The source of the signature of `list_orders`, and the signature."""
    orders = tree.module("orders")
    declaration = Declaration(MethodName("orders", "list_orders"), orders.Orders, frozenset({"list_orders"}))
    source, signature = effective_signature(tree, declaration, [orders.Orders, *getattr(orders, "OTHERS", ())])
    return source, str(signature.replace(return_annotation=signature.empty))


def test_protocol_without_implementations(shop: Shop) -> None:
    assert effective(shop()) == (PROTOCOL, "(limit: int = 20)")


# Below core/


def of_core(shop: Shop, *sources: str, orders: str = "") -> tuple[SignatureSource, str]:
    files = {f"shop/core/module_{number}.py": source for number, source in enumerate(sources)}
    tree = shop({**files, **({"shop/orders.py": orders} if orders else {})})
    for number in range(len(sources)):
        importlib.import_module(f"shop.core.module_{number}")
    return effective(tree)


def test_class_below_core(shop: Shop) -> None:
    path = ObjectPath("shop.core.module_0", "Router.list_orders")
    assert of_core(shop, implementation("Router", ", limit: int = 5")) == (SignatureSource(path), "(limit: int = 5)")


def test_subclass_of_a_subclass(shop: Shop) -> None:
    path = ObjectPath("shop.core.module_0", "Router.list_orders")
    classes = implementation("Router", ", limit: int = 5") + "\n\nclass Inner(Router): ...\n"
    assert of_core(shop, classes) == (SignatureSource(path), "(limit: int = 5)")


def test_classes_that_agree(shop: Shop) -> None:
    found = of_core(shop, implementation("One", ", limit: str = 'a'"), implementation("Two", ", limit: str = 'a'"))
    assert found == (SignatureSource(ObjectPath("shop.core.module_0", "One.list_orders")), "(limit: str = 'a')")


@pytest.mark.parametrize(
    "sources",
    [
        pytest.param([implementation("A", ", limit: int = 5"), implementation("B", ", limit: int")], id="disagree"),
        pytest.param(["from shop.orders import *\nclass A(Orders): ...\n"], id="inherits"),
        pytest.param(
            [
                implementation("A", ", limit: int = 5", "ABC, Orders", "@abstractmethod\ndef b(self): ...\n").replace(
                    "from shop", "from abc import ABC, abstractmethod\nfrom shop"
                )
            ],
            id="abstract",
        ),
    ],
)
def test_classes_that_do_not_count(sources: list[str], shop: Shop) -> None:
    assert of_core(shop, *sources) == (PROTOCOL, "(limit: int = 20)")


@pytest.mark.parametrize(
    ("bases", "signature"),
    [("Orders, Stock", "(limit: int = 5)"), ("Orders, Stock, Shelves", "(limit: int = 20)")],
    ids=["two", "all"],
)
def test_class_with_several_protocols(bases: str, signature: str, shop: Shop) -> None:
    """The stack itself inherits all of them."""
    orders = "class Orders:\n    async def list_orders(self, limit: int = 20): ...\n"
    orders += "class Stock: ...\nclass Shelves: ...\nOTHERS = [Stock, Shelves]\n"
    assert of_core(shop, implementation("Stack", ", limit: int = 5", bases), orders=orders)[1] == signature


# Providers


def of_providers(shop: Shop, *sources: str, core: str = "") -> tuple[SignatureSource, str]:
    files = {f"shop/providers/inline/orders/module_{number}.py": source for number, source in enumerate(sources)}
    tree = shop({**files, "shop/core/router.py": core})
    importlib.import_module("shop.core.router")
    return effective(tree)


def test_provider_that_can_be_imported(shop: Shop) -> None:
    path = ObjectPath("shop.providers.inline.orders.module_0", "Shelf.list_orders")
    assert of_providers(shop, implementation("Shelf", ", limit: int = 5")) == (
        SignatureSource(path),
        "(limit: int = 5)",
    )


def test_provider_whose_package_is_not_installed(shop: Shop) -> None:
    """What it has in another way is written into the Protocol's arguments."""
    source = "import a_package_that_is_not_installed\n" + implementation("Shelf", ", limit: str")
    agreed = SignatureSource(PROTOCOL.function, "self, *, limit: str")
    assert of_providers(shop, source) == (agreed, "(*, limit: str)")


def test_providers_that_disagree(shop: Shop) -> None:
    sources = implementation("One", ", limit: str = 'a'"), implementation("Two", ", limit: str = 'b'")
    agreed = SignatureSource(PROTOCOL.function, "self, *, limit: str = 20")
    assert of_providers(shop, *sources) == (agreed, "(*, limit: str = 20)")


@pytest.mark.parametrize("others", [", **options", ", *limits", ", limit: int = 3, **options"])
def test_provider_that_takes_anything(others: str, shop: Shop) -> None:
    """It decides nothing, alone or beside others."""
    known, open_one = implementation("Known", ", limit: int = 5"), implementation("Open", others)
    assert of_providers(shop, known, open_one)[1] == "(limit: int = 5)"


def test_providers_that_all_take_anything(shop: Shop) -> None:
    assert of_providers(shop, implementation("Open", ", **options")) == (PROTOCOL, "(limit: int = 20)")


def test_provider_with_a_type_that_the_protocol_does_not_have(shop: Shop) -> None:
    source = "import a_package_that_is_not_installed\n" + implementation("Shelf", ", limit: Unknown = 5")
    assert of_providers(shop, source) == (PROTOCOL, "(limit: int = 20)")


def test_provider_without_the_method(shop: Shop) -> None:
    assert of_providers(shop, "class Shelf(Orders):\n    def other(self): ...\n") == (PROTOCOL, "(limit: int = 20)")


def test_core_comes_before_providers(shop: Shop) -> None:
    core = implementation("Router", ", limit: int = 5")
    assert of_providers(shop, implementation("Shelf", ", limit: int = 6"), core=core)[1] == "(limit: int = 5)"


def test_protocol_whose_signature_cannot_be_read(shop: Shop) -> None:
    tree = shop({"shop/orders.py": "class Orders:\n    async def list_orders(self, limit: 'Unknown'): ...\n"})
    orders = importlib.import_module("shop.orders").Orders
    declaration = Declaration(MethodName("orders", "list_orders"), orders, frozenset({"list_orders"}))
    with pytest.raises(LookupError, match=r"^no signature of shop\.orders:Orders\.list_orders$"):
        effective_signature(tree, declaration, [orders])
