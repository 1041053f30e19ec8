"""Code compared with a pattern: Python source in which names with leading underscores stand for other code.

`_user = user_from_scope(request.scope)` is the assignment of that call to any variable. In a pattern,

- `_user` stands for one identifier: the same wherever it is repeated, and never that of another name of the patterns,
  with an underscore or without. So `request = user_from_scope(request.scope)` is no match;
- `__map`, with two underscores, stands for any expression;
- `_text` stands for a text that is made without an effect: literals, names, attributes, f-strings of them, `str(...)`;
- `...` as the last statement of a block stands for any number of statements.

Annotations count where the pattern has them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache


@dataclass(frozen=True)
class Bindings:
    """What the names of patterns stand for; a name without an underscore stands for itself."""

    names: Mapping[str, str] = field(default_factory=dict)
    code: Mapping[str, ast.expr] = field(default_factory=dict)

    def with_name(self, name: str, identifier: str) -> Bindings | None:
        """The bindings in which a name stands for an identifier, None where that contradicts them."""
        if not name.startswith("_") and name != identifier:
            return None
        if name in self.names:
            return self if self.names[name] == identifier else None
        if identifier in self.names.values():
            return None
        return replace(self, names={**self.names, name: identifier})


def match_statement(pattern: str, node: ast.stmt, bound: Bindings) -> Bindings | None:
    """What the names of a pattern of one statement stand for, those in `bound` included; None for another statement.

    Raises SyntaxError when the pattern does not parse.
    """
    return _match(_parsed(pattern), node, bound)


_IGNORED_FIELDS = frozenset({"ctx", "type_comment", "type_ignores", "kind", "type_params"})
_ANNOTATIONS = frozenset({"annotation", "returns"})
_IDENTIFIERS = frozenset(
    {
        (ast.arg, "arg"),
        (ast.FunctionDef, "name"),
        (ast.AsyncFunctionDef, "name"),
        (ast.ExceptHandler, "name"),
        (ast.ImportFrom, "module"),
        (ast.alias, "name"),
    }
)


@cache
def _parsed(pattern: str) -> ast.stmt:
    (statement,) = ast.parse(pattern).body
    return statement


def _match(pattern: object, node: object, bound: Bindings) -> Bindings | None:
    match pattern, node:
        case ast.Name(id="_text"), ast.expr():
            return bound if _is_text(node) else None
        case ast.Name(id=name), ast.expr() if name.startswith("__"):
            return replace(bound, code={**bound.code, name: node})
        case ast.Name(id=name), ast.Name(id=identifier):
            return bound.with_name(name, identifier)
        case [*items, rest], list() if _is_rest(rest):
            return _match(items, node[: len(items)], bound)
        case list(), list():
            return _match_all(zip(pattern, node, strict=True), bound) if len(pattern) == len(node) else None
        case ast.AST(), ast.AST() if type(pattern) is type(node):
            return _match_fields(pattern, node, bound)
        case _:
            return bound if type(pattern) is type(node) and pattern == node else None


def _match_all(pairs: Iterable[tuple[object, object]], bound: Bindings) -> Bindings | None:
    found: Bindings | None = bound
    for pattern, node in pairs:
        if found is None:
            return None
        found = _match(pattern, node, found)
    return found


def _match_fields(pattern: ast.AST, node: ast.AST, bound: Bindings) -> Bindings | None:
    found: Bindings | None = bound
    for name in pattern._fields:
        wanted, there = getattr(pattern, name, None), getattr(node, name, None)
        if found is None:
            return None
        if name in _IGNORED_FIELDS or (name in _ANNOTATIONS and wanted is None):
            continue
        if (type(pattern), name) in _IDENTIFIERS and isinstance(wanted, str) and isinstance(there, str):
            found = found.with_name(wanted, there)
        else:
            found = _match(wanted, there, found)
    return found


def _is_rest(pattern: object) -> bool:
    return isinstance(pattern, ast.Expr) and isinstance(pattern.value, ast.Constant) and pattern.value.value is ...


def _is_text(node: ast.expr | None) -> bool:
    match node:
        case None | ast.Constant() | ast.Name():
            return True
        case ast.Attribute(value=value):
            return _is_text(value)
        case ast.JoinedStr(values=values):
            return all(map(_is_text, values))
        case ast.FormattedValue(value=value, format_spec=format_spec):
            return _is_text(value) and _is_text(format_spec)
        case ast.Call(func=ast.Name(id="str"), args=[argument], keywords=[]):
            return _is_text(argument)
        case ast.Call(func=ast.Attribute(value=value, attr="upper"), args=[], keywords=[]):
            return _is_text(value)
        case _:
            return False
