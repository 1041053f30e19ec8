"""Find the provider classes of one API by reading their source, without importing any of them.

Providers are often duck-typed (`LocalfsFilesImpl` names no Protocol among its bases) and often need packages that are
not installed, so neither `__subclasses__` nor an import finds all of them.
"""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, TypeGuard

from llama_router_codemod.parse.import_statements import suites
from llama_router_codemod.parse.own_object import names_own_object

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path


@dataclass(frozen=True)
class ProviderClass:
    """One class of a provider: where it is, its bases by their full names, and the source text of the arguments of its
    methods and of those that it inherits from other classes of providers."""

    module: str
    qualname: str
    bases: tuple[str, ...]
    arguments: dict[str, str]

    def __hash__(self) -> int:
        return hash(self.name)

    @property
    def name(self) -> str:
        return f"{self.module}.{self.qualname}"


def classes_of(tree: ast.Module, module: str, is_package: bool) -> Iterator[ProviderClass]:
    """The classes of a module, those within classes and other statements included."""
    statements = [statement for suite in suites(tree) for statement in suite]
    names = dict(_full_names(statements, module, is_package))
    stars = [_origin(node, module, is_package) for node in statements if _is_star(node)]
    for qualname, node in _classes(tree):
        bases = [ast.unparse(base.value if isinstance(base, ast.Subscript) else base) for base in node.bases]
        methods = [item for item in node.body if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef)]
        yield ProviderClass(
            module,
            qualname,
            tuple(full for base in bases for full in _named(base, names, stars)),
            {method.name: ast.unparse(method.args) for method in methods},
        )


def _classes(node: ast.AST, prefix: str = "") -> Iterator[tuple[str, ast.ClassDef]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef):
            yield f"{prefix}{child.name}", child
        inner = f"{prefix}{child.name}." if isinstance(child, ast.ClassDef) else prefix
        if isinstance(child, ast.stmt | ast.ExceptHandler):
            yield from _classes(child, inner)


def _full_names(statements: Iterable[ast.stmt], module: str, is_package: bool) -> Iterator[tuple[str, str]]:
    """What the names of a module stand for: what it imports, its classes, and what is assigned to another name."""
    for node in statements:
        match node:
            case ast.ImportFrom(names=aliases):
                origin = _origin(node, module, is_package)
                yield from ((alias.asname or alias.name, f"{origin}.{alias.name}") for alias in aliases)
            case ast.Import(names=aliases):
                yield from ((alias.asname, alias.name) for alias in aliases if alias.asname)
                yield from ((top, top) for alias in aliases if not alias.asname for top in [alias.name.split(".")[0]])
            case ast.ClassDef(name=name):
                yield name, f"{module}.{name}"
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Name(id=other)) if name != other:
                yield name, other


def _is_star(node: ast.AST) -> TypeGuard[ast.ImportFrom]:
    return isinstance(node, ast.ImportFrom) and node.names[0].name == "*"


def _origin(node: ast.ImportFrom, module: str, is_package: bool) -> str:
    parts = module.split(".")
    base = parts[: len(parts) - node.level + is_package] if node.level else []
    return ".".join([*base, *([node.module] if node.module else [])])


def _named(base: str, names: dict[str, str], stars: list[str]) -> list[str]:
    """The full names that a base may have; several where star imports leave it open."""
    head, dot, rest = base.partition(".")
    if head not in names:
        return [f"{star}.{base}" for star in stars]
    seen: set[str] = set()
    while head in names and head not in seen:
        seen.add(head)
        head = names[head]
    return [f"{head}{dot}{rest}"]


@cache
def all_classes(root: Path, package: str) -> tuple[tuple[tuple[str, ...], ProviderClass], ...]:
    """Every class below `root`, the directory of `package`, with the folders that lead to its file."""
    found = []
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        module = ".".join((package, *(part for part in parts if part != "__init__")))
        for cls in classes_of(ast.parse(path.read_bytes()), module, path.name == "__init__.py"):
            found.append((parts, cls))
    own = {cls.name: cls for _, cls in found}
    return tuple((parts, replace(cls, arguments=_inherited(cls, own, frozenset()))) for parts, cls in found)


