"""Which definition a name means: bindings of a module, followed through imports and star imports of the tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import NamedTuple

from llama_router_codemod.parse.bound_names import defined_names, top_level
from llama_router_codemod.source.syntax import decode_source, parse_source
from llama_router_codemod.tree.checkout import Checkout


class Imported(NamedTuple):
    """A name that an import statement binds: `name` of `module`, or the module itself when `name` is None."""

    module: str
    name: str | None


class Definition(NamedTuple):
    """Where a name is defined: a module of the tree with the statement, or a module outside it (node is None)."""

    module: str
    name: str
    node: ast.stmt | None


class ModuleBindings(NamedTuple):
    """What a module's top level binds: names to definitions or imports, and the modules it star-imports.

    `covered` are the numbers of star imports above the binding of a name, `rebound` the names that are bound more than
    once, so that their value is not certain.
    """

    names: dict[str, Imported | ast.stmt]
    stars: tuple[str, ...]
    exports: tuple[str, ...] | None
    covered: dict[str, int]
    rebound: frozenset[str]

    def stars_over(self, name: str) -> tuple[str, ...]:
        """The modules whose star imports bind a name anew, if they have it, after its own binding: the last first."""
        return self.stars[self.covered.get(name, 0) :][::-1]


def absolute_module(node: ast.ImportFrom, module: str, is_package: bool) -> str:
    """The absolute dotted name that a `from` import in `module` reads from."""
    if not node.level:
        return node.module or ""
    base = module.split(".")
    keep = len(base) - node.level + (1 if is_package else 0)
    return ".".join([*base[:keep], *([node.module] if node.module else [])])


def bindings_of(tree: ast.Module, module: str, is_package: bool) -> ModuleBindings:
    """The bindings of a module's top level, looking into `try`, `if` and the like too (import fallbacks)."""
    names: dict[str, Imported | ast.stmt] = {}
    stars: list[str] = []
    exports: tuple[str, ...] | None = None
    covered: dict[str, int] = {}
    rebound: set[str] = set()

    def bind(name: str, binding: Imported | ast.stmt) -> None:
        if name in names:
            rebound.add(name)
        names[name] = binding
        covered[name] = len(stars)

    for node in top_level(tree.body):
        match node:
            case ast.ImportFrom():
                source = absolute_module(node, module, is_package)
                for alias in node.names:
                    if alias.name == "*":
                        stars.append(source)
                    else:
                        bind(alias.asname or alias.name, Imported(source, alias.name))
            case ast.Import():
                for alias in node.names:
                    if alias.asname:
                        bind(alias.asname, Imported(alias.name, None))
                    else:
                        bind(alias.name.split(".")[0], Imported(alias.name.split(".")[0], None))
            case (
                ast.Assign(targets=[ast.Name(id="__all__")], value=value)
                | ast.AnnAssign(target=ast.Name(id="__all__"), value=ast.expr() as value)
            ):
                exports = _literal_names(value)
            case ast.AugAssign(target=ast.Name(id="__all__"), value=value):
                more = _literal_names(value)
                exports = None if exports is None or more is None else exports + more
            case _:
                for name in defined_names(node):
                    bind(name, node)
    return ModuleBindings(names, tuple(stars), exports, covered, frozenset(rebound))


def exported_names(tree: ast.Module) -> tuple[str, ...] | None:
    """The names in a module's `__all__`; None when it has none, or not as one list of strings."""
    found = [node for node in tree.body if "__all__" in defined_names(node)]
    match found:
        case [ast.Assign(value=ast.List(elts=elts) | ast.Tuple(elts=elts))] | [
            ast.AnnAssign(value=ast.List(elts=elts) | ast.Tuple(elts=elts))
        ]:
            names = [item.value for item in elts if isinstance(item, ast.Constant) and isinstance(item.value, str)]
            return tuple(names) if len(names) == len(elts) else None
        case _:
            return None


def _literal_names(node: ast.expr) -> tuple[str, ...] | None:
    match node:
        case ast.List(elts=elts) | ast.Tuple(elts=elts):
            return tuple(e.value for e in elts if isinstance(e, ast.Constant) and isinstance(e.value, str))
        case _:
            return None


