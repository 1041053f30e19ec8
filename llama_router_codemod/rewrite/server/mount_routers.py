"""Where the server mounts its routes: an API that has routers gets them, the others their webmethods as before."""

from __future__ import annotations

from itertools import takewhile
from textwrap import dedent

import libcst as cst

from llama_router_codemod.conventions.mounting_loop import MountingLoop
from llama_router_codemod.source.added_import import with_import
from llama_router_codemod.source.pruned_transformer import PrunedTransformer
from llama_router_codemod.source.statements import SUITES, Statement


def mount_routers(text: str, loop: MountingLoop, registry: str) -> str:
    """The server module's text with the routers included in its mounting loop; the same text if they are."""
    if loop.includes_routers:
        return text
    module = cst.parse_module(text)
    module = module.visit(_MountRouters(module, loop))
    return with_import(with_import(module.code, registry, "get_all_routers"), registry, "include_routers")


class _MountRouters(PrunedTransformer):
    """Includes routers before the loop over the routes of one API, and finds them where its routes are found."""

    enters = SUITES

    def __init__(self, module: cst.Module, loop: MountingLoop) -> None:
        super().__init__()
        self._config = module.config_for_parsing
        self._loop = loop
        self._depth = 0
        self._discovered = False
        self._included = False

    def leave_SimpleStatementLine(
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.SimpleStatementLine | cst.FlattenSentinel[Statement]:
        match updated_node.body:
            case [
                cst.Assign(
                    targets=[cst.AssignTarget(target=cst.Name(value=name))],
                    value=cst.Call(func=cst.Name(value=function), args=arguments),
                )
            ] if (name, function) == (self._loop.all_routes, self._loop.discovery) and not self._discovered:
                self._discovered = True
                external = cst.Module([]).code_for_node(arguments[0].value) if arguments else ""
                return self._below(f"all_routers = get_all_routers({external})\n", updated_node)
            case _:
                return updated_node

    def visit_For(self, node: cst.For) -> None:
        self._depth += 1

    def leave_For(self, original_node: cst.For, updated_node: cst.For) -> cst.For | cst.FlattenSentinel[Statement]:
        self._depth -= 1
        loop = self._loop
        is_inside = (
            self._depth > 0 and isinstance(updated_node.iter, cst.Name) and updated_node.iter.value == loop.routes
        )
        if not is_inside or self._included:
            return updated_node
        self._included = True
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
