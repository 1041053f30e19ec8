"""How deep a source text is nested: chained operators, attributes, calls and `elif`s count as well as blocks."""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Nesting:
    """The greatest depth, in nodes of the syntax tree, and the line where it is reached."""

    depth: int
    line: int


def deepest(text: str) -> Nesting:
    """Where a text is nested most deeply. Deeper than Python itself parses is `sys.maxsize`; (0, 1) for no Python."""
    try:
        tree = ast.parse(text)
    except (RecursionError, MemoryError):
        return Nesting(sys.maxsize, 1)
    except (SyntaxError, ValueError):
        return Nesting(0, 1)
    found = Nesting(0, 1)
    pending: list[tuple[ast.AST, Nesting]] = [(tree, found)]
    while pending:
        node, around = pending.pop()
        here = Nesting(around.depth + 1, getattr(node, "lineno", around.line))
        found = max(found, here, key=lambda nesting: nesting.depth)
        pending += [(child, here) for child in ast.iter_child_nodes(node)]
    return found
