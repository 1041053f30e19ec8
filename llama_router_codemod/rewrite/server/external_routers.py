"""The server registers the routers of external APIs as soon as it knows these."""

from __future__ import annotations

import libcst as cst

from llama_router_codemod.conventions.mounting_loop import MountingLoop
from llama_router_codemod.source.added_import import with_import
from llama_router_codemod.source.pruned_transformer import PrunedTransformer
from llama_router_codemod.source.statements import SUITES, assigned_name

REGISTERS = "register_external_routers"


def register_external_routers(text: str, loop: MountingLoop, module: str) -> str:
    """The server module's text with a call of the function of `module` below the statement that finds external APIs.

    The same text if there is no such statement, or the call is there.
    """
    if loop.external_apis is None or f"{REGISTERS}(" in text:
        return text
    changed = cst.parse_module(text).visit(_RegisterExternal(loop.external_apis)).code
    return text if changed == text else with_import(changed, module, REGISTERS)


class _RegisterExternal(PrunedTransformer):
    enters = SUITES

    def __init__(self, variable: str) -> None:
        super().__init__()
        self._variable = variable

    def leave_SimpleStatementLine(
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.BaseStatement | cst.FlattenSentinel[cst.BaseStatement]:
        if assigned_name(updated_node) != self._variable:
            return updated_node
        return cst.FlattenSentinel([updated_node, cst.parse_statement(f"{REGISTERS}({self._variable})\n")])
