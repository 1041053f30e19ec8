"""The suites of a module, and the import statements in them: without a look at expressions, which are most nodes."""

from __future__ import annotations

import ast
from collections import deque
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCKS = frozenset({"body", "orelse", "finalbody", "handlers", "cases"})
_KINDS: tuple[type[ast.AST], ...] = (ast.Module, ast.ExceptHandler, ast.match_case, *ast.stmt.__subclasses__())
#: The fields of each kind of node that hold statements, or parts that do.
_FIELDS = {kind: fields for kind in _KINDS if (fields := tuple(field for field in kind._fields if field in _BLOCKS))}


@cache
def import_statements(tree: ast.Module) -> tuple[ast.Import | ast.ImportFrom, ...]:
    """All import statements of a module, those in functions and blocks, too."""
    return tuple(node for body in suites(tree) for node in body if isinstance(node, ast.Import | ast.ImportFrom))


def statements_in(node: ast.AST) -> Iterator[ast.AST]:
    """The statements right in a module, a statement or a part of one, and the `except` and `case` that hold others."""
    for field in _FIELDS.get(type(node), ()):
        yield from getattr(node, field)


def suites(tree: ast.Module | ast.stmt) -> Iterator[list[ast.stmt]]:
    """Each list of statements in a module or a statement: its own, then those of the blocks in them, level by level."""
    waiting: deque[ast.AST] = deque([tree])
    while waiting:
        node = waiting.popleft()
        for field in _FIELDS.get(type(node), ()):
            parts = getattr(node, field)
            if parts and isinstance(parts[0], ast.stmt):
                yield parts
            waiting.extend(parts)
