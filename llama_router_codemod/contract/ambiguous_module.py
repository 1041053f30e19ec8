"""LRC901: several modules of a package have routes and none has its name, or one cannot be taken for the package's."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass

from llama_router_codemod.model.api import ApiPackage
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.place import Place
from llama_router_codemod.tree.checkout import Checkout


class Reason(enum.StrEnum):
    """Why it cannot be told."""

    SEVERAL = "several modules"
    NO_MODULE = "a file that is no module"
    BELOW = "a module in a directory below"


@dataclass(frozen=True)
class AmbiguousModule(Facts):
    """A package and its files with routes, or those that cannot be imported or stand elsewhere."""

    code = "LRC901"
    reason: Reason
    package: str
    files: tuple[str, ...]


def ambiguous_modules(checkout: Checkout, package: ApiPackage) -> Iterator[Finding]:
    """A refusal for a package whose module cannot be told."""
    files = [*package.siblings, *([package.module_path] if package.module_path is not None else [])]
    unnamed = [path for path in files if not checkout.is_importable(path)]
    below = [] if package.is_flat else [path for path in files if path.parent != package.directory]
    if below:
        # Its parts would stand in the package, while everything beside it leads to where it was.
        names = tuple(str(path.relative_to(package.directory.parent)) for path in below)
        yield Finding(Place(below[0], 1), AmbiguousModule(Reason.BELOW, package.name, names))
    elif unnamed:
        names = tuple(path.name for path in unnamed)
        yield Finding(Place(unnamed[0], 1), AmbiguousModule(Reason.NO_MODULE, package.name, names))
    elif package.module_path is None:
        names = tuple(path.name for path in package.siblings)
        yield Finding(package.place, AmbiguousModule(Reason.SEVERAL, package.name, names))
