"""LRC901: several modules of a package have routes, and none has its name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from llama_router_codemod.model.api import ApiPackage
from llama_router_codemod.model.finding import Facts, Finding


@dataclass(frozen=True)
class AmbiguousModule(Facts):
    """A package and its files with routes."""

    code = "LRC901"
    package: str
    files: tuple[str, ...]


def ambiguous_modules(package: ApiPackage) -> Iterator[Finding]:
    """A refusal for a package whose module cannot be told."""
    if package.module_path is None:
        files = tuple(path.name for path in package.siblings)
        yield Finding(package.place, AmbiguousModule(package.name, files))
