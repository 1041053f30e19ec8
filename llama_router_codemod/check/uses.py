"""Every use of `@webmethod` that Python would see: as a decorator under whatever name, or anywhere else in code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from llama_router_codemod.check.result import Kind
from llama_router_codemod.conventions.webmethod import (
    DECORATOR,
    files_naming_webmethod,
    is_asked_for,
    webmethod_names,
)
from llama_router_codemod.model.place import Place
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.marked_lines import MarkedLines
from llama_router_codemod.source.syntax import dotted, last_part, place_of


class Use(NamedTuple):
    """One use: where its spelling stands, the classes around it, and the function that it decorates or is used in.

    A use that is no decorator is a call, an argument, an entry of a table: whatever makes routes without `@`.
    """

    place: Place
    spelling: str
    kind: Kind
    owner: str | None
    method: str | None


class _Scoped(NamedTuple):
    """A node with the names of the classes and functions around it, the outermost first.

    `is_member` tells that a class is the innermost of them, so that names that are bound here are its attributes.
    """

    node: ast.AST
    classes: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    is_member: bool = False

    def use(self, spelled: ast.expr, path: PurePosixPath, kind: Kind, method: str | None) -> Use:
        owner = self.classes[-1] if self.classes else None
        place, spelling = _spelling(spelled, path)
        return Use(place, spelling, kind, owner, method)


def _spelling(node: ast.expr, path: PurePosixPath) -> tuple[Place, str]:
    """Where the name of a use stands, and how: the last part where the rest is no name."""
    match node:
        case ast.Call(args=[_, name, *_]):
            return place_of(name, path), repr(DECORATOR)
        case ast.Attribute(attr=name, end_lineno=int(line), end_col_offset=int(end)) if dotted(node) is None:
            return Place(path, line, end - len(name.encode()) + 1), name
        case _:
            return place_of(node, path), dotted(node) or ""


def webmethod_uses(symbols: Symbols) -> tuple[Use, ...]:
    """The uses in all files of a checkout, in order.

    Raises InputError when a file that mentions `webmethod`, or the name of a decorator made of it, does not parse.
    """
    checkout = symbols.checkout
    uses: set[Use] = set()
    made: dict[str, set[str]] = {}
    for path in files_naming_webmethod(symbols):
        module = checkout.module_name(path)
        imported = webmethod_names(symbols, module)
        scoped, spellings, assigned = _read(symbols, path, imported)
        uses.update(_spelled(scoped, path, spellings, assigned))
        for name in (spellings - imported).union(_functions_around(scoped, spellings)):
            made.setdefault(name, set()).add(module)
    for path in _files_naming(symbols, made):
        uses.update(_decorated_by(symbols, path, made))
    return tuple(sorted(uses, key=lambda use: use.place))


def _read(
    symbols: Symbols, path: PurePosixPath, imported: frozenset[str]
) -> tuple[list[_Scoped], frozenset[str], frozenset[ast.expr]]:
    """The nodes on lines where a name of the decorator stands, all its names, and what is assigned to get one."""
    spellings = imported
    while True:
        lines = MarkedLines.naming(symbols.checkout.contents[path], {DECORATOR, *spellings})
        scoped = _scoped(symbols.tree(path), lines)
        found, assigned = _spellings(scoped, spellings)
        if found == spellings:
            return scoped, spellings, assigned
        spellings = found


def _scoped(tree: ast.Module, lines: MarkedLines) -> list[_Scoped]:
    """The nodes of a tree on some lines; decorators, defaults and bases stand outside of what they belong to."""
    found = [_Scoped(tree)]
    for item in found:  # which grows meanwhile, level by level
        node, classes, functions, _ = item
        inside = item
        match node:
            case ast.ClassDef(name=name):
                inside = _Scoped(node, (*classes, name), functions, is_member=True)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                inside = _Scoped(node, classes, (*functions, name))
            case _:
                pass
        for child in lines.parts(node):
            around = inside if isinstance(child, ast.stmt | ast.ExceptHandler | ast.match_case) else item
            found.append(_Scoped(child, around.classes, around.functions, around.is_member))
    return found


def _spelled(
    scoped: Iterable[_Scoped], path: PurePosixPath, spellings: frozenset[str], assigned: frozenset[ast.expr]
) -> Iterator[Use]:
    decorated: set[ast.AST] = set()
    for item in scoped:
        if isinstance(item.node, ast.FunctionDef | ast.AsyncFunctionDef):
            for target in _decorators(item.node):
                if dotted(target) in spellings or is_asked_for(target):
                    decorated.add(target)
                    yield item.use(target, path, Kind.DECORATOR, item.node.name)
    for item in scoped:
        match item.node:
            case ast.Name(ctx=ast.Load()) | ast.Attribute(ctx=ast.Load()) | ast.Call() as node:
                is_one = dotted(node) in spellings or is_asked_for(node)
                if is_one and node not in decorated and node not in assigned:
                    yield item.use(node, path, Kind.OTHER, item.functions[-1] if item.functions else None)
            case _:
                pass


def _spellings(scoped: Iterable[_Scoped], imported: frozenset[str]) -> tuple[frozenset[str], frozenset[ast.expr]]:
    """The names that it has in a module, by imports, and by assignments of one of them or of a partial of one; and the
    expressions that nothing but such names are assigned.

    What is an attribute then, of an object or of a class, is not followed, so that its assignment is a use itself.
    """
    assignments = [
        (item.node, item.is_member)
        for item in scoped
        if isinstance(item.node, ast.Assign | ast.AnnAssign | ast.NamedExpr)
    ]
    spellings, assigned = set(imported), set[ast.expr]()
    while True:
        known = len(spellings)
        for node, is_member in assignments:
            source = _decorator_in(node.value)
            if source is not None and dotted(source) in spellings:
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                names = [target.id for target in targets if isinstance(target, ast.Name)]
                spellings.update(names)
                if len(names) == len(targets) and not is_member:
                    assigned.add(source)
        if len(spellings) == known:
            return frozenset(spellings), frozenset(assigned)


def _decorator_in(value: ast.expr | None) -> ast.expr | None:
    """What is assigned, or what it is a partial of."""
    match value:
        case ast.Call(func=function, args=[first, *_]) if last_part(function) == "partial":
            return first
        case _:
            return value


def _functions_around(scoped: Iterable[_Scoped], spellings: frozenset[str]) -> frozenset[str]:
    """The functions at the top level of a module that use it inside, so that they may decorate by it."""
    return frozenset(
        item.functions[0]
        for item in scoped
        if isinstance(item.node, ast.Name | ast.Attribute)
        and item.functions
        and not item.classes
        and dotted(item.node) in spellings
    )


def _decorated_by(symbols: Symbols, path: PurePosixPath, made: dict[str, set[str]]) -> Iterator[Use]:
    """The decorators in a file that some module made of it."""
    module = symbols.checkout.module_name(path)
    for item in _scoped(symbols.tree(path), MarkedLines.naming(symbols.checkout.contents[path], made)):
        if isinstance(item.node, ast.FunctionDef | ast.AsyncFunctionDef):
            for target in _decorators(item.node):
                meant = symbols.resolve(module, dotted(target) or "")
                if meant is not None and meant.module in made.get(meant.name, ()):
                    yield item.use(target, path, Kind.DECORATOR, item.node.name)


def _decorators(node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.expr]:
    """What decorates a function, without the call."""
    return [item.func if isinstance(item, ast.Call) else item for item in node.decorator_list]


def _files_naming(symbols: Symbols, names: Iterable[str]) -> list[PurePosixPath]:
    words = sorted(names)
    if not words:
        return []
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b".encode())
    return symbols.checkout.containing(pattern, *(word.encode() for word in words))
