"""Imports that a file no longer needs after something was taken out of it."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from llama_router_codemod.source.from_import import read_from_import, replacement
from llama_router_codemod.source.spans import Edit, SourceLines, apply_edits
from llama_router_codemod.source.syntax import dotted, names_of, parse_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence, Set

_PATH = PurePosixPath("<module>")
_BLANK_LINES = re.compile(rb"(?:[ \t]*\r?\n)+")


def drop_unused_imports(before: str, after: str) -> str:
    """`after` without the top-level imports that `before` used and `after` does not; all others stay, used or not.

    Comments above a statement go with it. Statements that share a line with others stay.
    """
    tree = parse_source(after, _PATH)
    gone = names_of(parse_source(before, _PATH)) - names_of(tree)
    return apply_edits(after, _edits(tree.body, gone, SourceLines.of(after))) if gone else after


def _edits(body: Sequence[ast.stmt], gone: Set[str], source: SourceLines) -> Iterator[Edit]:
    above: int | None = None
    top: int | None = None
    for node in body:
        lines = source.own_lines(node)
        imported = _imported(node)
        kept = [alias for alias in imported if _bound_name(alias) not in gone]
        if lines is not None and imported and not kept:
            top = lines[0] if above is None else top
            if top is not None:
                lines = (lines[0], _end_of_gap(source, top, lines[1]))
            yield Edit(lines[0] if above is None else above, lines[1], "")
        elif lines is not None and kept != imported:
            top = None
            yield from _pruned(node, gone, source)
        else:
            top = None
        above = None if lines is None else lines[1]


def _end_of_gap(source: SourceLines, start: int, end: int) -> int:
    """The end of the empty lines behind the first statements, where there are some above these, too."""
    blank = _BLANK_LINES.match(source.data, end)
    return blank.end() if blank and not source.data[:start].rpartition(b"\n")[0].rpartition(b"\n")[2].strip() else end


def _pruned(node: ast.stmt, gone: Set[str], source: SourceLines) -> Iterator[Edit]:
    """An import statement, or a block of them, without some of what it brings."""
    match node:
        case ast.Import(names=names):
            kept = ", ".join(ast.unparse(alias) for alias in names if _bound_name(alias) not in gone)
            yield Edit(*source.span(node), f"import {kept}")
        case ast.ImportFrom():
            said = read_from_import(node, source.text(*(source.own_lines(node) or source.span(node))))
            members = tuple(member for member in said.members if (member.alias or member.name) not in gone)
            yield replacement(node, [replace(said, members=members)], source)
        case ast.If(body=body):
            yield from _edits(body, gone, source)
        case _:
            pass


def _imported(node: ast.stmt) -> list[ast.alias]:
    """What an import brings; a block for type checkers that has nothing but imports counts as one."""
    match node:
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            return names
        case ast.If(test=test, body=body, orelse=[]) if (dotted(test) or "").endswith("TYPE_CHECKING"):
            parts = [_imported(inner) for inner in body]
            return [alias for part in parts for alias in part] if all(parts) else []
        case _:
            return []


def _bound_name(alias: ast.alias) -> str:
    return alias.asname or alias.name.partition(".")[0]
