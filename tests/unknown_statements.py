"""Code with a change that is not understood, and where that is said."""

from __future__ import annotations

import ast
from itertools import zip_longest
from typing import TYPE_CHECKING

import pytest

from llama_router_codemod.source.statement_rules import UnknownStatement

if TYPE_CHECKING:
    from collections.abc import Callable


def changed(source: str, old: str, new: str) -> str:
    """The source with the only occurrence of a text replaced."""
    assert source.count(old) == 1, f"{source.count(old)} times {old}"
    return source.replace(old, new)


def unknown_statement(read: Callable[[str], object], source: str) -> ast.stmt:
    """The statement that is not known."""
    with pytest.raises(UnknownStatement) as caught:
        read(source)
    return caught.value.node


def is_refused(read: Callable[[str], object], source: str) -> bool:
    """Whether a statement is not known."""
    try:
        read(source)
    except UnknownStatement:
        return True
    return False


def assert_unknown_where_it_differs(read: Callable[[str], object], source: str, original: str) -> None:
    """The statement that is not known has the first line that differs."""
    pairs = zip_longest(source.splitlines(), original.splitlines())
    assert_unknown_at(read, source, next(number for number, (new, old) in enumerate(pairs, 1) if new != old))


def assert_unknown_at(read: Callable[[str], object], source: str, line: int) -> None:
    """The statement that is not known is the innermost one with this line, or that around it."""
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.stmt)]
    there = [_lines(node) for node in nodes if line in range(*_lines(node))]
    found = _lines(unknown_statement(read, source))
    assert found in there[-2:], f"line {found[0]} is said to be unknown, but {line} is:\n{source}"


def _lines(node: ast.stmt) -> tuple[int, int]:
    """The first line, decorators included, and the one after the last."""
    decorators = [decorator.lineno for decorator in getattr(node, "decorator_list", [])]
    return min([node.lineno, *decorators]), (node.end_lineno or node.lineno) + 1
