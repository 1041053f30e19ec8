"""Names that a module imports from another one, and the module without them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import libcst as cst
from libcst.helpers import get_absolute_module_from_package_for_import

from llama_router_codemod.source.comments import has_comment
from llama_router_codemod.source.pruned_transformer import PrunedTransformer
from llama_router_codemod.source.statements import SUITES


@dataclass(frozen=True)
class Importer:
    """A module that imports: its dotted name, and whether it is the `__init__.py` of a package."""

    module: str
    is_package: bool

    def names_from(self, node: cst.ImportFrom, origin: str, names: Mapping[str, str]) -> list[cst.ImportAlias]:
        """Those of the names that a statement imports from a module, each under the name that it is given by."""
        package = self.module if self.is_package else self.module.rpartition(".")[0]
        if isinstance(node.names, cst.ImportStar):
            return []
        if get_absolute_module_from_package_for_import(package, node) != origin:
            return []
        return [
            alias
            for alias in node.names
            if names.get(alias.evaluated_alias or alias.evaluated_name) == alias.evaluated_name
        ]


def without_imported_names(text: str, importer: Importer, origin: str, names: Mapping[str, str]) -> str:
    """The text of a module that no longer imports these names from the module `origin`, be it in a function.

    The names are those that the module `origin` has, by what they are called here.
    """
    return cst.parse_module(text).visit(_WithoutNames(importer, origin, names)).code


class _WithoutNames(PrunedTransformer):
    enters = (*SUITES, cst.SimpleStatementLine)

    def __init__(self, importer: Importer, origin: str, names: Mapping[str, str]) -> None:
        super().__init__()
        self._importer = importer
        self._origin = origin
        self._names = names

    def leave_ImportFrom(
        self, original_node: cst.ImportFrom, updated_node: cst.ImportFrom
    ) -> cst.ImportFrom | cst.RemovalSentinel:
        gone = self._importer.names_from(updated_node, self._origin, self._names)
        if not gone or isinstance(updated_node.names, cst.ImportStar):
            return updated_node
        kept = [alias for alias in updated_node.names if alias not in gone]
        if not kept:
            return cst.RemoveFromParent()
        if not has_comment(kept[-1]):
            kept[-1] = kept[-1].with_changes(comma=updated_node.names[-1].comma)
        return updated_node.with_changes(names=kept)
