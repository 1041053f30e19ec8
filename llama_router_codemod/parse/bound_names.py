"""The names that statements bind, and the blocks inside them that bind names of the same scope."""

from __future__ import annotations

import ast
from collections import Counter, deque
from collections.abc import Iterable, Iterator

from llama_router_codemod.source.syntax import dotted, parts

#: What the import system gives a module: its name, and where it is.
MODULE_NAMES = frozenset({"__cached__", "__file__", "__loader__", "__name__", "__package__", "__path__", "__spec__"})

#: What has no `:=` of the scope around it in it: scopes of their own, and what has no parts.
_HOLDS_NO_WALRUS = (ast.Lambda, ast.stmt, ast.Name, ast.Constant)


def blocks(node: ast.stmt) -> tuple[list[ast.stmt], ...]:
    """The blocks of a compound statement, those last that decide: `try` before `except`, `if` before `else`.

    The bodies of classes and functions are scopes of their own.
    """
    match node:
        case (
            ast.Try(body=body, handlers=handlers, orelse=orelse, finalbody=final)
            | ast.TryStar(body=body, handlers=handlers, orelse=orelse, finalbody=final)
        ):
            return (*(handler.body for handler in handlers), body, orelse, final)
        case ast.If(body=body, orelse=orelse):
            return (orelse, body)
        case ast.For(body=body, orelse=orelse) | ast.AsyncFor(body=body, orelse=orelse):
            return (body, orelse)
        case ast.While(body=body, orelse=orelse):
            return (body, orelse)
        case ast.With(body=body) | ast.AsyncWith(body=body):
            return (body,)
        case ast.Match(cases=cases):
            return tuple(case.body for case in cases)
        case _:
            return ()


def top_level(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """All statements of a scope, those inside compound statements behind these."""
    for node in body:
        yield node
        for block in blocks(node):
            yield from top_level(block)


def defined_names(node: ast.stmt) -> Iterator[str]:
    """The names that a statement other than an import binds itself, without the blocks inside it."""
    match node:
        case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            yield name
        case ast.Assign(targets=targets):
            for target in targets:
                yield from _target_names(target)
        case ast.AnnAssign(target=target) | ast.AugAssign(target=target) | ast.For(target=target):
            yield from _target_names(target)
        case ast.With(items=items):
            for item in items:
                yield from _target_names(item.optional_vars) if item.optional_vars is not None else ()
        case ast.Match(cases=cases):
            for case in cases:
                yield from _captured_names(case.pattern)
        case _:
            # `type X = ...` exists from Python 3.12 on, so it cannot be matched by class here.
            alias: object = getattr(node, "name", None)
            if isinstance(alias, ast.Name):
                yield alias.id
    for child in parts(node):
        if not isinstance(child, ast.stmt):
            yield from _walrus_names(child)


def names_bound_by(body: Iterable[ast.stmt]) -> Iterator[str]:
    """The names that statements bind in their scope, imports and the blocks inside them included."""
    for node in top_level(body):
        match node:
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                yield from (alias.asname or alias.name.partition(".")[0] for alias in names)
            case _:
                yield from defined_names(node)


def is_for_type_checkers(node: ast.stmt) -> bool:
    """Whether a statement is a block for type checkers."""
    return isinstance(node, ast.If) and (dotted(node.test) or "").endswith("TYPE_CHECKING")


def is_import(node: ast.stmt) -> bool:
    """Whether a statement is an import, or a block for type checkers that holds nothing but imports."""
    match node:
        case ast.If(body=body, orelse=[]) if is_for_type_checkers(node):
            return all(map(is_import, body))
        case _:
            return isinstance(node, ast.Import | ast.ImportFrom)


def _target_names(target: ast.expr) -> Iterator[str]:
    match target:
        case ast.Name(id=name):
            yield name
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            for part in parts:
                yield from _target_names(part)
        case ast.Starred(value=value):
            yield from _target_names(value)
        case _:
            return


def _captured_names(pattern: ast.pattern) -> Iterator[str]:
    for part in ast.walk(pattern):
        match part:
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
                yield name
            case _:
                pass


def _walrus_names(node: ast.AST) -> Iterator[str]:
    """The names that `:=` binds outside of the scopes inside an expression; one in a comprehension binds outside it."""
    waiting = deque([node])
    while waiting:
        part = waiting.popleft()
        if isinstance(part, ast.NamedExpr):
            yield from _target_names(part.target)
        if not isinstance(part, _HOLDS_NO_WALRUS):
            waiting.extend(parts(part))


def imported_names(tree: ast.Module) -> frozenset[str]:
    """The names that the imports at the top level bind."""
    return frozenset(names_bound_by(node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)))


def bindings_besides_imports(node: ast.AST, *names: str) -> Iterator[ast.stmt | ast.expr | ast.arg]:
    """What binds one of the names otherwise: a definition, an assignment or a parameter, also within functions.

    The members of a class are no names of the module.
    """
    for child in parts(node):
        match child:
            case ast.FunctionDef(name=found) | ast.AsyncFunctionDef(name=found) | ast.ClassDef(name=found):
                is_it = found in names and not isinstance(node, ast.ClassDef)
            case ast.arg(arg=found):
                is_it = found in names
            case ast.Name(id=found, ctx=ast.Store()):
                is_it = found in names
            case _:
                is_it = False
        if is_it:
            yield child  # type: ignore[misc]
        if not (isinstance(node, ast.ClassDef) and isinstance(child, ast.Assign | ast.AnnAssign)):
            yield from bindings_besides_imports(child, *names)


def bindings_by_name(tree: ast.Module) -> Counter[str]:
    """How often a module gives each of its names to something, or takes it away: whatever `names_bound_by` tells, an
    `except`, a `del`, and a `global` in a function."""
    rebound = (name for node in top_level(tree.body) for name in _rebound_names(node))
    declared = (name for node in ast.walk(tree) if isinstance(node, ast.Global) for name in node.names)
    return Counter([*names_bound_by(tree.body), *rebound, *declared])


def _rebound_names(node: ast.stmt) -> Iterator[str]:
    match node:
        case ast.Try(handlers=handlers) | ast.TryStar(handlers=handlers):
            yield from (handler.name for handler in handlers if handler.name is not None)
        case ast.Delete(targets=targets):
            for target in targets:
                yield from _target_names(target)
        case _:
            pass
