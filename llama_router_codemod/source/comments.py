"""Comments inside a piece of code."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst


def comments_in(node: cst.CSTNode) -> Iterator[cst.Comment]:
    """All comments that stand inside a node, in their order."""
    if isinstance(node, cst.Comment):
        yield node
    for child in node.children:
        yield from comments_in(child)


def has_comment(node: cst.CSTNode) -> bool:
    """Whether a comment stands anywhere inside a node."""
    return any(True for _ in comments_in(node))
