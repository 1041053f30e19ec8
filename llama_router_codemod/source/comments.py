"""Comments inside a piece of code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import libcst as cst


def comments_in(node: cst.CSTNode) -> Iterator[cst.Comment]:
    """All comments that stand inside a node, in their order."""
    # To write a node out is much faster than to enter all nodes in it.
    if "#" in cst.Module([]).code_for_node(node):
        yield from _comments_below(node)


def _comments_below(node: cst.CSTNode) -> Iterator[cst.Comment]:
    if isinstance(node, cst.Comment):
        yield node
    for child in node.children:
        yield from _comments_below(child)


def has_comment(node: cst.CSTNode) -> bool:
    """Whether a comment stands anywhere inside a node."""
    return any(True for _ in comments_in(node))


def in_brackets(comments: Sequence[cst.Comment]) -> cst.BaseParenthesizableWhitespace:
    """White space inside brackets that holds the comments: the first beside what stands before it, one a line."""
    if not comments:
        return cst.SimpleWhitespace("")
    first, *others = comments
    return cst.ParenthesizedWhitespace(
        first_line=cst.TrailingWhitespace(cst.SimpleWhitespace("  "), first),
        empty_lines=[cst.EmptyLine(comment=comment) for comment in others],
        indent=True,
    )
