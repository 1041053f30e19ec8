"""Code compared with a pattern: Python source in which names with a leading underscore stand for anything.

`_user = user_from_scope(request.scope)` is the assignment of that call to any name. The same name stands for the same
code wherever it is repeated, but `_any` for whatever is there; `...` stands for any expression, and as a statement for
any number of statements.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from functools import cache

#: What the names of a pattern stand for.
Bindings = Mapping[str, ast.AST | str]
_ANONYMOUS = "_any"
_IGNORED_FIELDS = frozenset({"ctx", "type_comment", "type_ignores", "kind", "returns", "type_params"})


def match_statement(pattern: str, node: ast.stmt, bound: Bindings | None = None) -> Bindings | None:
    """What the names of a pattern of one statement stand for in `node`, None where it is something else.

    Names in `bound` stand for what they are bound to. Raises SyntaxError when the pattern does not parse.
    """
    found = dict(bound or {})
    return found if _matches(_parsed(pattern), node, found) else None


def identifier(bindings: Bindings, name: str) -> str:
    """The identifier that a name of a pattern stands for. Raises ValueError when it stands for other code."""
    match bindings[name]:
        case str(text) | ast.Name(id=text):
            return text
        case _:
            raise ValueError(f"{name} is no identifier")


@cache
def _parsed(pattern: str) -> ast.stmt:
    (statement,) = ast.parse(pattern).body
    return statement


def _matches(pattern: object, node: object, bound: dict[str, ast.AST | str]) -> bool:
    match pattern, node:
        case ast.Constant(value=value), ast.expr() if value is ...:
            return True
        case ast.Name(id=name), ast.expr() if name.startswith("_"):
            return _binds(name, node, bound)
        case str(name), str(text) if name.startswith("_") and not name.startswith("__"):
            return _binds(name, text, bound)
        case list(), list():
            return _all_match(pattern, node, bound)
        case ast.AST(), ast.AST() if type(pattern) is type(node):
            fields = (field for field in pattern._fields if field not in _IGNORED_FIELDS)
            return all(_matches(getattr(pattern, field, None), getattr(node, field, None), bound) for field in fields)
        case ast.AST(), _:
            return False
        case _:
            return bool(pattern == node and type(pattern) is type(node))


def _all_match(patterns: Sequence[object], nodes: Sequence[object], bound: dict[str, ast.AST | str]) -> bool:
    for index, pattern in enumerate(patterns):
        if _is_rest(pattern):
            return index == len(patterns) - 1
        if index >= len(nodes) or not _matches(pattern, nodes[index], bound):
            return False
    return len(patterns) == len(nodes)


def _is_rest(pattern: object) -> bool:
    return isinstance(pattern, ast.Expr) and isinstance(pattern.value, ast.Constant) and pattern.value.value is ...


def _binds(name: str, found: ast.AST | str, bound: dict[str, ast.AST | str]) -> bool:
    if name == _ANONYMOUS:
        return True
    if name not in bound:
        bound[name] = found
        return True
    return _dump(bound[name]) == _dump(found)


def _dump(found: ast.AST | str) -> str:
    match found:
        case str(text) | ast.Name(id=text):
            return text
        case node:
            return ast.unparse(node)
