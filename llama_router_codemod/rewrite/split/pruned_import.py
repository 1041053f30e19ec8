"""Import statements with only the names that are needed."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import libcst as cst

from llama_router_codemod.rewrite.split.statements import Statement
from llama_router_codemod.source.comma_lists import kept
from llama_router_codemod.source.comments import has_comment
from llama_router_codemod.source.pruned_transformer import PrunedTransformer

_NOTHING = cst.SimpleWhitespace("")


def pruned_import(statement: Statement, needed: Collection[str]) -> str:
    """The source of an import statement with only the names that are needed; empty when none is.

    Star imports and those from `__future__` are always needed; a block for type checkers is kept or dropped as a whole.
    """
    if statement.is_guarded:
        return "" if statement.defines.isdisjoint(needed) else statement.code
    match statement.node.visit(_KeepNames(needed)):
        case cst.SimpleStatementLine() as node:
            return cst.Module([]).code_for_node(node)
        case _:
            return ""


class _KeepNames(PrunedTransformer):
    enters = (cst.SimpleStatementLine,)

    def __init__(self, names: Collection[str]) -> None:
        super().__init__()
        self._names = names

    def leave_Import(self, original_node: cst.Import, updated_node: cst.Import) -> cst.Import | cst.RemovalSentinel:
        names, _, _ = kept(updated_node.names, self._is_kept, _NOTHING, _NOTHING)
        return updated_node.with_changes(names=names) if names else cst.RemoveFromParent()

    def leave_ImportFrom(
        self, original_node: cst.ImportFrom, updated_node: cst.ImportFrom
    ) -> cst.ImportFrom | cst.RemovalSentinel:
        match updated_node:
            case cst.ImportFrom(module=cst.Name(value="__future__")) | cst.ImportFrom(names=cst.ImportStar()):
                return updated_node
            case cst.ImportFrom(names=[*aliases]) if all(map(self._is_kept, aliases)):
                return updated_node
            case cst.ImportFrom(names=[*aliases]) if any(map(self._is_kept, aliases)):
                return self._fewer(updated_node, aliases)
            case _:
                return cst.RemoveFromParent()

    def _fewer(self, statement: cst.ImportFrom, aliases: Sequence[cst.ImportAlias]) -> cst.ImportFrom:
        left, right = statement.lpar, statement.rpar
        if not isinstance(left, cst.LeftParen) or not isinstance(right, cst.RightParen):
            return statement.with_changes(names=kept(aliases, self._is_kept, _NOTHING, _NOTHING)[0])
        names, opening, closing = kept(aliases, self._is_kept, left.whitespace_after, right.whitespace_before)
        if len(names) == 1 and not has_comment(opening) and not has_comment(closing):
            alone = names[0].with_changes(comma=cst.MaybeSentinel.DEFAULT)
            return statement.with_changes(names=[alone], lpar=None, rpar=None)
        left, right = left.with_changes(whitespace_after=opening), right.with_changes(whitespace_before=closing)
        return statement.with_changes(names=names, lpar=left, rpar=right)

    def leave_SimpleStatementLine(
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.SimpleStatementLine | cst.RemovalSentinel:
        if not updated_node.body:
            return cst.RemoveFromParent()
        *others, last = updated_node.body
        return updated_node.with_changes(body=[*others, last.with_changes(semicolon=cst.MaybeSentinel.DEFAULT)])

    def _is_kept(self, alias: cst.ImportAlias) -> bool:
        return (alias.evaluated_alias or alias.evaluated_name.partition(".")[0]) in self._names
