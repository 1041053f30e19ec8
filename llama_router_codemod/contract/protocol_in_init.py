"""LRC915: the Protocol of an API stands in the `__init__.py` of its package, which cannot be split."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from llama_router_codemod.conventions.packages import decorated_methods
from llama_router_codemod.model.api import ApiPackage
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.parse.symbols import Symbols


@dataclass(frozen=True)
class ProtocolInInit(Facts):
    """The class with routes."""

    code = "LRC915"
    protocol: str


def protocols_in_init(symbols: Symbols, package: ApiPackage) -> Iterator[Finding]:
    """A refusal for each class with routes in an `__init__.py` of a package."""
    for path in (package.module_path, *package.siblings):
        if path is not None and path.name == "__init__.py":
            for item in {item.class_name: item for item in reversed(decorated_methods(symbols, path))}.values():
                yield Finding(item.place, ProtocolInInit(item.class_name or "module"))
