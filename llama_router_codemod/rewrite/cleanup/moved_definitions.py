"""Definitions of the server that routers need, moved to where routers import from without importing the server."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

import libcst as cst

from llama_router_codemod.parse.bound_names import defined_names
from llama_router_codemod.parse.symbols import Imported, absolute_module
from llama_router_codemod.rewrite.cleanup.unused_definitions import defined_by, without_definitions
from llama_router_codemod.rewrite.imports.imported_names import Importer, without_imported_names
from llama_router_codemod.rewrite.imports.unused import drop_unused_imports
from llama_router_codemod.source.import_set import ImportSet
from llama_router_codemod.source.syntax import names_of, parse_source

_PATH = PurePosixPath("<module>")


@dataclass(frozen=True)
class ModuleText:
    """A module by its dotted name, and what it says."""

    module: str
    text: str


@dataclass(frozen=True)
class Moved:
    """What two modules say after definitions moved from the one to the other, and the names of these."""

    source: str
    target: str
    names: frozenset[str]


def move_definitions(source: ModuleText, target: ModuleText) -> Moved:
    """Every definition of the source that the target imports, with what these use in turn, moved to the target.

    What the target defines itself under the same name is not moved. The source imports what it still uses. Raises
    ValueError when a definition needs something that is neither defined nor imported at the top level of the source.
    """
    tree = parse_source(source.text, _PATH)
    defined = {name: node for node in tree.body for name in defined_names(node)}
    own = {name for node in parse_source(target.text, _PATH).body for name in defined_names(node)}
    imported = _imported_from(target, source.module)
    moved: set[str] = set()
    used: set[str] = set()
    waiting = [name for name in imported if name in defined]
    while waiting:
        name = waiting.pop()
        if name not in moved and name not in own:
            moved.add(name)
            needed = names_of(defined[name])
            used |= needed
            waiting += [other for other in needed if other in defined]
    if not moved:
        return Moved(source.text, target.text, frozenset())
    names = frozenset(moved)
    left = without_definitions(source.text, names)
    still_used = names_of(parse_source(left, _PATH)) & names
    left = _importing(left, {name: Imported(target.module, name) for name in still_used})
    bindings = _bindings(tree, source.module)
    text = without_imported_names(target.text, Importer(target.module, False), source.module, names)
    present = _bindings(parse_source(text, _PATH), target.module).keys()
    text = _importing(text, {name: bindings[name] for name in used & bindings.keys() - present})
    return Moved(drop_unused_imports(source.text, left), _appended(text, source.text, names), names)


def _imported_from(target: ModuleText, module: str) -> list[str]:
    return [
        alias.name
        for node in parse_source(target.text, _PATH).body
        if isinstance(node, ast.ImportFrom) and absolute_module(node, target.module, is_package=False) == module
        for alias in node.names
    ]


def _bindings(tree: ast.Module, module: str) -> dict[str, Imported]:
    """What the imports of a module bind."""
    found: dict[str, Imported] = {}
    for node in tree.body:
        match node:
            case ast.ImportFrom(names=names):
                origin = absolute_module(node, module, is_package=False)
                found |= {alias.asname or alias.name: Imported(origin, alias.name) for alias in names}
            case ast.Import(names=names):
                found |= {alias.asname or alias.name.partition(".")[0]: Imported(alias.name, None) for alias in names}
            case _:
                pass
    return found


def _importing(text: str, origins: Mapping[str, Imported]) -> str:
    """The module with more imports; sorting is for ruff."""
    imports = ImportSet("")
    for bound, origin in sorted(origins.items()):
        if origin.name is None:
            imports.add_module(origin.module, None if bound == origin.module.partition(".")[0] else bound)
        else:
            imports.add(origin.module, origin.name, bound)
    module = cst.parse_module(text)
    last = max(
        (index for index, statement in enumerate(module.body) if _is_import(statement)),
        default=0 if not module.get_docstring() else 1,
    )
    new = cst.parse_module(imports.render()).body
    return module.with_changes(body=[*module.body[: last + 1], *new, *module.body[last + 1 :]]).code


def _is_import(statement: cst.BaseStatement) -> bool:
    match statement:
        case cst.SimpleStatementLine(body=[cst.Import() | cst.ImportFrom()]):
            return True
        case _:
            return False


def _appended(text: str, source: str, names: frozenset[str]) -> str:
    module = cst.parse_module(text)
    moved = [statement for statement in cst.parse_module(source).body if defined_by(statement) in names]
    return module.with_changes(body=[*module.body, *moved]).code
