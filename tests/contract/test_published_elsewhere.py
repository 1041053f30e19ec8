"""LRC121: a parameter of a POST was published as a field of its body, and is read from elsewhere."""

from pathlib import Path

import pytest
from archive_documents import GENERATOR, archive
from trees import one_package, told

from llama_router_codemod.contract.operation import api_contract
from llama_router_codemod.contract.published_elsewhere import published_elsewhere
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.tree.checkout import Checkout

SIGNATURE = "    async def draw_map(self, scale: int, colours: list[str] | None = None) -> Map:\n"
IMPORTS = "from typing import Annotated, Protocol\n\nfrom fastapi import Body, Header, Query\n"


def found(tree: Path, parameter: str, verb: str = "POST") -> list[tuple[str, int, str]]:
    """The findings on a method of the archive with a parameter."""
    file = tree / "archive/apis/maps/maps.py"
    text = file.read_text(encoding="utf-8").replace("from typing import Protocol\n", IMPORTS)
    assert SIGNATURE in text
    text = text.replace(SIGNATURE, f"    async def draw_map(self, {parameter}) -> Map:\n")
    file.write_text(text.replace('"/maps", method="POST"', f'"/maps", method="{verb}"'), encoding="utf-8")
    symbols = Symbols(Checkout.open(tree))
    (api,) = one_package(symbols, "maps").apis
    return told(
        [
            item
            for operation in api_contract(symbols, api).operations
            for item in published_elsewhere(symbols, operation)
        ]
    )


@pytest.mark.parametrize(
    ("parameter", "verb"),
    [
        pytest.param("a: int, b: str = ''", "POST", id="fields of the body"),
        pytest.param("a: Annotated[Map, Body()]", "POST", id="a body as it is written"),
        pytest.param("a: Annotated[int, Query(le=9)]", "GET", id="a query that was published as one"),
    ],
)
def test_where_it_was_published(tmp_path: Path, parameter: str, verb: str) -> None:
    assert found(archive(tmp_path / "tree"), parameter, verb) == []


@pytest.mark.parametrize(
    ("parameter", "read"),
    [
        ("a: Annotated[int, Query(le=9)]", "query"),
        ("a: Annotated[int, 'metres']", "query"),
        ("a: Annotated[str, Header()]", "header"),
        ("a: Annotated[list[int], 'metres']", "whole body"),
    ],
)
def test_somewhere_else(tmp_path: Path, parameter: str, read: str) -> None:
    assert found(archive(tmp_path / "tree"), parameter) == [("LRC121", 36, f"`a`: {read}")]


def test_a_checkout_without_a_generator(tmp_path: Path) -> None:
    tree = archive(tmp_path / "tree")
    (tree / GENERATOR / "generate.py").unlink()
    assert found(tree, "a: Annotated[int, Query(le=9)]") == []
