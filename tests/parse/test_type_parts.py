"""What types are made of."""

import ast
from pathlib import Path

import pytest
from tiny_checkout import tiny_checkout

from llama_router_codemod.parse.type_parts import TypePart, unquoted
from llama_router_codemod.source.syntax import parse_expression

FILES = {
    "shop/orders.py": """\
        import typing as t
        from typing import Annotated, Literal, Optional as Maybe, Union
        from shop.common import Items

        Same = Items
        Loop = list["Loop"]
        Late = "Order"
        class Order: ...
        """,
    "shop/common.py": """\
        class Item: ...
        Items = list[Item] | None
        """,
}


def part(root: Path, annotation: str) -> TypePart:
    return TypePart(tiny_checkout(root, FILES), "shop.orders", parse_expression(annotation))


def texts(parts: tuple[TypePart, ...] | list[TypePart]) -> list[str]:
    return [f"{item.module.rpartition('.')[2]}: {ast.unparse(item.node)}" for item in parts]


@pytest.mark.parametrize(
    ("annotation", "members"),
    [
        ("int", ["orders: int"]),
        ("int | 'Order'", ["orders: int", "orders: Order"]),
        ("Maybe[int]", ["orders: int", "orders: None"]),
        ("t.Union[int, Maybe[str]]", ["orders: int", "orders: str", "orders: None"]),
        ("Annotated[int | str, 'text']", ["orders: int", "orders: str"]),
        ("Same", ["common: list[Item]", "common: None"]),
        ("list[Same]", ["orders: list[Same]"]),
        ("Late", ["orders: Order"]),
    ],
)
def test_members(tmp_path: Path, annotation: str, members: list[str]) -> None:
    assert texts(part(tmp_path, annotation).members) == members


@pytest.mark.parametrize(
    ("annotation", "walked"),
    [
        (
            "dict[str, Same]",
            ["orders: dict[str, Same]", "orders: str", "common: list[Item]", "common: Item", "common: None"],
        ),
        ("Literal['Order']", ["orders: Literal['Order']"]),
        ("Loop", ["orders: list['Loop']", "orders: list['Loop']"]),
    ],
)
def test_walk(tmp_path: Path, annotation: str, walked: list[str]) -> None:
    assert texts(list(part(tmp_path, annotation).walk())) == walked


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        ("int", "int"),
        ("'Order'", "Order"),
        ("list['Order | None']", "list[Order | None]"),
        ("dict[str, list['list[\\'Order\\']']]", "dict[str, list[list[Order]]]"),
        ("Literal['Order']", "Literal['Order']"),
        ("Annotated['Order', 'text', Field('Order')]", "Annotated[Order, 'text', Field('Order')]"),
        ("list['no type']", "list['no type']"),
    ],
)
def test_unquoted(annotation: str, expected: str) -> None:
    assert ast.unparse(unquoted(parse_expression(annotation))) == expected


def test_forward_references(tmp_path: Path) -> None:
    types = ("Order", "Same", "Loop", "Late", "list['Order']")
    quoted = [text for text in types if part(tmp_path, text).has_forward_reference]
    assert quoted == ["Loop", "Late", "list['Order']"]
