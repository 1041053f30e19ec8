"""LRC309: what routers need of the server stays there, so that they still import the server.

Else its definitions move to where routers import from without importing the server.
"""

from __future__ import annotations

import ast
import builtins
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

import libcst as cst

from llama_router_codemod.model.finding import Facts
from llama_router_codemod.parse.bound_names import MODULE_NAMES, bindings_by_name, defined_names
from llama_router_codemod.parse.symbols import Imported, absolute_module
from llama_router_codemod.rewrite.cleanup.unused_definitions import defined_by, remaining
from llama_router_codemod.rewrite.imports.imported_names import Importer, without_imported_names
from llama_router_codemod.rewrite.imports.unused import drop_unused_imports
from llama_router_codemod.source.import_set import ImportSet
from llama_router_codemod.source.syntax import names_of, parse_source

_PATH = PurePosixPath("<module>")


@dataclass(frozen=True)
class DefinitionsStay(Facts):
    """The definitions, and the name that would not mean the same elsewhere."""

    code = "LRC309"
    definitions: tuple[str, ...]
    name: str


@dataclass(frozen=True)
class ModuleText:
    """A module by its dotted name, and what it says."""

    module: str
    text: str


@dataclass(frozen=True)
class Moved:
    """What two modules say after definitions moved from the one to the other, and the names of these.

    `stay` tells why none did although some are wanted.
    """

    source: str
    target: str
    names: frozenset[str] = frozenset()
    stay: DefinitionsStay | None = None


def move_definitions(source: ModuleText, target: ModuleText) -> Moved:
    """Every definition of the source that the target imports, with what these use in turn, moved to the target.

    What the target defines itself in the same words is not moved. The source imports what it still uses. Nothing moves
    when a definition, or a name that one uses, would not mean the same in the target.
    """
    old, new = _Module.of(source), _Module.of(target)
    imported = [origin.name for found in new.imports.values() for origin in found if origin.module == source.module]
    names, used = _closure([name for name in imported if name is not None and name in old.definitions], old, new)
    if not names:
        return Moved(source.text, target.text)
    changed = next((name for name in sorted(names | used) if not _is_movable(name, names, old, new)), None)
    if changed is not None:
        return Moved(source.text, target.text, stay=DefinitionsStay(tuple(sorted(names)), changed))
    whole = cst.parse_module(source.text)
    left = whole.with_changes(body=remaining(whole.body, lambda statement: defined_by(statement) not in names))
    stays = [node for node in parse_source(source.text, _PATH).body if names.isdisjoint(defined_names(node))]
    still_used = names & frozenset[str]().union(*map(names_of, stays))
    left = _importing(left, {name: [Imported(target.module, name)] for name in still_used})
    importer = Importer(target.module, is_package=False)
    extended = cst.parse_module(
        without_imported_names(target.text, importer, source.module, {name: name for name in names})
    )
    missing = {
        name: [origin for origin in old.imports[name] if origin not in new.imports.get(name, ())]
        for name in used & old.imports.keys()
    }
    moved = [statement for statement in whole.body if defined_by(statement) in names]
    extended = _importing(extended, missing)
    extended = extended.with_changes(body=[*extended.body, *moved])
    return Moved(drop_unused_imports(source.text, left.code), extended.code, names)


@dataclass(frozen=True)
class _Module:
    """A module: its imports, the statements that define one name and are its only binding, how often each name is
    bound, and whether all that is imported is named."""

    module: str
    imports: Mapping[str, list[Imported]]
    definitions: Mapping[str, ast.stmt]
    bound: Counter[str]
    has_stars: bool

    @classmethod
    def of(cls, module: ModuleText) -> _Module:
        tree = parse_source(module.text, _PATH)
        imports = _imports(tree, module.module)
        definitions = {name: node for node in tree.body for name in defined_names(node)}
        return cls(module.module, imports, definitions, bindings_by_name(tree), "*" in imports)

    def is_only_defined(self, name: str) -> bool:
        """Whether the only binding of the name is a statement that binds no other."""
        node = self.definitions.get(name)
        return node is not None and self.bound[name] == 1 and _is_alone(node)

    def said_of(self, name: str) -> frozenset[str]:
        """The definition of a name, as it is written and with the name of the module in place of `__name__`.

        A logger that is written alike may belong to the other module.
        """
        written = ast.dump(self.definitions[name])
        own = ast.dump(ast.Name("__name__", ast.Load()))
        return frozenset({written, written.replace(own, ast.dump(ast.Constant(self.module)))})

    def is_only_imported(self, name: str) -> bool:
        """Whether imports at the top level are the only bindings of the name, perhaps none."""
        return self.bound[name] == len(self.imports.get(name, ()))


