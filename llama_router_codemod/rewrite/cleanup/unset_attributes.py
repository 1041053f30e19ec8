"""Questions for attributes that nothing sets any more, answered, and what only another answer reached taken out.

On trees whose routers were made by hand the decorator is used no more, yet clients, checks and generators still ask for
what it left on a method (llama-stack of 2026-04, core/client.py:58-60; ogx of 2026-05).
"""

from __future__ import annotations

import ast
import collections.abc
import contextlib
from collections import Counter
from collections.abc import Callable, Collection
from functools import partial
from pathlib import PurePosixPath
from textwrap import dedent

import libcst as cst

from llama_router_codemod.rewrite.cleanup.only_looks import only_looks
from llama_router_codemod.source.statement_edits import edit_statements
from llama_router_codemod.source.statements import assigned_name
from llama_router_codemod.source.syntax import parse_source
from llama_router_codemod.source.written_docstring import below

_EMPTY = cst.Module([])
_PATH = PurePosixPath("<module>")
_DECLARED = ast.Global | ast.Nonlocal
_KINDS = (
    *(getattr(collections.abc, name) for name in collections.abc.__all__),
    contextlib.AbstractAsyncContextManager,
    contextlib.AbstractContextManager,
    float,
    type,
)


def without_unset(text: str, attributes: Collection[str], is_referred: Callable[[str], bool]) -> str:
    """The module in which `hasattr(x, name)` is taken as False and `getattr(x, name, [])` as empty, for these names.

    What such an answer decides goes: `if` statements, loops that then do nothing, local names that only these read, and
    methods that only these called; `is_referred` tells of a method whether another file may call it. A function of
    which nothing but its docstring would be left stays as it is, as does whatever is not decided.
    """
    asking = Counter(name for statement in parse_source(text, _PATH).body for name in _asked_names(statement))
    answered = partial(_Answered, attributes, lambda name: asking[name] > 1 or is_referred(name))
    return edit_statements(
        text,
        lambda _, lines: any(name in lines for name in attributes),
        lambda lines: cst.parse_module(lines).visit(answered()).code,
    )


class _Answered(cst.CSTTransformer):
    """Takes out what such an attribute would have to be there for."""

    def __init__(self, attributes: Collection[str], is_referred: Callable[[str], bool]) -> None:
        super().__init__()
        self._attributes = attributes
        self._is_referred = is_referred

    def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:
        code = _EMPTY.code_for_node(node)
        return any(name in code for name in self._attributes)

    def leave_FunctionDef(self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef) -> cst.FunctionDef:
        function = _without_unread(original_node, updated_node, self._is_referred)
        is_whole = not (_does_nothing(function) or _has_gap(function) or _misses(original_node, function))
        return function if is_whole else original_node

    def leave_If(
        self, original_node: cst.If, updated_node: cst.If
    ) -> cst.BaseStatement | cst.FlattenSentinel[cst.BaseStatement] | cst.RemovalSentinel:
        if not self._is_false(updated_node.test):
            return updated_node
        match updated_node.orelse:
            case None:
                return cst.RemoveFromParent()
            case cst.Else(body=cst.IndentedBlock(body=[first, *rest])):
                return cst.FlattenSentinel([below(updated_node.leading_lines, first), *rest])
            case _:
                return updated_node

    def leave_For(self, original_node: cst.For, updated_node: cst.For) -> cst.For | cst.RemovalSentinel:
        is_empty = updated_node.orelse is None and self._is_false(updated_node.iter)
        return cst.RemoveFromParent() if is_empty else updated_node

    def _is_false(self, node: cst.BaseExpression) -> bool:
        """Whether an expression is known to be false, or empty, and nothing happens where it is asked."""
        match node:
            case cst.Call(
                func=cst.Name(value="hasattr" | "getattr" as function),
                args=[cst.Arg(value=owner), cst.Arg(value=cst.SimpleString(evaluated_value=name)), *default],
            ):
                is_empty = function == "hasattr" or (len(default) == 1 and _is_empty(default[0].value))
                return name in self._attributes and is_empty and only_looks(owner)
            case cst.BooleanOperation(operator=cst.And(), left=left, right=right):
                return self._is_false(left) or (only_looks(left) and self._is_false(right))
            case cst.BooleanOperation(operator=cst.Or(), left=left, right=right):
                return self._is_false(left) and self._is_false(right)
            case _:
                return False


