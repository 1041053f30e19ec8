"""What is known of a checkout, filled into a template, and the code that this decides folded away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import libcst as cst

from llama_router_codemod.source.written_docstring import below

if TYPE_CHECKING:
    from llama_router_codemod.conventions.capabilities import Capabilities

# Nothing in these depends on a checkout.
_PRUNED = (cst.Import, cst.ImportFrom, cst.Parameters, cst.Annotation, cst.FormattedString)


class FoldKnownValues(cst.CSTTransformer):
    """Takes the branch that applies wherever a template asks `capabilities`, and replaces names by expressions.

    `if` statements (without `elif`), conditional expressions, `not`, and `and` and `or` after what is known are folded;
    what then follows a `return` or `raise` goes too. `names` gives the code of an expression for a name, `sequences`
    that of the elements that a starred name stands for, `fields` that of the declarations in place of one of a class.
    An assignment to a name that is replaced goes.
    Raises AttributeError for a capability that there is not.
    """

    def __init__(
        self,
        capabilities: Capabilities,
        names: Mapping[str, str],
        sequences: Mapping[str, Sequence[str]],
        fields: Mapping[str, Sequence[str]],
    ) -> None:
        super().__init__()
        self.capabilities = capabilities
        self.names = names
        self.sequences = sequences
        self.fields = fields

    def on_visit(self, node: cst.CSTNode) -> bool:
        return not isinstance(node, _PRUNED) and super().on_visit(node)

    def leave_Attribute(self, original_node: cst.Attribute, updated_node: cst.Attribute) -> cst.BaseExpression:
        match updated_node:
            case cst.Attribute(value=cst.Name(value="capabilities"), attr=cst.Name(value=name)):
                return cst.Name(str(bool(getattr(self.capabilities, name))))
            case _:
                return updated_node

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        code = self.names.get(updated_node.value)
        return updated_node if code is None else cst.parse_expression(code)

    def leave_List(self, original_node: cst.List, updated_node: cst.List) -> cst.BaseExpression:
        return updated_node.with_changes(elements=list(self._elements(updated_node)))

    def leave_SimpleStatementLine(
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.BaseStatement | cst.FlattenSentinel[cst.BaseStatement] | cst.RemovalSentinel:
        match original_node:
            case cst.SimpleStatementLine(
                body=[cst.Assign(targets=[cst.AssignTarget(target=cst.Name(value=name))])]
            ) if name in self.names:
                return cst.RemoveFromParent()
            case cst.SimpleStatementLine(body=[cst.AnnAssign(target=cst.Name(value=name))]) if name in self.fields:
                return cst.FlattenSentinel([cst.parse_statement(code) for code in self.fields[name]])
            case _:
                return updated_node

    def leave_UnaryOperation(
        self, original_node: cst.UnaryOperation, updated_node: cst.UnaryOperation
    ) -> cst.BaseExpression:
        known = _known(updated_node.expression)
        if known is None or not isinstance(updated_node.operator, cst.Not):
            return updated_node
        return cst.Name(str(not known))

    def leave_BooleanOperation(
        self, original_node: cst.BooleanOperation, updated_node: cst.BooleanOperation
    ) -> cst.BaseExpression:
        match updated_node.operator, _known(updated_node.left):
            case (cst.And(), True) | (cst.Or(), False):
                return updated_node.right
            case (cst.And(), False) | (cst.Or(), True):
                return updated_node.left
            case _:
                return updated_node

    def leave_IfExp(self, original_node: cst.IfExp, updated_node: cst.IfExp) -> cst.BaseExpression:
        known = _known(updated_node.test)
        if known is None:
            return updated_node
        return updated_node.body if known else updated_node.orelse

    def leave_If(
        self, original_node: cst.If, updated_node: cst.If
    ) -> cst.BaseStatement | cst.FlattenSentinel[cst.BaseStatement] | cst.RemovalSentinel:
        known = _known(updated_node.test)
        match updated_node:
            case cst.If(body=cst.IndentedBlock(body=[first, *rest])) if known:
                return cst.FlattenSentinel([below(updated_node.leading_lines, first), *rest])
            case cst.If(orelse=cst.Else(body=cst.IndentedBlock(body=[first, *rest]))) if known is False:
                return cst.FlattenSentinel([below(updated_node.leading_lines, first), *rest])
            case cst.If(orelse=None) if known is False:
                return cst.RemoveFromParent()
            case _:
                return updated_node

    def leave_IndentedBlock(self, original_node: cst.IndentedBlock, updated_node: cst.IndentedBlock) -> cst.BaseSuite:
        for index, statement in enumerate(updated_node.body, start=1):
            match statement:
                case cst.SimpleStatementLine(body=[cst.Return() | cst.Raise()]):
                    return updated_node.with_changes(body=updated_node.body[:index])
                case _:
                    pass
        return updated_node

    def _elements(self, node: cst.List) -> Iterator[cst.BaseElement]:
        for element in node.elements:
            match element:
                case cst.StarredElement(value=cst.Name(value=name)) if name in self.sequences:
                    yield from (cst.Element(cst.parse_expression(code)) for code in self.sequences[name])
                case _:
                    yield element


def _known(expression: cst.BaseExpression) -> bool | None:
    match expression:
        case cst.Name(value="True" | "False" as value):
            return value == "True"
        case _:
            return None
