"""Edits of some of a module's top-level statements, so that a parser reads these and not the whole module."""

from __future__ import annotations

import ast
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from llama_router_codemod.source.spans import Edit, SourceLines, apply_edits
from llama_router_codemod.source.syntax import parse_source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PATH = PurePosixPath("<module>")


def edit_statements(
    text: str,
    is_meant: Callable[[ast.stmt, str], bool],
    edit: Callable[[str], str],
    between: Callable[[str], str] = lambda lines: lines,
) -> str:
    """The text of a module in which each top-level statement that is meant says what `edit` makes of its lines.

    `is_meant` is asked with the lines, too. Comments above a statement and below its last line are not among these:
    they stand `between` statements, where each run of lines says what that makes of it. A module in which some
    statement shares a line with another one is edited as a whole.
    Raises InputError when the text does not parse.
    """
    source = SourceLines.of(text)
    edits: list[Edit] = []
    end = 0
    for node in parse_source(text, _PATH).body:
        lines = _lines_of(node, source)
        if lines is None:
            return edit(text)
        edits += _changed(source, (end, lines[0]), between)
        if is_meant(node, source.text(*lines)):
            edits += _changed(source, lines, edit)
        end = lines[1]
    edits += _changed(source, (end, len(source.data)), between)
    return apply_edits(text, edits)


def _changed(source: SourceLines, lines: tuple[int, int], edit: Callable[[str], str]) -> Iterator[Edit]:
    before = source.text(*lines)
    if (after := edit(before)) != before:
        yield Edit(*lines, after)


def _lines_of(node: ast.stmt, source: SourceLines) -> tuple[int, int] | None:
    lines = source.own_lines(node)
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return lines and (source.starts[min([node.lineno, *(item.lineno for item in decorators)]) - 1], lines[1])
