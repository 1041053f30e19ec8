"""The registry of router factories that a checkout has of its own: one entry for each API that has a router now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import libcst as cst

from llama_router_codemod.conventions.tree_routers import FACTORIES
from llama_router_codemod.source.added_import import with_import
from llama_router_codemod.source.literals import string_literal


@dataclass(frozen=True)
class Factory:
    """The factory of an API: the value of its member, the dotted package that has the routes, and its expression there
    (`fastapi_routes.create_router`)."""

    api: str
    package: str
    expression: str


def register_factories(text: str, factories: Sequence[Factory]) -> str:
    """The registry's text with the factories; those that it has stay as they are."""
    module = cst.parse_module(text)
    changed = module.visit(_Registered(factories)).code
    for factory in factories:
        parent, _, name = factory.package.rpartition(".")
        changed = with_import(changed, parent, name)
    return changed


class _Registered(cst.CSTTransformer):
    """Adds entries to the dictionary."""

    def __init__(self, factories: Sequence[Factory]) -> None:
        super().__init__()
        self._factories = factories

    def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:
        return False

    def leave_AnnAssign(self, original_node: cst.AnnAssign, updated_node: cst.AnnAssign) -> cst.AnnAssign:
        match updated_node:
            case cst.AnnAssign(target=cst.Name(value=name), value=cst.Dict() as found) if name == FACTORIES:
                return updated_node.with_changes(value=self._extended(found))
            case _:
                return updated_node

    def leave_Assign(self, original_node: cst.Assign, updated_node: cst.Assign) -> cst.Assign:
        match updated_node:
            case cst.Assign(targets=[cst.AssignTarget(target=cst.Name(value=name))], value=cst.Dict() as found) if (
                name == FACTORIES
            ):
                return updated_node.with_changes(value=self._extended(found))
            case _:
                return updated_node

    def _extended(self, found: cst.Dict) -> cst.Dict:
        new = [
            cst.DictElement(
                cst.SimpleString(string_literal(factory.api)),
                cst.parse_expression(f"{factory.package.rpartition('.')[2]}.{factory.expression}"),
                comma=_comma(cst.TrailingWhitespace()),
            )
            for factory in self._factories
        ]
        if not new:
            return found
        # What stands behind the last element belongs to the closing brace.
        match found.rbrace.whitespace_before:
            case cst.ParenthesizedWhitespace(first_line=first) as below:
                below = below.with_changes(first_line=cst.TrailingWhitespace())
            case _:
                first, below = cst.TrailingWhitespace(), cst.ParenthesizedWhitespace(indent=True)
        known = [*found.elements[:-1], *(item.with_changes(comma=_comma(first)) for item in found.elements[-1:])]
        new[-1] = new[-1].with_changes(comma=cst.Comma())
        return found.with_changes(elements=[*known, *new], rbrace=cst.RightCurlyBrace(whitespace_before=below))


def _comma(end: cst.TrailingWhitespace) -> cst.Comma:
    """A comma at the end of a line, with another element below it."""
    below = cst.ParenthesizedWhitespace(first_line=end, indent=True, last_line=cst.SimpleWhitespace("    "))
    return cst.Comma(whitespace_after=below)
