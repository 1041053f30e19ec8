"""One more item in a list between brackets, or fewer, in the style that the list has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from itertools import pairwise
from typing import TypeVar

import libcst as cst

from llama_router_codemod.source.comments import has_comment

_Item = TypeVar("_Item", cst.Arg, cst.SubscriptElement)
_Removable = TypeVar("_Removable", cst.ImportAlias, cst.BaseElement)
Whitespace = cst.BaseParenthesizableWhitespace
_SPACE = cst.SimpleWhitespace(" ")
_NOTHING = cst.SimpleWhitespace("")


def appended(items: Sequence[_Item], new: _Item, opening: Whitespace) -> list[_Item]:
    """The items with `new` at the end; `opening` is the white space before the first item.

    One item per line stays one item per line, with or without a comma after the last; comments stay with their item.
    """
    if not items:
        return [new]
    *others, last = items
    between: Whitespace = _bare(opening) if isinstance(opening, cst.ParenthesizedWhitespace) else _SPACE
    if others and isinstance(others[-1].comma, cst.Comma):
        between = _bare(others[-1].comma.whitespace_after)
    if isinstance(last.comma, cst.Comma):
        closing = last.comma.whitespace_after
        comma = last.comma.with_changes(whitespace_after=_separator(between, opening, closing))
        return [
            *others,
            last.with_changes(comma=comma),
            new.with_changes(comma=cst.Comma(whitespace_after=_bare(closing))),
        ]
    if isinstance(last, cst.Arg):
        closing = last.whitespace_after_arg
        comma = cst.Comma(whitespace_after=_separator(between, opening, closing))
        return [
            *others,
            last.with_changes(comma=comma, whitespace_after_arg=_NOTHING),
            new.with_changes(whitespace_after_arg=_bare(closing)),
        ]
    return [*others, last.with_changes(comma=cst.Comma(whitespace_after=between)), new]


def kept(
    items: Sequence[_Removable], keep: Callable[[_Removable], bool], opening: Whitespace, closing: Whitespace
) -> tuple[list[_Removable], Whitespace, Whitespace]:
    """The items to keep, the white space before the first and behind the last of them.

    A comment above an item goes with it, and so does one beside it, unless another item stays on its line. What stands
    between the last item and the closing bracket stays.
    """
    commas: list[cst.Comma | cst.MaybeSentinel] = [item.comma for item in items]
    places: list[int] = [place for place, item in enumerate(items) if keep(item)]
    if not places:
        return [], _NOTHING, _NOTHING
    spaces = [opening, *(comma.whitespace_after if isinstance(comma, cst.Comma) else _NOTHING for comma in commas)]
    # Behind a last comma, LibCST has the white space of an import with the comma, that of a list with the bracket.
    spaces[-1] = _joined(spaces[-1], closing)
    first = reduce(_joined, spaces[: places[0] + 1])
    between = [reduce(_joined, spaces[place + 1 : end + 1]) for place, end in pairwise([*places, len(items)])]
    behind = between.pop()
    last = items[places.pop()]
    left = [
        items[place].with_changes(comma=cst.Comma(whitespace_after=space))
        for place, space in zip(places, between, strict=True)
    ]
    comma = cst.Comma() if isinstance(commas[-1], cst.Comma) else cst.MaybeSentinel.DEFAULT
    left.append(last.with_changes(comma=comma))
    closes_a_line = isinstance(spaces[-1], cst.ParenthesizedWhitespace) or has_comment(behind)
    return left, first, behind if closes_a_line else closing


def _joined(before: Whitespace, after: Whitespace) -> Whitespace:
    """The white space that is left of two when what stands between them goes."""
    match before, after:
        case cst.ParenthesizedWhitespace(), cst.ParenthesizedWhitespace():
            return before.with_changes(empty_lines=after.empty_lines, last_line=after.last_line)
        case cst.ParenthesizedWhitespace(), _:
            return before.with_changes(empty_lines=())
        case _, cst.ParenthesizedWhitespace():
            return after
        case _:
            return before


def _separator(between: Whitespace, opening: Whitespace, closing: Whitespace) -> Whitespace:
    """What follows the comma of the old last item: as between the others, with the comments that stood at its end."""
    if not isinstance(closing, cst.ParenthesizedWhitespace) or not has_comment(closing):
        return between
    lines = (space.last_line for space in (between, opening) if isinstance(space, cst.ParenthesizedWhitespace))
    deeper = cst.SimpleWhitespace(closing.last_line.value + "    ")
    return closing.with_changes(last_line=next(lines, deeper))


def _bare(space: Whitespace) -> Whitespace:
    """The same line break without comments."""
    if isinstance(space, cst.ParenthesizedWhitespace):
        return space.with_changes(first_line=cst.TrailingWhitespace(), empty_lines=())
    return space
