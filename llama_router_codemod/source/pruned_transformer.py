"""LibCST transformers that look only where something can matter."""

from __future__ import annotations

from typing import ClassVar

import libcst as cst


class PrunedTransformer(cst.CSTTransformer):
    """A transformer that enters nodes of the kinds in `enters` only.

    `leave_*` is called for the children of these too, `visit_*` is not. Entering every node of a module takes longer
    than parsing it.
    """

    enters: ClassVar[tuple[type[cst.CSTNode], ...]]

    def on_visit(self, node: cst.CSTNode) -> bool:
        return isinstance(node, self.enters) and super().on_visit(node)
