"""Where the server mounts its routes: the routers of every API, and nothing else."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from pathlib import PurePosixPath
from textwrap import dedent

import libcst as cst

from llama_router_codemod.conventions.mounting_loop import MountingLoop
from llama_router_codemod.rewrite.cleanup.unused_definitions import remaining
from llama_router_codemod.rewrite.server.mounting_suite import edit_mounting, edited_where_mounted, mounts_webmethods
from llama_router_codemod.source.pruned_transformer import PrunedTransformer
from llama_router_codemod.source.statements import SUITES, Statement, assigned_name
from llama_router_codemod.source.syntax import names_of, parse_source

_EMPTY = cst.Module([])
_ROUTERS = "all_routers"


def include_routers_only(text: str, loop: MountingLoop) -> str:
    """The server module's text without the branch for APIs that have no router, and without the list of their routes.

    `loop` includes routers already (see `mount_routers`). An API without any route has no router. Where there are
    external APIs, the routers are found as soon as these are known: before the implementations are made, which could
    fail for the same package without telling why.
    """
    return edit_mounting(text, lambda _: _RoutersOnly(loop))


class _RoutersOnly(PrunedTransformer):
    enters = SUITES

    def __init__(self, loop: MountingLoop) -> None:
        super().__init__()
        self._loop = loop

    def leave_FunctionDef(self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef) -> cst.FunctionDef:
        return updated_node.with_changes(body=edited_where_mounted(updated_node.body, self._in_functions))

    def _in_functions(self, statements: Sequence[cst.BaseStatement]) -> list[cst.BaseStatement]:
        kept = remaining(statements, lambda statement: assigned_name(statement) != self._loop.all_routes)
        return [self._in_function(statement) for statement in self._with_early_routers(kept)]

    def _with_early_routers(self, statements: list[cst.BaseStatement]) -> list[cst.BaseStatement]:
        external = self._loop.external_apis
        moved = [each for each in statements if external is not None and assigned_name(each) in (external, _ROUTERS)]
        if [assigned_name(each) for each in moved] != [external, _ROUTERS]:
            return statements
        start = statements.index(moved[0])
        known = names_of(_parsed(moved[0]))
        above = [number for number, each in enumerate(statements[:start], start=1) if known & _bound_in(each)]
        if not above:
            return statements
        rest = [each for each in statements[above[-1] :] if each not in moved]
        return [*statements[: above[-1]], *moved, *rest]

    def _in_function(self, statement: cst.BaseStatement) -> cst.BaseStatement:
        match statement:
            case cst.For(body=cst.IndentedBlock(body=statements) as block) if mounts_webmethods(statement):
                kept = remaining(statements, self._stays)
                changed = [self._in_loop(inner) for inner in kept]
                return statement.with_changes(body=block.with_changes(body=changed))
            case _:
                return statement

    def _stays(self, statement: cst.BaseStatement) -> bool:
        return assigned_name(statement) != self._loop.routes and not mounts_webmethods(statement)

    def _in_loop(self, statement: cst.BaseStatement) -> cst.BaseStatement:
        loop = self._loop
        match statement:
            case cst.If() if "include_routers(" in _EMPTY.code_for_node(statement):
                assert isinstance(statement, Statement)
                include = f"include_routers({loop.app}, {loop.api}, {loop.impl}, all_routers.get({loop.api}, []))\n"
                return cst.parse_statement(include).with_changes(leading_lines=statement.leading_lines)
            case _:
                return statement


def _parsed(statement: cst.BaseStatement) -> ast.Module:
    return parse_source(dedent(_EMPTY.code_for_node(statement)), PurePosixPath("<statement>"))


def _bound_in(statement: cst.BaseStatement) -> set[str]:
    """The names that a statement binds or whose parts it sets, be it in its suites."""
    targets = (node for node in ast.walk(_parsed(statement)) if isinstance(getattr(node, "ctx", None), ast.Store))
    return {name for node in targets for name in names_of(node)}
