"""One more item in a list of arguments, subscripts or imported names, in the style that the list has."""

from collections.abc import Sequence
from typing import TypeVar

import libcst as cst

from llama_router_codemod.source.comments import has_comment

_Item = TypeVar("_Item", cst.Arg, cst.ImportAlias, cst.SubscriptElement)
Whitespace = cst.BaseParenthesizableWhitespace
_SPACE = cst.SimpleWhitespace(" ")
_NOTHING = cst.SimpleWhitespace("")


def inserted(items: Sequence[_Item], index: int, new: _Item, opening: Whitespace) -> list[_Item]:
    """The items with `new` before position `index`; `opening` is the white space before the first item.

    One item per line stays one item per line, with or without a comma after the last; comments stay with their item.
    """
    if index == len(items):
        return _appended(items, new, opening)
    before = items[index - 1].comma if index else opening
    space = before.whitespace_after if isinstance(before, cst.Comma) else before
    comma = cst.Comma(whitespace_after=_bare(space) if isinstance(space, cst.ParenthesizedWhitespace) else _SPACE)
    result = list(items)
    result.insert(index, new.with_changes(comma=comma))
    return result


def _appended(items: Sequence[_Item], new: _Item, opening: Whitespace) -> list[_Item]:
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
