from __future__ import annotations

import ast

import pytest

from llama_router_codemod.rewrite.imports.neighbours import Neighbours
from llama_router_codemod.source.from_import import FromImport, read_from_import


def old(code: str) -> ast.ImportFrom:
    (node,) = ast.parse(code).body
    assert isinstance(node, ast.ImportFrom)
    return node


def read(code: str) -> FromImport:
    return read_from_import(old(code), code)


@pytest.mark.parametrize(
    ("placed", "taken", "stands"),
    [
        (["from a import b"], ["from a import c", "from a import d"], ["from a import b, c, d"]),
        (
            ["from a import b as c", "from a import d"],
            ["from a import e"],
            ["from a import b as c", "from a import d, e"],
        ),
        (
            ["from a import b", "from a import c as d"],
            ["from a import c as d"],
            ["from a import b", "from a import c as d"],
        ),
        (["from a import b", "from c import d"], ["from c import e"], ["from a import b", "from c import d, e"]),
        (
            ["from a import b", "from a import c"],
            ["from a import d", "from a import d"],
            ["from a import b, d", "from a import c"],
        ),
    ],
)
def test_taken(placed: list[str], taken: list[str], stands: list[str]) -> None:
    neighbours = Neighbours()
    for code in placed:
        neighbours.place(old(code), read(code))
    assert all(neighbours.take(read(code)) for code in taken)
    now = [statement.render("", "\n") for statements in neighbours.by_owner().values() for statement in statements]
    assert now == stands


def test_not_taken() -> None:
    neighbours = Neighbours()
    neighbours.place(old("from a import b"), read("from a import b"))
    assert not neighbours.take(read("from a import c as d"))
    assert not neighbours.take(read("from .a import b"))


def test_two_statements_at_one_place() -> None:
    neighbours, owner = Neighbours(), old("from a import b, c")
    neighbours.place(owner, read("from a.one import b"))
    neighbours.place(owner, read("from a.two import c"))
    assert neighbours.by_owner() == {owner: [read("from a.one import b"), read("from a.two import c")]}


@pytest.mark.parametrize("code", ["from a import b{number}", "from a import b as c{number}"])
def test_few_statements_are_compared(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many stand together: comparing each with each made the cost grow with the square of their number."""
    compared = 0
    joining = FromImport.joining

    def counted(self: FromImport, other: FromImport, known: set[str]) -> object:
        nonlocal compared
        compared += 1
        return joining(self, other, known)

    monkeypatch.setattr(FromImport, "joining", counted)
    neighbours = Neighbours()
    for number in range(100):
        statement = read(code.format(number=number))
        if not neighbours.take(statement):
            neighbours.place(old("from z import y"), statement)
    assert compared <= 200
