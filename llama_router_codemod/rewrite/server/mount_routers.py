"""Where the server mounts its routes: an API that has routers gets them, the others their webmethods as before."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import dedent

import libcst as cst

from llama_router_codemod.conventions.mounting_loop import MountingLoop
from llama_router_codemod.rewrite.server.mounting_suite import (
    above,
    each,
    edit_mounting,
    edited_where_mounted,
    mounts_webmethods,
)
from llama_router_codemod.source.added_import import with_import
from llama_router_codemod.source.pruned_transformer import PrunedTransformer
from llama_router_codemod.source.statements import SUITES, assigned_name

_EMPTY = cst.Module([])


def mount_routers(text: str, loop: MountingLoop, registry: str) -> str:
    """The server module's text with the routers included in its mounting loop; the same text if they are."""
    if loop.includes_routers:
        return text
    text = edit_mounting(text, lambda module: _MountRouters(module, loop))
    return with_import(with_import(text, registry, "get_all_routers"), registry, "include_routers")


class _MountRouters(PrunedTransformer):
    """Includes routers before the loop over the routes of one API, and finds them where its routes are found."""

    enters = SUITES

    def __init__(self, module: cst.Module, loop: MountingLoop) -> None:
        super().__init__()
        self._config = module.config_for_parsing
        self._loop = loop

    def leave_FunctionDef(self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef) -> cst.FunctionDef:
        return updated_node.with_changes(body=edited_where_mounted(updated_node.body, each(self._in_function)))

    def _in_function(self, statement: cst.BaseStatement) -> Iterator[cst.BaseStatement]:
        match statement:
            case cst.SimpleStatementLine() if assigned_name(statement) == self._loop.all_routes:
                external = self._loop.external_apis or ""
                yield from above(f"all_routers = get_all_routers({external})\n", statement, self._config)
            case cst.For(body=cst.IndentedBlock(body=statements) as block) if mounts_webmethods(statement):
                changed = [part for inner in statements for part in self._in_loop(inner)]
                yield statement.with_changes(body=block.with_changes(body=changed))
            case _:
                yield statement

    def _in_loop(self, statement: cst.BaseStatement) -> Iterator[cst.BaseStatement]:
        loop = self._loop
        match statement:
            case cst.For() if mounts_webmethods(statement):
                include = f"""\
                    if {loop.api} in all_routers:
                        include_routers({loop.app}, {loop.api}, {loop.impl}, all_routers[{loop.api}])
                        continue
                    """
                yield from above(dedent(include), statement, self._config, cst.EmptyLine(indent=False))
            case _:
                yield statement
