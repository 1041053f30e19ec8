"""LibCST transformers of classes, which know the white space before the lines of each body."""

from __future__ import annotations

from typing import ClassVar

import libcst as cst

from llama_router_codemod.source.pruned_transformer import PrunedTransformer
from llama_router_codemod.source.written_docstring import BodyStyle


class ClassTransformer(PrunedTransformer):
    """A transformer of top-level classes and those nested in them; visits begin with a module."""

    enters: ClassVar[tuple[type[cst.CSTNode], ...]] = (cst.Module, cst.ClassDef, cst.IndentedBlock)

    def __init__(self) -> None:
        super().__init__()
        self._module = cst.Module([])
        self._indents: list[str] = []

    def visit_Module(self, node: cst.Module) -> None:
        self._module = node

    def visit_IndentedBlock(self, node: cst.IndentedBlock) -> None:
        self._indents.append(self._indent_of(node))

    def leave_IndentedBlock(
        self, original_node: cst.IndentedBlock, updated_node: cst.IndentedBlock
    ) -> cst.IndentedBlock:
        self._indents.pop()
        return updated_node

    def style_of(self, block: cst.IndentedBlock) -> BodyStyle:
        """How a body directly inside those that are being visited is written."""
        return BodyStyle("".join([*self._indents, self._indent_of(block)]), self._module.default_newline)

    def _indent_of(self, block: cst.IndentedBlock) -> str:
        return self._module.default_indent if block.indent is None else block.indent
