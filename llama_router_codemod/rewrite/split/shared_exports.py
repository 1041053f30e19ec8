"""`__all__` of a module that is split: each of the two files lists its own names."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import libcst as cst

from llama_router_codemod.contract.service_names import EXPORTS
from llama_router_codemod.parse.symbols import exported_names
from llama_router_codemod.rewrite.split.statements import Statement
from llama_router_codemod.source.comma_lists import Whitespace, kept
from llama_router_codemod.source.pruned_transformer import PrunedTransformer

_NOTHING = cst.SimpleWhitespace("")


@dataclass(frozen=True)
class SharedExports:
    """The statement for each file."""

    models: Statement
    service: Statement


def shared_exports(statement: Statement, module: cst.Module, service: Collection[str]) -> SharedExports | None:
    """What becomes of an `__all__` that names something of the service; None for any other statement.

    A list that is not written out counts as another one. Comments stay with models.py, as far as they are not about a
    name of the service.
    """
    exports = exported_names(statement.tree) if statement.defines == EXPORTS else None
    if exports is None or set(exports).isdisjoint(service):
        return None
    node = statement.node
    assert isinstance(node, cst.SimpleStatementLine)
    bare = node.with_changes(
        leading_lines=[cst.EmptyLine(indent=False)], trailing_whitespace=cst.TrailingWhitespace(newline=cst.Newline())
    )
    return SharedExports(
        models=Statement.of(_listing(node, set(exports).difference(service)), module),
        service=Statement.of(_listing(bare, service), module),
    )


def _listing(node: cst.SimpleStatementLine, names: Collection[str]) -> cst.SimpleStatementLine:
    changed = node.visit(_KeepExports(names))
    assert isinstance(changed, cst.SimpleStatementLine)
    return changed


class _KeepExports(PrunedTransformer):
    enters = (cst.SimpleStatementLine, cst.Assign, cst.AnnAssign)

    def __init__(self, names: Collection[str]) -> None:
        super().__init__()
        self._names = names

    def leave_List(self, original_node: cst.List, updated_node: cst.List) -> cst.List:
        left, right = updated_node.lbracket, updated_node.rbracket
        return self._list(updated_node.elements, left.whitespace_after, right.whitespace_before)

    def leave_Tuple(self, original_node: cst.Tuple, updated_node: cst.Tuple) -> cst.List:
        match updated_node.lpar, updated_node.rpar:
            case [cst.LeftParen(whitespace_after=opening)], [cst.RightParen(whitespace_before=closing)]:
                return self._list(updated_node.elements, opening, closing)
            case _:
                return self._list(updated_node.elements, _NOTHING, _NOTHING)

    def _list(self, elements: Sequence[cst.BaseElement], opening: Whitespace, closing: Whitespace) -> cst.List:
        elements, opening, closing = kept(elements, self._is_kept, opening, closing)
        return cst.List(
            elements,
            lbracket=cst.LeftSquareBracket(whitespace_after=opening),
            rbracket=cst.RightSquareBracket(whitespace_before=closing),
        )

    def _is_kept(self, element: cst.BaseElement) -> bool:
        match element.value:
            case cst.SimpleString(evaluated_value=name) | cst.ConcatenatedString(evaluated_value=name):
                return name in self._names
            case _:
                return False
