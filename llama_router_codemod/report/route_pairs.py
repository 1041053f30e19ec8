"""What becomes of each route: the method of the Protocol, and the endpoint and the request model in its place."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from textwrap import dedent
from typing import TYPE_CHECKING

from llama_router_codemod.migrate.purpose import Purpose
from llama_router_codemod.source.spans import lines_of
from llama_router_codemod.source.syntax import decode_source, names_of, parse_source

if TYPE_CHECKING:
    from llama_router_codemod.inventory.inventory import ApiEntry
    from llama_router_codemod.migrate.migration import Migration
    from llama_router_codemod.tree.changeset import FileChange

_Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Piece:
    """Some lines of a file."""

    path: PurePosixPath
    line: int
    source: str


@dataclass(frozen=True)
class RoutePair:
    """One method with its routes as it was, and the pieces that stand for it afterwards."""

    function: str
    before: Piece
    after: tuple[Piece, ...]


def route_pairs(api: ApiEntry, migration: Migration) -> tuple[RoutePair, ...]:
    """The pairs of an API in a migration, in the order of the source; none of an API that is not migrated."""
    changes = {change.path: change for change in migration.changeset.changes}
    modules = {PurePosixPath(route.place.rsplit(":", 2)[0]) for route in api.routes}
    return tuple(
        pair
        for path in sorted(modules)
        if path in changes and Purpose.SPLIT in migration.purposes.get(path, ())
        for pair in _pairs(api, changes[path], list(_written(path, changes)))
    )


def _written(path: PurePosixPath, changes: Mapping[PurePosixPath, FileChange]) -> Iterator[FileChange]:
    """The files that are created beside a module, or in the package that takes its place."""
    homes = {path.parent, path.with_suffix("")}
    for other, change in changes.items():
        if other.parent in homes and change.after is not None and other.suffix == ".py" and change.kind != "modified":
            yield change


def _pairs(api: ApiEntry, change: FileChange, written: Sequence[FileChange]) -> Iterator[RoutePair]:
    old = _text(change.before, change.path)
    tree = parse_source(old, change.path)
    new = [(item.path, _text(item.after, item.path)) for item in written]
    defined = {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    functions = {route.function for route in api.routes}
    for node in _functions(tree):
        if node.name in functions and node.decorator_list:
            yield RoutePair(node.name, _piece(node, old, change.path), tuple(_after(node.name, new, defined)))


def _after(name: str, written: Sequence[tuple[PurePosixPath, str]], defined: set[str]) -> Iterator[Piece]:
    """The endpoint of that name, below the models that it names and that are new."""
    for path, text in written:
        for node in _functions(parse_source(text, path)):
            if node.name == name and any(isinstance(item, ast.Call) for item in node.decorator_list):
                yield from _models(names_of(node.args) - defined, written)
                yield _piece(node, text, path)
                return


def _models(names: frozenset[str], written: Sequence[tuple[PurePosixPath, str]]) -> Iterator[Piece]:
    for path, text in written:
        for node in parse_source(text, path).body:
            if isinstance(node, ast.ClassDef) and node.name in names:
                yield _piece(node, text, path)


def _functions(tree: ast.Module) -> list[_Function]:
    found = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return sorted(found, key=lambda node: node.lineno)


def _text(data: bytes | None, path: PurePosixPath) -> str:
    return decode_source(data or b"", path)


def _piece(node: _Function | ast.ClassDef, text: str, path: PurePosixPath) -> Piece:
    first = min([node.lineno, *(item.lineno for item in node.decorator_list)])
    lines = lines_of(text)[first - 1 : node.end_lineno]
    return Piece(path, first, dedent("".join(lines)).rstrip() + "\n")
