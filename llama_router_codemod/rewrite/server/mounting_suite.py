"""The suite with the loop that mounts webmethods, and code above a statement of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, takewhile

import libcst as cst

from llama_router_codemod.conventions.mounting_loop import WRAPPER
from llama_router_codemod.source.statement_edits import edit_statements
from llama_router_codemod.source.statements import Statement

_EMPTY = cst.Module([])


def edited_where_mounted(
    suite: cst.BaseSuite, edit: Callable[[Sequence[cst.BaseStatement]], Iterable[cst.BaseStatement]]
) -> cst.BaseSuite:
    """A suite with what `edit` makes of its statements if one of these is such a loop; any other as it is."""
    match suite:
        case cst.IndentedBlock(body=statements) if any(map(mounts_webmethods, statements)):
            return suite.with_changes(body=list(edit(statements)))
        case _:
            return suite


def edit_mounting(text: str, transformer: Callable[[cst.Module], cst.CSTTransformer]) -> str:
    """A module's text with its statements that may have such a suite transformed; `transformer` is made for each."""

    def edit(lines: str) -> str:
        module = cst.parse_module(lines)
        return module.visit(transformer(module)).code

    return edit_statements(text, lambda _, lines: f"{WRAPPER}(" in lines, edit)


def each(
    edit: Callable[[cst.BaseStatement], Iterable[cst.BaseStatement]],
) -> Callable[[Sequence[cst.BaseStatement]], Iterable[cst.BaseStatement]]:
    """An edit of statements that looks at one after the other."""
    return lambda statements: chain.from_iterable(map(edit, statements))


def mounts_webmethods(statement: cst.BaseStatement) -> bool:
    """Whether a statement is a loop that calls the endpoint wrapper."""
    return isinstance(statement, cst.For) and f"{WRAPPER}(" in _EMPTY.code_for_node(statement)


def above(
    code: str, statement: Statement, config: cst.PartialParserConfig, *between: cst.EmptyLine
) -> Iterator[cst.BaseStatement]:
    """New code, then the statement with the comments that belong to it."""
    lines = list(statement.leading_lines)
    count = sum(1 for _ in takewhile(lambda line: line.comment, reversed(lines)))
    split = len(lines) - count
    yield cst.parse_statement(code, config).with_changes(leading_lines=lines[:split])
    yield statement.with_changes(leading_lines=[*between, *lines[split:]])
