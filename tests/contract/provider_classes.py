"""Find the provider classes of one API by reading their source, without importing any of them.

Providers are often duck-typed (`LocalfsFilesImpl` names no Protocol among its bases) and often need packages that are
not installed, so neither `__subclasses__` nor an import finds all of them.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True)
class ProviderClass:
    """One class of a provider: where it is, its base names, and the source text of its methods' arguments."""

    module: str
    qualname: str
    bases: tuple[str, ...]
    arguments: dict[str, str]

    def __hash__(self) -> int:
        return hash((self.module, self.qualname))


def last_name(node: ast.expr) -> str:
    return ast.unparse(node).split("[")[0].rsplit(".", 1)[-1]


def classes_of(body: list[ast.stmt], module: str, prefix: str = "") -> Iterator[ProviderClass]:
    for node in body:
        if isinstance(node, ast.ClassDef):
            methods = [item for item in node.body if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef)]
            yield ProviderClass(
                module,
                f"{prefix}{node.name}",
                tuple(last_name(base) for base in node.bases),
                {method.name: ast.unparse(method.args) for method in methods},
            )
            yield from classes_of(node.body, module, f"{prefix}{node.name}.")


@cache
def all_classes(root: Path, package: str) -> tuple[tuple[tuple[str, ...], ProviderClass], ...]:
    """Every class below `root` (`<package>/providers`), with the folders that lead to its file."""
    found = []
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        module = ".".join((package, "providers", *(part for part in parts if part != "__init__")))
        for cls in classes_of(ast.parse(path.read_bytes()).body, module):
            found.append((parts, cls))
    return tuple(found)


def provider_classes(root: Path, package: str, api: str, protocol: str, routed: set[str]) -> list[ProviderClass]:
    """The classes that implement `api`: those with its Protocol as a base, or in its folder with half its methods."""
    chosen = []
    for parts, cls in all_classes(root, package):
        in_folder = len(parts) > 2 and parts[0] in ("inline", "remote") and parts[1] == api
        defined = len(routed & set(cls.arguments))
        if protocol in cls.bases or (in_folder and defined * 2 >= len(routed)):
            chosen.append(cls)
    return chosen
