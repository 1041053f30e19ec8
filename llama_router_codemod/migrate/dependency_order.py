"""The order in which the API packages of a checkout are migrated one by one: what a package imports comes before it.

A package that is migrated is then not touched again when what it imports moves, so that each is read once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from llama_router_codemod.model.api import ApiPackage
from llama_router_codemod.parse.symbols import Imported, Symbols


def in_dependency_order(symbols: Symbols, packages: Sequence[ApiPackage]) -> tuple[ApiPackage, ...]:
    """The packages, each after those that it imports; in a circle the one with the fewest of them comes first."""
    needs = {package.name: _needed(symbols, package, packages) for package in packages}
    left = list(packages)
    ordered: list[ApiPackage] = []
    while left:
        pending = {package.name for package in left}
        following = min(left, key=lambda package: len(needs[package.name] & pending))
        left.remove(following)
        ordered.append(following)
    return tuple(ordered)


def _needed(symbols: Symbols, package: ApiPackage, packages: Sequence[ApiPackage]) -> frozenset[str]:
    modules = set(_imported(symbols, package))
    paths = {symbols.checkout.modules[module] for module in modules if module in symbols.checkout.modules}
    others = (other for other in packages if other is not package)
    return frozenset(other.name for other in others if any(_has(other, path) for path in paths))


def _has(package: ApiPackage, path: PurePosixPath) -> bool:
    return path == package.module_path or package.directory in path.parents


def _imported(symbols: Symbols, package: ApiPackage) -> Iterator[str]:
    """The modules that the files of a package import."""
    checkout = symbols.checkout
    paths = {package.module_path, *package.siblings, *checkout.python_files_below(package.directory)}
    for path in (path for path in paths if path is not None):
        bindings = symbols.bindings(checkout.module_name(path))
        if bindings is not None:
            yield from bindings.stars
            for binding in bindings.names.values():
                if isinstance(binding, Imported):
                    yield binding.module
                    yield f"{binding.module}.{binding.name}"
