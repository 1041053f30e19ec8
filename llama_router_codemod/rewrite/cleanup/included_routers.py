"""A program that makes endpoints of the list of routes, to publish them, includes the routers instead.

In llama_stack from 2025-11-13 on that is the generator of the document (scripts/openapi_generator/app.py).
"""

from __future__ import annotations

import ast

import libcst as cst

from llama_router_codemod.rewrite.cleanup.skipping_loops import assigned_call, without_unused
from llama_router_codemod.source.added_import import with_import
from llama_router_codemod.source.pruned_transformer import PrunedTransformer
from llama_router_codemod.source.statement_edits import edit_statements
from llama_router_codemod.source.statements import SUITES

_ROUTERS = "get_all_routers"


def include_routers_instead(text: str, listing: str, registry: str) -> str:
    """A module in which functions that pass each route of `listing` on with an application include all routers in that,
    which the module `registry` has."""
    changed = edit_statements(
        text,
        lambda node, lines: isinstance(node, ast.FunctionDef) and listing in lines,
        lambda lines: cst.parse_module(lines).visit(_Included(listing)).code,
    )
    return text if changed == text else with_import(changed, registry, _ROUTERS)


class _Included(PrunedTransformer):
    enters = SUITES

    def __init__(self, listing: str) -> None:
        super().__init__()
        self._listing = listing

    def leave_FunctionDef(self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef) -> cst.FunctionDef:
        match updated_node.body:
            case cst.IndentedBlock(body=statements) as block:
                listed = {name for item in statements for name in assigned_call(item, self._listing)}
                changed = [_included(item, listed) for item in statements]
                if all(new is old for new, old in zip(changed, statements, strict=True)):
                    return updated_node
                return updated_node.with_changes(body=block.with_changes(body=without_unused(statements, changed)))
            case _:
                return updated_node


def _included(statement: cst.BaseStatement, listed: set[str]) -> cst.BaseStatement:
    """The loop over all routers in the place of one over all routes; any other statement as it is."""
    match statement:
        case cst.For(
            iter=cst.Call(func=cst.Attribute(value=cst.Name(value=name), attr=cst.Name(value="items")), args=[]),
            body=cst.IndentedBlock(
                body=[
                    cst.For(
                        body=cst.IndentedBlock(
                            body=[
                                cst.SimpleStatementLine(
                                    body=[cst.Expr(value=cst.Call(args=[cst.Arg(value=cst.Name(value=app)), _, *_]))]
                                )
                            ]
                        )
                    )
                ]
            ),
        ) if name in listed:
            head = f"for routers in {_ROUTERS}().values():\n    for router in routers:\n"
            loop = cst.parse_statement(f"{head}        {app}.include_router(router)\n")
            return loop.with_changes(leading_lines=statement.leading_lines[:1])
        case _:
            return statement
