"""Names of methods and objects."""

from __future__ import annotations

from llama_router_codemod.verify.messages.method import MethodName, ObjectPath


def test_method() -> None:
    name = MethodName("orders", "list_orders")
    assert (name.attribute, str(name)) == ("list_orders", "orders.list_orders")


def test_method_of_a_special_tool_group() -> None:
    name = MethodName("tool_runtime", "insert", "rag_tool")
    assert (name.attribute, str(name)) == ("rag_tool.insert", "tool_runtime.rag_tool.insert")


def test_object() -> None:
    assert str(ObjectPath("shop.orders", "Orders.list_orders")) == "shop.orders:Orders.list_orders"
