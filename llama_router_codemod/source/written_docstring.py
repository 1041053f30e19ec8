"""The docstring of a class or function as it stands in the code, and another one in its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import dropwhile

import libcst as cst

from llama_router_codemod.source.comments import comments_in
from llama_router_codemod.source.literals import docstring_literal
from llama_router_codemod.source.statements import Statement


@dataclass(frozen=True)
class WrittenDocstring:
    """A docstring as it stands in the code, and its value."""

    literal: cst.SimpleString | cst.ConcatenatedString
    value: str


@dataclass(frozen=True)
class BodyStyle:
    """How a body is written: the white space before its lines, and its line ending."""

    indent: str
    newline: str


def written_docstring(block: cst.IndentedBlock) -> WrittenDocstring | None:
    """The docstring of a body, None when it has none."""
    match block.body:
        case [cst.SimpleStatementLine(body=[cst.Expr(value=literal), *_]), *_]:
            if isinstance(literal, cst.SimpleString | cst.ConcatenatedString):
                value = literal.evaluated_value
                return WrittenDocstring(literal, value) if isinstance(value, str) else None
        case _:
            pass
    return None


def with_docstring(
    block: cst.IndentedBlock, value: str | None, style: BodyStyle, empty: cst.BaseSmallStatement
) -> cst.IndentedBlock:
    """The body with another docstring instead of the one that it has; without any for None.

    The blank lines below a docstring go with it, comments above, inside and beside it stay. `empty` is what a body gets
    that has nothing else.
    """
    line, *rest = block.body
    assert isinstance(line, cst.SimpleStatementLine)
    docstring, *beside = line.body
    inner = [cst.EmptyLine(comment=comment) for comment in comments_in(docstring)]
    above = [*line.leading_lines, *inner]
    if value is not None:
        literal = cst.SimpleString(docstring_literal(value, style.indent).replace("\n", style.newline))
        text = docstring.with_changes(value=literal)
        return block.with_changes(body=[line.with_changes(body=[text, *beside], leading_lines=above), *rest])
    if beside:
        return block.with_changes(body=[line.with_changes(body=beside, leading_lines=above), *rest])
    comment = line.trailing_whitespace.comment
    above += [cst.EmptyLine(comment=comment)] if comment else []
    if not rest:
        return block.with_changes(body=[cst.SimpleStatementLine([empty], leading_lines=above)])
    return block.with_changes(body=[below(above, rest[0]), *rest[1:]])


def below(lines: Sequence[cst.EmptyLine], statement: cst.BaseStatement) -> cst.BaseStatement:
    """The statement with `lines` above it instead of its blank ones."""
    assert isinstance(statement, Statement)
    own = dropwhile(lambda line: line.comment is None, statement.leading_lines)
    return statement.with_changes(leading_lines=[*lines, *own])
