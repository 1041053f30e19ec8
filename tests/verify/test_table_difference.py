"""What two tables of routes differ in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from llama_router_codemod.verify.change import Column, TableChange
from llama_router_codemod.verify.messages.method import MethodName
from llama_router_codemod.verify.messages.record import RouteRow
from llama_router_codemod.verify.messages.route_key import RouteKey
from llama_router_codemod.verify.table_difference import rows_by_route, table_changes

ROW = RouteRow(RouteKey("GET", "/v1/orders"), "orders", "Orders", deprecated=False)


def test_equal_rows() -> None:
    assert list(table_changes([ROW], [ROW])) == []
    assert list(table_changes([], [])) == []


def test_webmethod_that_is_a_router_now() -> None:
    assert list(table_changes([replace(ROW, webmethod=MethodName("orders", "list_orders"))], [ROW])) == []


@pytest.mark.parametrize(
    ("column", "before", "after"),
    [
        (Column.TAG, "Orders", "Stock"),
        (Column.DEPRECATED, False, True),
        (Column.AUTHENTICATION, True, False),
        (Column.SCOPE, None, "a.read"),
        (Column.SPAN, None, "list"),
        (Column.CALLS, None, "list_orders"),
    ],
)
def test_column(column: Column, before: Any, after: Any) -> None:
    assert list(table_changes([ROW], [replace(ROW, **{column: after})])) == [TableChange(column, before, after)]


def test_several_columns() -> None:
    found = table_changes([ROW], [replace(ROW, tag="Stock", span="list")])
    assert [change.column for change in found] == [Column.TAG, Column.SPAN]


@pytest.mark.parametrize(
    ("old", "new", "before", "after"),
    [(1, 0, "once", "not there"), (0, 1, "not there", "once"), (1, 3, "once", "3 times")],
)
def test_how_often_a_route_is_served(old: int, new: int, before: str, after: str) -> None:
    assert list(table_changes([ROW] * old, [replace(ROW, tag="Stock")] * new)) == [
        TableChange(Column.SERVED, before, after)
    ]


def test_rows_that_are_served_twice_are_compared_in_their_order() -> None:
    other = replace(ROW, tag="Stock")
    assert list(table_changes([ROW, other], [ROW, other])) == []
    assert len(list(table_changes([ROW, other], [other, ROW]))) == 2


def test_rows_of_each_route() -> None:
    other = replace(ROW, key=RouteKey("POST", "/v1/orders"))
    again = replace(ROW, tag="Stock")
    assert rows_by_route([ROW, other, again]) == {ROW.key: [ROW, again], other.key: [other]}