def _closure(wanted: list[str], old: _Module, new: _Module) -> tuple[frozenset[str], frozenset[str]]:
    """The definitions to be moved, and all names that they use."""
    moved: set[str] = set()
    used: set[str] = set()
    while wanted:
        name = wanted.pop()
        if name not in moved and name not in new.definitions:
            moved.add(name)
            needed = names_of(old.definitions[name])
            used |= needed
            wanted += [other for other in needed if other in old.definitions]
    return frozenset(moved), frozenset(used)


def _is_movable(name: str, moved: frozenset[str], old: _Module, new: _Module) -> bool:
    """Whether a name means the same in the new module as in the old one, once the definitions have moved."""
    if name in moved:
        return old.is_only_defined(name) and isinstance(old.definitions[name], _MOVABLE)
    if name in new.definitions:
        both = old.is_only_defined(name) and new.is_only_defined(name)
        return both and not old.said_of(name).isdisjoint(new.said_of(name))
    if not (old.is_only_imported(name) and new.is_only_imported(name)):
        return False
    if name in old.imports:
        origins = {*old.imports[name], *new.imports.get(name, ())}
        return len(origins) == 1 or all(_is_below(name, origin) for origin in origins)
    return name not in MODULE_NAMES and (hasattr(builtins, name) or not old.has_stars)


def _is_below(name: str, origin: Imported) -> bool:
    """Whether `import a.b` or `import a` binds the name `a`."""
    return origin.name is None and f"{origin.module}.".startswith(f"{name}.")


_MOVABLE = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign)


def _is_alone(node: ast.stmt) -> bool:
    """Whether a statement defines one name."""
    return len(list(defined_names(node))) == 1 and not (isinstance(node, ast.Assign) and len(node.targets) > 1)


def _imports(tree: ast.Module, module: str) -> dict[str, list[Imported]]:
    """What the imports at the top level bind; `import a.b` and `import a.c` bind one name."""
    found: dict[str, list[Imported]] = {}
    for node in tree.body:
        for bound, origin in _imported(node, module):
            found.setdefault(bound, []).append(origin)
    return found


def _imported(node: ast.stmt, module: str) -> Iterator[tuple[str, Imported]]:
    match node:
        case ast.ImportFrom(names=names):
            origin = absolute_module(node, module, is_package=False)
            yield from ((alias.asname or alias.name, Imported(origin, alias.name)) for alias in names)
        case ast.Import(names=names):
            for alias in names:
                yield alias.asname or alias.name.partition(".")[0], Imported(alias.name, None)
        case _:
            pass


def _importing(module: cst.Module, origins: Mapping[str, Iterable[Imported]]) -> cst.Module:
    """The module with more imports; sorting is for ruff."""
    imports = ImportSet("")
    for bound, found in sorted(origins.items()):
        for origin in found:
            if origin.name is None:
                imports.add_module(origin.module, None if bound == origin.module.partition(".")[0] else bound)
            else:
                imports.add(origin.module, origin.name, bound)
    last = max(
        (index for index, statement in enumerate(module.body) if _is_import(statement)),
        default=0 if module.get_docstring() else -1,
    )
    new = cst.parse_module(imports.render()).body
    return module.with_changes(body=[*module.body[: last + 1], *new, *module.body[last + 1 :]])


def _is_import(statement: cst.BaseStatement) -> bool:
    match statement:
        case cst.SimpleStatementLine(body=[cst.Import() | cst.ImportFrom()]):
            return True
        case _:
            return False
