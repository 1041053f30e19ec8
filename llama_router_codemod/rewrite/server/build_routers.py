"""Where the server mounts its routes it builds the router of each API, as llama-stack's own migration has it.

An API without a router has its webmethods as before (llama_stack 7f43051a6, core/server/server.py).
"""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from llama_router_codemod.conventions.mounting_loop import BUILDS, ROUTER, MountingLoop
from llama_router_codemod.rewrite.server.mounting_suite import (
    above,
    each,
    edit_mounting,
    edited_where_mounted,
    mounts_webmethods,
)
from llama_router_codemod.source.added_import import with_import
from llama_router_codemod.source.pruned_transformer import PrunedTransformer
from llama_router_codemod.source.statements import SUITES


def build_routers(text: str, loop: MountingLoop, registry: str) -> str:
    """The server module's text with a router built of the registry for each API; the same text if it does so."""
    if loop.builds_routers:
        return text
    text = edit_mounting(text, lambda module: _BuildRouters(module.config_for_parsing, loop))
    return with_import(text, registry, BUILDS)


class _BuildRouters(PrunedTransformer):
    """Builds and includes a router before the loop over the routes of one API."""

    enters = SUITES

    def __init__(self, config: cst.PartialParserConfig, loop: MountingLoop) -> None:
        super().__init__()
        self._config = config
        self._loop = loop

    def leave_For(self, original_node: cst.For, updated_node: cst.For) -> cst.For:
        return updated_node.with_changes(body=edited_where_mounted(updated_node.body, each(self._in_loop)))

    def _in_loop(self, statement: cst.BaseStatement) -> Iterator[cst.BaseStatement]:
        loop = self._loop
        match statement:
            case cst.For() if mounts_webmethods(statement):
                built = f"{ROUTER} = {BUILDS}({loop.api}, {loop.impl})\n"
                included = f"if {ROUTER}:\n    {loop.app}.include_router({ROUTER})\n    continue\n"
                building, mounting = above(built, statement, self._config, cst.EmptyLine(indent=False))
                yield from (building, cst.parse_statement(included, self._config), mounting)
            case _:
                yield statement
