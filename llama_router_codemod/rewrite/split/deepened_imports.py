"""Relative imports of a module that becomes a package: what they name is one level further up."""

from __future__ import annotations

import libcst as cst

from llama_router_codemod.source.pruned_transformer import PrunedTransformer
from llama_router_codemod.source.statements import SUITES


class DeepenRelativeImports(PrunedTransformer):
    """Adds a dot to every relative import, inside functions too."""

    enters = (*SUITES, cst.SimpleStatementLine)

    def leave_ImportFrom(self, original_node: cst.ImportFrom, updated_node: cst.ImportFrom) -> cst.ImportFrom:
        if not updated_node.relative:
            return updated_node
        return updated_node.with_changes(relative=[*updated_node.relative, cst.Dot()])