class _Emptied(cst.CSTTransformer):
    """Takes out assignments to these names, these methods, and the statements that do nothing without them."""

    def __init__(self, unread: Collection[str], uncalled: Collection[str], empty: Collection[str]) -> None:
        super().__init__()
        self._unread = unread
        self._uncalled = uncalled
        self._empty = empty
        self._methods: set[cst.FunctionDef] = set()

    def visit_ClassDef(self, node: cst.ClassDef) -> None:
        if not node.bases:
            self._methods.update(item for item in node.body.body if isinstance(item, cst.FunctionDef))

    def leave_FunctionDef(
        self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.FunctionDef | cst.RemovalSentinel:
        is_uncalled = original_node in self._methods and updated_node.name.value in self._uncalled
        return cst.RemoveFromParent() if is_uncalled else updated_node

    def leave_SimpleStatementLine(
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.SimpleStatementLine | cst.RemovalSentinel:
        match updated_node.body:
            case [cst.Assign(value=value)] if assigned_name(updated_node) in self._unread and only_looks(value):
                return cst.RemoveFromParent()
            case _:
                return updated_node

    def leave_If(self, original_node: cst.If, updated_node: cst.If) -> cst.If | cst.RemovalSentinel:
        match updated_node:
            case cst.If(test=cst.Name(value=name), orelse=None) if name in self._empty:
                return cst.RemoveFromParent()
            case cst.If(test=test, body=body, orelse=None) if _is_idle(body) and only_looks(test):
                return cst.RemoveFromParent()
            case _:
                return updated_node

    def leave_For(self, original_node: cst.For, updated_node: cst.For) -> cst.For | cst.RemovalSentinel:
        is_idle = updated_node.orelse is None and _is_idle(updated_node.body) and only_looks(updated_node.iter)
        return cst.RemoveFromParent() if is_idle else updated_node


def _is_empty(node: cst.BaseExpression) -> bool:
    match node:
        case cst.List(elements=[]) | cst.Tuple(elements=[]) | cst.Name(value="None"):
            return True
        case _:
            return False


def _is_idle(suite: cst.BaseSuite) -> bool:
    """Whether all statements of a suite were taken out of it; as written it has one."""
    return not suite.body


def _without_unread(
    before: cst.FunctionDef, after: cst.FunctionDef, is_referred: Callable[[str], bool]
) -> cst.FunctionDef:
    """The function without what only the statements that it lost read or called."""
    old = _tree(before)
    shared = {name for node in ast.walk(old) if isinstance(node, _DECLARED) for name in node.names}
    while True:
        tree = _tree(after)
        unread = _read_names(old) - _read_names(tree) - shared
        uncalled = {
            name for name in _asked_names(old) - _asked_names(tree) if not (_is_special(name) or is_referred(name))
        }
        empty = {name for name in _empty_names(tree) - shared if _reads(old, name) > _reads(tree, name)}
        emptied = after.visit(_Emptied(unread, uncalled, empty))
        assert isinstance(emptied, cst.FunctionDef)
        if emptied.deep_equals(after):
            return after
        after = emptied


def _does_nothing(function: cst.FunctionDef) -> bool:
    """Whether a docstring is all that a function has."""
    (statement,) = _tree(function).body
    assert isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef)
    return all(
        isinstance(node, ast.Pass) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        for node in statement.body
    )


def _has_gap(node: cst.CSTNode) -> bool:
    """Whether a statement that stays has lost all that stood in it."""
    return (isinstance(node, cst.IndentedBlock) and not node.body) or any(map(_has_gap, node.children))


def _misses(before: cst.FunctionDef, after: cst.FunctionDef) -> bool:
    """Whether a function reads a name that it does not bind any more."""
    tree = _tree(after)
    return not (_bound_names(_tree(before)) - _bound_names(tree)).isdisjoint(_read_names(tree))


def _empty_names(tree: ast.Module) -> set[str]:
    """The names that are nothing but empty: bound once, to an empty value, and read only where they would not be."""
    bound = Counter(node.id for node in _names(tree) if not isinstance(node.ctx, ast.Load))
    empty = {
        node.targets[0].id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and _is_empty_value(node.value)
    }
    asked: Counter[str] = Counter()
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and not node.orelse:
            asked[node.test.id] += _reads(node, node.test.id)
    return {name for name in empty if bound[name] == 1 and asked[name] == _reads(tree, name)}


def _is_empty_value(node: ast.expr) -> bool:
    match node:
        case ast.List(elts=[]) | ast.Tuple(elts=[]) | ast.Dict(keys=[]) | ast.Constant(value=None | False):
            return True
        case _:
            return False


def _is_special(name: str) -> bool:
    """Whether Python itself may call a method of that name."""
    return name.startswith("__") and any(hasattr(kind, name) for kind in _KINDS)


def _asked_names(tree: ast.AST) -> set[str]:
    """The names by which attributes are asked for, written out or in a string."""
    nodes = list(ast.walk(tree))
    attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return attributes | {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def _reads(tree: ast.AST, name: str) -> int:
    return sum(1 for node in _names(tree) if node.id == name and isinstance(node.ctx, ast.Load))


def _read_names(tree: ast.Module) -> set[str]:
    return {node.id for node in _names(tree) if isinstance(node.ctx, ast.Load)}


def _bound_names(tree: ast.Module) -> set[str]:
    return {node.id for node in _names(tree) if not isinstance(node.ctx, ast.Load)}


def _names(tree: ast.AST) -> list[ast.Name]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Name)]


def _tree(function: cst.FunctionDef) -> ast.Module:
    return ast.parse(dedent(_EMPTY.code_for_node(function)))
