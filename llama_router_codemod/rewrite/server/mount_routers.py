"""Where the server mounts its routes: an API that has routers gets them, the others their webmethods as before."""

from __future__ import annotations

from itertools import takewhile
from pathlib import PurePosixPath
from textwrap import dedent

import libcst as cst

from llama_router_codemod.rewrite.server.mounting_loop import MountingLoop, calls, mounting_loop
from llama_router_codemod.source.added_import import with_import
from llama_router_codemod.source.pruned_transformer import PrunedTransformer
from llama_router_codemod.source.statements import SUITES, Statement
from llama_router_codemod.source.syntax import parse_source


def mount_routers(text: str, registry: str) -> str | None:
    """The server module's text with the routers included; the same text if they are, None if the place is not found."""
    if calls(parse_source(text, PurePosixPath("<source>")), "include_routers"):
        return text
    module = cst.parse_module(text)
    loop = mounting_loop(module)
    if loop is None:
        return None
    module = module.visit(_MountRouters(module, loop))
    return with_import(with_import(module, registry, "get_all_routers"), registry, "include_routers").code


class _MountRouters(PrunedTransformer):
    enters = SUITES

    def __init__(self, module: cst.Module, loop: MountingLoop) -> None:
        super().__init__()
        self._config = module.config_for_parsing
        self._loop = loop

    def leave_SimpleStatementLine(
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.SimpleStatementLine | cst.FlattenSentinel[Statement]:
        discovery = self._loop.discovery
        if original_node is not discovery.statement:
            return updated_node
        return self._below(f"all_routers = get_all_routers({discovery.external_apis})\n", updated_node)

    def leave_For(self, original_node: cst.For, updated_node: cst.For) -> cst.For | cst.FlattenSentinel[Statement]:
        loop = self._loop
        if original_node is not loop.routes:
            return updated_node
        include = f"""\
            if {loop.api} in all_routers:
                include_routers({loop.app}, {loop.api}, {loop.impl}, all_routers[{loop.api}])
                continue
            """
        return self._below(dedent(include), updated_node, cst.EmptyLine(indent=False))

    def _below(self, code: str, statement: Statement, *between: cst.EmptyLine) -> cst.FlattenSentinel[Statement]:
        """New code, then the statement with the comments that belong to it."""
        lines = list(statement.leading_lines)
        count = sum(1 for _ in takewhile(lambda line: line.comment, reversed(lines)))
        split = len(lines) - count
        new = cst.parse_statement(code, self._config)
        return cst.FlattenSentinel(
            [
                new.with_changes(leading_lines=lines[:split]),
                statement.with_changes(leading_lines=[*between, *lines[split:]]),
            ]
        )
