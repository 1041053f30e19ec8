"""LRC905: a package has both a router and `@webmethod`: a decorator was added to a migrated API."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from llama_router_codemod.model.api import ApiPackage, State
from llama_router_codemod.model.finding import Facts, Finding


@dataclass(frozen=True)
class MixedPackage(Facts):
    """The package."""

    code = "LRC905"
    package: str


def mixed_packages(package: ApiPackage) -> Iterator[Finding]:
    """A refusal for a package that is migrated in part."""
    if package.state is State.MIXED:
        yield Finding(package.place, MixedPackage(package.name))