@dataclass(frozen=True, eq=False)
class Symbols:
    """Names of a checkout, parsed on demand and kept. Equal only to itself: another may have read other contents."""

    checkout: Checkout
    _trees: dict[PurePosixPath, ast.Module] = field(default_factory=dict, repr=False, hash=False, compare=False)
    _bindings: dict[str, ModuleBindings] = field(default_factory=dict, repr=False, hash=False, compare=False)
    _public_names: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, hash=False, compare=False)

    def tree(self, path: PurePosixPath) -> ast.Module:
        """The syntax tree of a file. Raises InputError when the file is not UTF-8 or does not parse."""
        if path not in self._trees:
            self._trees[path] = self.passing_tree(path)
        return self._trees[path]

    def passing_tree(self, path: PurePosixPath) -> ast.Module:
        """The same of a file that is looked at once, and is none of the server's as a rule: it is not kept, since trees
        take most of the memory."""
        if path in self._trees:
            return self._trees[path]
        return parse_source(decode_source(self.checkout.contents[path], path), path)

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Within, trees are kept as ever; those that were parsed there are given up at its end."""
        trees, bindings = set(self._trees), set(self._bindings)
        try:
            yield
        finally:
            for path in self._trees.keys() - trees:
                del self._trees[path]
            for module in self._bindings.keys() - bindings:
                del self._bindings[module]

    def over(self, checkout: Checkout) -> Symbols:
        """The symbols of another state of the checkout; files that say the same are not parsed again."""
        contents = self.checkout.contents
        known = {path: tree for path, tree in self._trees.items() if checkout.contents.get(path) is contents.get(path)}
        return Symbols(checkout, known)

    def bindings(self, module: str) -> ModuleBindings | None:
        """The bindings of a module of the tree, None for a module outside it."""
        path = self.checkout.modules.get(module)
        if path is None:
            return None
        if module not in self._bindings:
            self._bindings[module] = bindings_of(self.tree(path), module, path.name == "__init__.py")
        return self._bindings[module]

    def resolve(self, module: str, name: str, _seen: frozenset[tuple[str, str]] = frozenset()) -> Definition | None:
        """The definition that `name`, perhaps dotted, means in `module`; None when nothing in the tree tells."""
        head, _, rest = name.partition(".")
        if rest:
            return self._member(self.resolve(module, head, _seen), rest)
        bindings = self.bindings(module)
        if bindings is None or (module, name) in _seen:
            return None
        seen = _seen | {(module, name)}
        for star in bindings.stars_over(name):
            if name in self.public_names(star) and (found := self.resolve(star, name, seen)):
                return found
        match bindings.names.get(name):
            case Imported(source, original):
                if original is None:
                    return Definition(source, "", None)
                return self.resolve(source, original, seen) or Definition(source, original, None)
            case None:
                return None
            case node:
                return Definition(module, name, node)

    def _member(self, found: Definition | None, path: str) -> Definition | None:
        """What a dotted path means on a module; the members of classes are not told."""
        if found is None or found.node is not None:
            return None
        module = f"{found.module}.{found.name}" if found.name else found.module
        first, _, rest = path.partition(".")
        is_inside = module in self.checkout.modules
        inner = self.resolve(module, first) if is_inside else Definition(module, first, None)
        if inner is None and f"{module}.{first}" in self.checkout.modules:
            inner = Definition(f"{module}.{first}", "", None)
        return self._member(inner, rest) if rest else inner

    def public_names(self, module: str) -> frozenset[str]:
        """What `from module import *` binds, as far as the tree tells."""
        if module not in self._public_names:
            self._public_names[module] = self._public_names_of(module, frozenset())
        return self._public_names[module]

    def _public_names_of(self, module: str, seen: frozenset[str]) -> frozenset[str]:
        bindings = self.bindings(module)
        if bindings is None or module in seen:
            return frozenset()
        if bindings.exports is not None:
            return frozenset(bindings.exports)
        own = {name for name in bindings.names if not name.startswith("_")}
        return frozenset(own.union(*(self._public_names_of(star, seen | {module}) for star in bindings.stars)))
