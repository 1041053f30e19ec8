"""A loop over the routes of webmethods that skips every API with a router has nothing left to do.

In llama_stack from 2025-12 on the server's table of routes, its lists for clients and the generator of the document
first ask the routers, and then the list of webmethods for the other APIs.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from textwrap import dedent

import libcst as cst

from llama_router_codemod.conventions.tree_routers import SKIPS
from llama_router_codemod.rewrite.cleanup.unused_definitions import remaining
from llama_router_codemod.source.pruned_transformer import PrunedTransformer
from llama_router_codemod.source.statement_edits import edit_statements
from llama_router_codemod.source.statements import SUITES, assigned_name
from llama_router_codemod.source.syntax import names_of, parse_source

_PATH = PurePosixPath("<module>")


def without_skipping_loops(text: str, listing: str) -> str:
    """A module without such loops over what the function `listing` returns, and without what only they needed."""
    return edit_statements(
        text,
        lambda node, lines: (
            isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and listing in lines
        ),
        lambda lines: cst.parse_module(lines).visit(_WithoutLoops(listing)).code,
    )


class _WithoutLoops(PrunedTransformer):
    enters = SUITES

    def __init__(self, listing: str) -> None:
        super().__init__()
        self._listing = listing

    def leave_FunctionDef(self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef) -> cst.FunctionDef:
        match updated_node.body:
            case cst.IndentedBlock(body=statements) as block:
                listed = {name for item in statements for name in assigned_call(item, self._listing)}
                kept = remaining(statements, lambda item: not _skips(item, listed))
                if len(kept) == len(statements):
                    return updated_node
                return updated_node.with_changes(body=block.with_changes(body=without_unused(statements, kept)))
            case _:
                return updated_node


def assigned_call(statement: cst.BaseStatement, function: str) -> Iterator[str]:
    """The variable that a statement gives what a function returns."""
    match statement:
        case cst.SimpleStatementLine(
            body=[
                cst.Assign(
                    targets=[cst.AssignTarget(target=cst.Name(value=name))],
                    value=cst.Call(func=cst.Name(value=called)),
                )
            ]
        ) if called == function:
            yield name
        case _:
            pass


def _skips(statement: cst.BaseStatement, listed: set[str]) -> bool:
    """Whether a statement is a loop over one of these variables that begins by leaving out APIs with a router."""
    match statement:
        case cst.For(
            iter=cst.Call(func=cst.Attribute(value=cst.Name(value=name), attr=cst.Name(value="items")), args=[]),
            body=cst.IndentedBlock(body=[cst.If(test=test, orelse=None, body=cst.IndentedBlock(body=[only])), *_]),
        ) if name in listed:
            return _source(only).strip() == "continue" and any(skip in _source(test) for skip in SKIPS)
        case _:
            return False


def without_unused(before: Sequence[cst.BaseStatement], after: list[cst.BaseStatement]) -> list[cst.BaseStatement]:
    """The statements without those that bind a name which is used no more, and was before."""
    used_before = _used(before)
    gone = used_before - _used(after)
    kept = remaining(after, lambda item: _bound(item) not in gone)
    return after if len(kept) == len(after) else without_unused(before, kept)


def _used(statements: Iterable[cst.BaseStatement]) -> frozenset[str]:
    found: set[str] = set()
    for statement in statements:
        names = names_of(parse_source(dedent(_source(statement)), _PATH))
        found |= names - {_bound(statement)}
    return frozenset(found)


def _bound(statement: cst.BaseStatement) -> str | None:
    """The one name that a statement binds which does nothing else: a function, a call, an import in a function."""
    match statement:
        case cst.FunctionDef(name=cst.Name(value=name)):
            return name
        case cst.SimpleStatementLine(body=[cst.ImportFrom(names=[cst.ImportAlias() as alias])]):
            return alias.evaluated_alias or alias.evaluated_name
        case _:
            return assigned_name(statement)


def _source(node: cst.CSTNode) -> str:
    return cst.Module([]).code_for_node(node)
