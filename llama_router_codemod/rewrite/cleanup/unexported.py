"""A package that no longer passes on a name of one of its modules."""

from __future__ import annotations

import libcst as cst

from llama_router_codemod.parse.referrers import Passed
from llama_router_codemod.rewrite.imports.imported_names import Importer, without_imported_names
from llama_router_codemod.source.pruned_transformer import PrunedTransformer
from llama_router_codemod.source.statements import SUITES


def unexported(text: str, passed: Passed, origin: str, name: str) -> str:
    """The `__init__.py` of a package without the import of a name from the module `origin`, and without what it calls
    the name in its `__all__`."""
    text = without_imported_names(text, Importer(passed.package, is_package=True), origin, {passed.name: name})
    return cst.parse_module(text).visit(_Unlisted(passed.name)).code


class _Unlisted(PrunedTransformer):
    enters = (*SUITES, cst.SimpleStatementLine)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def leave_Assign(self, original_node: cst.Assign, updated_node: cst.Assign) -> cst.Assign:
        match updated_node:
            case cst.Assign(
                targets=[cst.AssignTarget(target=cst.Name(value="__all__"))],
                value=(cst.List(elements=elements) | cst.Tuple(elements=elements)) as listed,
            ):
                kept = [element for element in elements if not self._is_name(element.value)]
                if kept:
                    kept[-1] = kept[-1].with_changes(comma=elements[-1].comma)
                return updated_node.with_changes(value=listed.with_changes(elements=kept))
            case _:
                return updated_node

    def _is_name(self, value: cst.BaseExpression) -> bool:
        return isinstance(value, cst.SimpleString) and value.evaluated_value == self._name
