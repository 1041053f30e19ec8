"""How deep a text is nested."""

from __future__ import annotations

import sys

import pytest

from llama_router_codemod.source.nesting import Nesting, deepest


@pytest.mark.parametrize(
    ("text", "nesting"),
    [
        ("", Nesting(1, 1)),
        ("x = (\n", Nesting(0, 1)),
        ("pass\n", Nesting(2, 1)),
        ("pass\nx = 1 + 1\n", Nesting(4, 2)),
        ("x = 1 + 1\nif a:\n  if b:\n    if c:\n      pass\n", Nesting(6, 4)),
        ("x = " + "-" * 5_000 + "1\n", Nesting(sys.maxsize, 1)),
        ("\nx = a and b and c and d and e\n", Nesting(8, 2)),
        ("x = 1\ny = ('a'\r  f'{b}' # c\r  'd' 'e' 'f' 'g' 'h')\n", Nesting(7, 2)),
    ],
    ids=["nothing", "no Python", "a statement", "an expression", "blocks", "too much for Python", "and", "strings"],
)
def test_deepest(text: str, nesting: Nesting) -> None:
    assert deepest(text) == nesting


def test_chains_are_deep() -> None:
    assert deepest("x = a" + ".b" * 300 + "\n").depth > 300
    assert deepest("if a:\n  pass\n" + "elif b:\n  pass\n" * 300).depth > 300
