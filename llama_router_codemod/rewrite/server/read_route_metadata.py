"""Reads of `__webmethods__` and `__webmethod__` become reads of the route table, wherever they stand."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import PurePosixPath

import libcst as cst
from libcst.helpers import parse_template_expression

from llama_router_codemod.conventions.webmethod import DECORATOR
from llama_router_codemod.parse.bound_names import bindings_besides_imports
from llama_router_codemod.source.added_import import with_import
from llama_router_codemod.source.comments import comments_in, in_brackets
from llama_router_codemod.source.statement_edits import edit_statements
from llama_router_codemod.source.syntax import parse_source

_FUNCTION, _OTHER_NAME = "route_metadata", "metadata_of_routes"
_EMPTY = cst.Module([])


def read_route_metadata(text: str, registry: str) -> str:
    """The text with every such read replaced by `route_metadata(function)`, imported from the module `registry`.

    `hasattr(f, "__webmethod__")`, `getattr(f, "__webmethods__", [])` and `f.__webmethods__` become `route_metadata(f)`,
    a list in the order of the decorators from the bottom up; `f.__webmethod__`, the topmost decorator, becomes its last
    item (legacy: schema_utils.py:106-113). A module that defines `webmethod` itself is left alone; one that has the
    name `route_metadata` for something else imports the function under another one.
    """
    tree = parse_source(text, PurePosixPath("<module>"))
    if any(isinstance(item, ast.FunctionDef) and item.name == DECORATOR for item in tree.body):
        return text
    alias = _OTHER_NAME if any(bindings_besides_imports(tree, _FUNCTION)) else None
    changed = edit_statements(
        text,
        lambda _, lines: "__webmethod" in lines,
        lambda lines: cst.parse_module(lines).visit(_ReadRouteMetadata(alias or _FUNCTION)).code,
        innermost=True,
    )
    return text if changed == text else with_import(changed, registry, _FUNCTION, alias)


class _ReadRouteMetadata(cst.CSTTransformer):
    def __init__(self, function: str) -> None:
        super().__init__()
        self._function = function
        self._written: set[cst.BaseExpression] = set()

    def on_visit(self, node: cst.CSTNode) -> bool:
        match node:
            case cst.FunctionDef() | cst.SimpleStatementLine():
                return "__webmethod" in _EMPTY.code_for_node(node)
            case (
                cst.AssignTarget(target=target)
                | cst.AnnAssign(target=target)
                | cst.AugAssign(target=target)
                | cst.Del(target=target)
            ):
                self._written.update(_parts(target))
                return True
            case cst.BaseParenthesizableWhitespace() | cst.EmptyLine() | cst.TrailingWhitespace():
                return False
            case _:
                return True

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        match updated_node:
            case cst.Call(
                func=cst.Name(value="hasattr" | "getattr" as function),
                args=[cst.Arg(value=owner), cst.Arg(value=cst.SimpleString(evaluated_value=name)), *default],
            ):
                pass
            case _:
                return updated_node
        match function, name, default:
            case ("hasattr", "__webmethod__" | "__webmethods__", []) | ("getattr", "__webmethods__", _):
                return self._read(updated_node, owner)
            case "getattr", "__webmethod__", _:
                return self._read(updated_node, owner, "({read} or [None])[-1]")
            case _:
                return updated_node

    def leave_Attribute(self, original_node: cst.Attribute, updated_node: cst.Attribute) -> cst.BaseExpression:
        match updated_node:
            case _ if original_node in self._written:
                return updated_node
            case cst.Attribute(value=owner, attr=cst.Name(value="__webmethods__")):
                return self._read(updated_node, owner)
            case cst.Attribute(value=owner, attr=cst.Name(value="__webmethod__")):
                return self._read(updated_node, owner, "{read}[-1]")
            case _:
                return updated_node

    def _read(self, old: cst.BaseExpression, owner: cst.BaseExpression, form: str = "{read}") -> cst.BaseExpression:
        """What stands instead of `old`, which reads the metadata of the function `owner`; comments inside it stay."""
        kept = set(comments_in(owner))
        comments = [comment for comment in comments_in(old.with_changes(lpar=[], rpar=[])) if comment not in kept]
        call = cst.Call(cst.Name(self._function), [cst.Arg(owner, whitespace_after_arg=in_brackets(comments))])
        return parse_template_expression(form, read=call).with_changes(lpar=old.lpar, rpar=old.rpar)


def _parts(target: cst.BaseExpression) -> Iterator[cst.BaseExpression]:
    match target:
        case cst.Tuple(elements=elements) | cst.List(elements=elements):
            for element in elements:
                yield from _parts(element.value)
        case _:
            yield target
