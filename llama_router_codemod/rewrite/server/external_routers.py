"""The server registers the routers of external APIs before it lists routes."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from llama_router_codemod.conventions.mounting_loop import MountingLoop
from llama_router_codemod.conventions.router_registry import REGISTERS_EXTERNAL
from llama_router_codemod.rewrite.server.mounting_suite import above, each, edit_mounting, edited_where_mounted
from llama_router_codemod.source.added_import import with_import
from llama_router_codemod.source.pruned_transformer import PrunedTransformer
from llama_router_codemod.source.statements import SUITES, assigned_name


def register_external_routers(text: str, loop: MountingLoop, module: str) -> str:
    """The server module's text with a call of the function of `module` where the routes of all APIs are listed.

    The same text if the server knows no external APIs, or the call is there.
    """
    if loop.external_apis is None or f"{REGISTERS_EXTERNAL}(" in text:
        return text
    listed, external = loop.all_routes, loop.external_apis
    text = edit_mounting(text, lambda part: _RegisterExternal(part.config_for_parsing, listed, external))
    return with_import(text, module, REGISTERS_EXTERNAL)


class _RegisterExternal(PrunedTransformer):
    enters = SUITES

    def __init__(self, config: cst.PartialParserConfig, listed: str, external: str) -> None:
        super().__init__()
        self._config = config
        self._listed = listed
        self._external = external

    def leave_FunctionDef(self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef) -> cst.FunctionDef:
        return updated_node.with_changes(body=edited_where_mounted(updated_node.body, each(self._in_function)))

    def _in_function(self, statement: cst.BaseStatement) -> Iterator[cst.BaseStatement]:
        match statement:
            case cst.SimpleStatementLine() if assigned_name(statement) == self._listed:
                yield from above(f"{REGISTERS_EXTERNAL}({self._external})\n", statement, self._config)
            case _:
                yield statement
