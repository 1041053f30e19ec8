"""The suites of a module, and the import statements in them: without a look at expressions, which are most nodes."""

from __future__ import annotations

import ast
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SUITES = ("body", "orelse", "finalbody")
_PARTS = ("handlers", "cases")


@cache
def import_statements(tree: ast.Module) -> tuple[ast.Import | ast.ImportFrom, ...]:
    """All import statements of a module, those in functions and blocks, too."""
    return tuple(node for body in suites(tree) for node in body if isinstance(node, ast.Import | ast.ImportFrom))


def suites(node: ast.Module | ast.stmt | ast.excepthandler | ast.match_case) -> Iterator[list[ast.stmt]]:
    """Each list of statements in a node: its own, then those of the blocks in them."""
    for field in _SUITES:
        body: list[ast.stmt] = getattr(node, field, [])
        if body:
            yield body
        for statement in body:
            yield from suites(statement)
    for field in _PARTS:
        for part in getattr(node, field, ()):
            yield from suites(part)
