"""Edits of some of a module's statements, so that a parser reads these and not the whole module."""

from __future__ import annotations

import ast
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeAlias

from llama_router_codemod.source.spans import Edit, SourceLines, apply_edits
from llama_router_codemod.source.syntax import parse_source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_PATH = PurePosixPath("<module>")
#: Stands above a statement that is indented, so that it can be read alone.
_HEAD = "if 1:\n"
#: Where some lines begin and end.
_Lines: TypeAlias = tuple[int, int]


def edit_statements(
    text: str,
    is_meant: Callable[[ast.stmt, str], bool],
    edit: Callable[[str], str],
    between: Callable[[str], str] = lambda lines: lines,
    *,
    innermost: bool = False,
) -> str:
    """The text of a module in which each top-level statement that is meant says what `edit` makes of its lines.

    `is_meant` is asked with the lines, too. Comments above a statement and below its last line are not among these:
    they stand `between` statements, where each run of lines says what that makes of it. A module in which some
    statement shares a line with another one is edited as a whole.
    With `innermost`, a statement that is meant is edited only if it has none within it, or if it is meant with the
    lines between these, too; what `edit` is given then may be the only statement in an `if`, which it must not remove.
    Raises InputError when the text does not parse.
    """
    source = SourceLines.of(text)
    body = parse_source(text, _PATH).body
    places = _places(body, source)
    if places is None:
        return edit(text)
    inner_edit = partial(_edited_alone, edit)
    edits = [change for gap in _gaps(places, (0, len(source.data))) for change in _changed(source, gap, between)]
    for node, lines in zip(body, places, strict=True):
        for meant in _meant(node, lines, source, is_meant, innermost=innermost):
            edits += _changed(source, meant, edit if meant == lines else inner_edit)
    return apply_edits(text, edits)


def _meant(
    node: ast.stmt, lines: _Lines, source: SourceLines, is_meant: Callable[[ast.stmt, str], bool], *, innermost: bool
) -> Iterator[_Lines]:
    """Where the statements stand that are meant, in one of them."""
    if not is_meant(node, source.text(*lines)):
        return
    inner = _inner_statements(node, source) if innermost else []
    places = _places(inner, source)
    if not places or any(is_meant(node, source.text(*gap)) for gap in _gaps(places, lines)):
        yield lines
        return
    for part, place in zip(inner, places, strict=True):
        yield from _meant(part, place, source, is_meant, innermost=True)


def _inner_statements(node: ast.AST, source: SourceLines) -> list[ast.stmt]:
    """The statements in the blocks of a statement; `elif` begins a block, and no statement."""
    found: list[ast.stmt] = []
    for field in node._fields:
        parts = getattr(node, field)
        for part in parts if isinstance(parts, list) else ():
            match part:
                case ast.If() if field == "orelse" and source.text(*source.span(part)).startswith("elif"):
                    found += _inner_statements(part, source)
                case ast.stmt():
                    found.append(part)
                case ast.ExceptHandler() | ast.match_case():
                    found += _inner_statements(part, source)
                case _:
                    pass
    return found


def _edited_alone(edit: Callable[[str], str], lines: str) -> str:
    return edit(_HEAD + lines).removeprefix(_HEAD)


def _changed(source: SourceLines, lines: _Lines, edit: Callable[[str], str]) -> Iterator[Edit]:
    before = source.text(*lines)
    if (after := edit(before)) != before:
        yield Edit(*lines, after)


def _gaps(places: Sequence[_Lines], around: _Lines) -> Iterator[_Lines]:
    """What stands above, between and below the lines of some statements."""
    edges = [around[0], *(edge for place in places for edge in place), around[1]]
    return ((edges[number], edges[number + 1]) for number in range(0, len(edges), 2))


def _places(body: Sequence[ast.stmt], source: SourceLines) -> list[_Lines] | None:
    """The lines of each statement; None when one shares a line with something else."""
    places = [_lines_of(node, source) for node in body]
    known = [place for place in places if place is not None]
    return known if len(known) == len(places) else None


def _lines_of(node: ast.stmt, source: SourceLines) -> _Lines | None:
    lines = source.own_lines(node)
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return lines and (source.starts[min([node.lineno, *(item.lineno for item in decorators)]) - 1], lines[1])
