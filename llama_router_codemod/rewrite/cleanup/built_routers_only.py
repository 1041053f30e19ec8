"""Where a server builds the router of each API by itself: nothing but that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import libcst as cst

from llama_router_codemod.conventions.mounting_loop import BUILDS, MountingLoop
from llama_router_codemod.rewrite.cleanup.unused_definitions import remaining
from llama_router_codemod.rewrite.server.mounting_suite import edit_mounting, edited_where_mounted, mounts_webmethods
from llama_router_codemod.source.pruned_transformer import PrunedTransformer
from llama_router_codemod.source.statements import SUITES, assigned_name

_EMPTY = cst.Module([])


def build_routers_only(text: str, loop: MountingLoop) -> str:
    """The server module's text without what serves APIs that have no router, and without the list of their routes."""
    return edit_mounting(text, lambda _: _BuiltOnly(loop))


class _BuiltOnly(PrunedTransformer):
    enters = SUITES

    def __init__(self, loop: MountingLoop) -> None:
        super().__init__()
        self._loop = loop

    def leave_FunctionDef(self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef) -> cst.FunctionDef:
        return updated_node.with_changes(body=edited_where_mounted(updated_node.body, self._in_functions))

    def _in_functions(self, statements: Sequence[cst.BaseStatement]) -> list[cst.BaseStatement]:
        kept = remaining(statements, lambda item: assigned_name(item) != self._loop.all_routes)
        return [self._in_function(item) for item in kept]

    def _in_function(self, statement: cst.BaseStatement) -> cst.BaseStatement:
        match statement:
            case cst.For(body=cst.IndentedBlock(body=statements) as block) if mounts_webmethods(statement):
                listed = remaining(statements, lambda item: assigned_name(item) != self._loop.routes)
                return statement.with_changes(body=block.with_changes(body=list(_until_included(listed))))
            case _:
                return statement


def _until_included(statements: Sequence[cst.BaseStatement]) -> Iterator[cst.BaseStatement]:
    """The statements up to the inclusion of the router, which then has nothing to skip."""
    is_built = False
    for statement in statements:
        is_built |= f"{BUILDS}(" in _EMPTY.code_for_node(statement)
        match statement:
            case cst.If(body=cst.IndentedBlock(body=[*kept, last]) as block) if (
                is_built and _EMPTY.code_for_node(last).strip() == "continue"
            ):
                yield statement.with_changes(body=block.with_changes(body=kept))
                return
            case _:
                yield statement
