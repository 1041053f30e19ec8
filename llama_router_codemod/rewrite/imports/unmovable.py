"""LRC903: a split module is used as a whole, or for a name nobody knows: a person must rewrite that."""

from __future__ import annotations

import ast
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.move import Move, new_home
from llama_router_codemod.parse.bound_names import defined_names, names_bound_by
from llama_router_codemod.parse.dynamic_imports import dynamic_imports
from llama_router_codemod.parse.import_statements import import_statements
from llama_router_codemod.parse.symbols import absolute_module
from llama_router_codemod.source.syntax import dotted, named_nodes, place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import PurePosixPath


class Reason(enum.StrEnum):
    """How a moved module is used."""

    IMPORTED = "imported as a whole"
    USED = "used as a whole"
    UNKNOWN_NAME = "an unknown name"
    MOVED_NAME = "a name that moved"
    LEFT_OUT = "imported by a file that is left out"
    UNTOLD_NAME = "a name that the host does not tell"


@dataclass(frozen=True)
class UnmovableUse(Facts):
    """The moved module, and the name that is asked of it."""

    code = "LRC903"
    reason: Reason
    module: str
    name: str | None = None


def unmovable_uses(
    tree: ast.Module, module: str, is_package: bool, path: PurePosixPath, moves: Mapping[str, Move]
) -> list[tuple[str, Finding]]:
    """What `rewrite_imports` leaves behind in `module`, whose file is `path`: a finding each, in order, with the moved
    module that it is about.

    Imports of a moved module as a whole, names that no move knows, and uses through the module object
    (`agents.agents.Agents`). Where a module remains, only the names that it lost count.
    """
    found: list[tuple[str, Finding]] = []
    modules: dict[str, str] = {}

    def report(node: ast.expr | ast.alias, moved: str, reason: Reason, name: str | None = None) -> None:
        found.append((moved, Finding(place_of(node, path), UnmovableUse(reason, moved, name))))

    for node in import_statements(tree):
        match node:
            case ast.Import(names=names):
                for alias in names:
                    top = alias.name.partition(".")[0]
                    modules[alias.asname or top] = alias.name if alias.asname else top
                    if alias.name in moves and not moves[alias.name].remains:
                        report(alias, alias.name, Reason.IMPORTED)
            case ast.ImportFrom(names=names):
                origin = absolute_module(node, module, is_package)
                for alias in names:
                    full = f"{origin}.{alias.name}"
                    modules[alias.asname or alias.name] = full
                    if full in moves and not moves[full].remains:
                        report(alias, full, Reason.IMPORTED)
                    elif origin in moves and alias.name != "*" and new_home(origin, alias.name, moves) is None:
                        report(alias, origin, Reason.UNKNOWN_NAME, alias.name)
    for name, constant in _exported_modules(tree) if is_package else ():
        full = f"{module}.{name}"
        if full in moves and not moves[full].remains:
            report(constant, full, Reason.IMPORTED)
    reported = {moved for moved, _ in found}
    for attribute in _attributes(tree) if _reaches(modules.values(), moves) else ():
        head, _, rest = (dotted(attribute) or "").partition(".")
        full = f"{modules.get(head, '')}.{rest}"
        holder, _, name = full.rpartition(".")
        if full in moves and full not in reported and not moves[full].remains:
            report(attribute, full, Reason.USED)
        elif holder in moves and moves[holder].remains and moves[holder].lost(name):
            report(attribute, holder, Reason.MOVED_NAME, name)
    return sorted(found, key=lambda use: use[1])


def dynamic_uses(
    tree: ast.Module, data: bytes, package: str, path: PurePosixPath, moves: Mapping[str, Move]
) -> Iterator[tuple[str, Finding]]:
    """The same for each moved module that a file in a package, which says `data`, may import by a name in a string."""
    for node, pattern in dynamic_imports(tree, data, package):
        for moved in moves:
            if pattern.fullmatch(moved) and not moves[moved].remains:
                yield moved, Finding(place_of(node, path), UnmovableUse(Reason.IMPORTED, moved))


def imports_left_out(
    tree: ast.Module, module: str, is_package: bool, path: PurePosixPath, moves: Mapping[str, Move]
) -> Iterator[tuple[str, Finding]]:
    """The same for each moved module that a file imports which is not rewritten."""
    for node in import_statements(tree):
        match node:
            case ast.Import(names=names):
                imported = {alias.name for alias in names}
            case ast.ImportFrom(names=names):
                origin = absolute_module(node, module, is_package)
                imported = {origin, *(f"{origin}.{alias.name}" for alias in names)}
        for moved in sorted(imported & moves.keys()):
            if not moves[moved].remains:
                yield moved, Finding(place_of(node, path), UnmovableUse(Reason.LEFT_OUT, moved))


def _exported_modules(tree: ast.Module) -> Iterator[tuple[str, ast.Constant]]:
    """The names in a package's `__all__` that it does not bind: a star import imports its modules of these names."""
    bound = frozenset(names_bound_by(tree.body))
    for statement in tree.body:
        for name, node in named_nodes(statement) if "__all__" in defined_names(statement) else ():
            if isinstance(node, ast.Constant) and name not in bound:
                yield name, node


def _reaches(bound: Iterable[str], moves: Mapping[str, Move]) -> bool:
    """Whether one of the modules that imports bind is a moved one, or a package around it."""
    starts = tuple(f"{module}." for module in bound)
    return any(f"{moved}.".startswith(starts) for moved in moves)


def _attributes(tree: ast.Module) -> Iterator[ast.Attribute]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Attribute))
