"""Class bodies: their docstring and declarations, and both changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import dropwhile

import libcst as cst

from llama_router_codemod.source.comma_lists import has_comment
from llama_router_codemod.source.literals import docstring_literal

Statement = cst.SimpleStatementLine | cst.BaseCompoundStatement
_BLANK = cst.EmptyLine(indent=False)


@dataclass(frozen=True)
class WrittenDocstring:
    """A docstring as it stands in the code, and its value."""

    literal: cst.SimpleString | cst.ConcatenatedString
    value: str


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


def declarations(suite: cst.BaseSuite) -> dict[str, cst.AnnAssign]:
    """The annotated names of a class body; where one is declared twice, the second counts."""
    found: dict[str, cst.AnnAssign] = {}
    for line in suite.body:
        for small in line.body if isinstance(line, cst.SimpleStatementLine) else ():
            match small:
                case cst.AnnAssign(target=cst.Name(value=name)):
                    found[name] = small
                case _:
                    pass
    return found


def with_docstring(block: cst.IndentedBlock, value: str | None, indent: str, newline: str) -> cst.IndentedBlock:
    """The body with another docstring instead of the one that it has; without any for None.

    The blank lines below a docstring go with it, comments above and beside it stay; an empty body gets a `pass`.
    `indent` is the white space before a line of the body.
    """
    line, *rest = block.body
    assert isinstance(line, cst.SimpleStatementLine)
    if value is not None:
        literal = cst.SimpleString(docstring_literal(value, indent).replace("\n", newline))
        text = line.body[0].with_changes(value=literal)
        return block.with_changes(body=[line.with_changes(body=[text, *line.body[1:]]), *rest])
    if len(line.body) > 1:
        return block.with_changes(body=[line.with_changes(body=line.body[1:]), *rest])
    comment = line.trailing_whitespace.comment
    above = [*line.leading_lines, *([cst.EmptyLine(comment=comment)] if comment else [])]
    if not rest:
        return block.with_changes(body=[cst.SimpleStatementLine([cst.Pass()], leading_lines=above)])
    return block.with_changes(body=[_below(above, rest[0]), *rest[1:]])


def with_fields(block: cst.IndentedBlock, fields: Sequence[cst.AnnAssign]) -> cst.IndentedBlock:
    """A body that has a docstring, with fields below that."""
    if not fields:
        return block
    lines = [cst.SimpleStatementLine([field]) for field in fields]
    docstring, *rest = block.body
    match rest:
        case [cst.SimpleStatementLine(body=[cst.Pass()]) as line] if not has_comment(line):
            rest = []
        case [cst.SimpleStatementLine(body=[cst.AnnAssign(), *_]) as line, *others]:
            rest = [_below([], line), *others]
        case [line, *others]:
            rest = [_below([_BLANK], line), *others]
        case _:
            pass
    return block.with_changes(body=[docstring, _below([_BLANK], lines[0]), *lines[1:], *rest])


def _below(lines: Sequence[cst.EmptyLine], statement: cst.BaseStatement) -> cst.BaseStatement:
    """The statement with `lines` above it instead of its blank ones."""
    assert isinstance(statement, Statement)
    own = dropwhile(lambda line: line.comment is None, statement.leading_lines)
    return statement.with_changes(leading_lines=[*lines, *own])