def _inherited(cls: ProviderClass, own: dict[str, ProviderClass], seen: frozenset[str]) -> dict[str, str]:
    """The arguments of all methods of a class, those of its nearest bases first."""
    found: dict[str, str] = {}
    for base in reversed(cls.bases):
        if base in own and base not in seen:
            found |= _inherited(own[base], own, seen | {cls.name})
    return {**found, **cls.arguments}


def provider_classes(
    root: Path, package: str, api: str, protocol: type, routed: Collection[str]
) -> list[ProviderClass]:
    """The classes that implement `api`: those that derive from its Protocol, be it through others, and that no other
    class derives from, or in its folder with half its methods.

    A provider that has one of the first kind is served by that; the others that it has are parts of it, which may take
    the methods in their own way, as `OpenAIResponsesImpl` of llama-stack's agents does from 37222c660 on.
    """
    classes = all_classes(root, package)
    deriving = _deriving_from(protocol, [cls for _, cls in classes])
    named = {parts[:3] for parts, cls in classes if cls.name in deriving}
    extended = {base for cls in deriving.values() for base in cls.bases}
    chosen = []
    for parts, cls in classes:
        in_folder = len(parts) > 2 and parts[0] in ("inline", "remote") and parts[1] == api and parts[:3] not in named
        defined = sum(name in cls.arguments for name in routed)
        if cls.name not in extended and (cls.name in deriving or (in_folder and defined * 2 >= len(routed))):
            chosen.append(cls)
    return chosen


def _deriving_from(protocol: type, classes: list[ProviderClass]) -> dict[str, ProviderClass]:
    found: dict[str, ProviderClass] = {}
    while True:
        new = [
            cls
            for cls in classes
            if cls.name not in found and any(base in found or _is(base, protocol) for base in cls.bases)
        ]
        if not new:
            return found
        found |= {cls.name: cls for cls in new}


def _is(name: str, protocol: type) -> bool:
    """Whether a full name means a Protocol, in whatever imported module it stands."""
    module, _, attribute = name.rpartition(".")
    return getattr(sys.modules.get(module), attribute, None) is protocol


def agreed_arguments(declared: ast.stmt, implementations: list[str]) -> str:
    """The source of the arguments of a Protocol's method, with what all implementations have in another way.

    The type of an argument is theirs if all write the same; an argument is required, or has a default, as all have it.
    """
    assert isinstance(declared, ast.FunctionDef | ast.AsyncFunctionDef)
    own = _arguments(declared.args)
    theirs = list(map(arguments_of, implementations))
    parts = []
    for name, argument in own.items():
        others = [arguments[name] for arguments in theirs if name in arguments]
        annotation, default = argument
        if len(others) == len(theirs):
            annotation = others[0][0] if len({item[0] for item in others}) == 1 else annotation
            default = others[0][1] if len({item[1] for item in others}) == 1 else default
        text = f"{name}: {annotation}" if annotation else name
        parts.append(f"{text} = {default}" if default is not None else text)
    # An argument without a default may stand behind one with a default here: all are passed by name.
    return ", ".join(["self", "*", *parts] if parts else ["self"])


def arguments_of(source: str) -> dict[str, tuple[str | None, str | None]]:
    """The annotation and the default of each argument but `self`, as source, of the arguments of a method."""
    return _arguments(_parsed(source))


def takes_any(source: str) -> bool:
    """Whether the arguments of a method, as source, have `*args` or `**kwargs`: nothing tells what these are."""
    arguments = _parsed(source)
    return arguments.vararg is not None or arguments.kwarg is not None


def _parsed(source: str) -> ast.arguments:
    function = ast.parse(f"def f({source}): ...").body[0]
    assert isinstance(function, ast.FunctionDef)
    return function.args


def _arguments(arguments: ast.arguments) -> dict[str, tuple[str | None, str | None]]:
    positional = [*arguments.posonlyargs, *arguments.args]
    missing: list[ast.expr | None] = [None] * (len(positional) - len(arguments.defaults))
    defaults = [*missing, *arguments.defaults, *arguments.kw_defaults]
    pairs = list(zip([*positional, *arguments.kwonlyargs], defaults, strict=True))
    is_bound = bool(positional) and names_own_object(positional[0].arg)
    return {
        item.arg: (ast.unparse(item.annotation) if item.annotation else None, ast.unparse(default) if default else None)
        for item, default in pairs[is_bound:]
    }
