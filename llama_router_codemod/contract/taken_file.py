"""LRC904: a file of the new layout exists already, or the package has its name for something else."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass

from llama_router_codemod.model.api import ApiPackage
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.layout import OWN_FILES, PackageFiles
from llama_router_codemod.model.place import Place
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.syntax import place_of


class Reason(enum.StrEnum):
    """Which file it is."""

    PACKAGE = "a file of an API package"
    NAME = "a name of an API package"
    INFRASTRUCTURE = "a shared file that this tool did not write"


@dataclass(frozen=True)
class TakenFile(Facts):
    """The path of the file, or the name that a file would have in the package."""

    code = "LRC904"
    reason: Reason
    path: str


def taken_files(symbols: Symbols, package: ApiPackage, files: PackageFiles = OWN_FILES) -> Iterator[Finding]:
    """A refusal for each file that a migration of a package would overwrite."""
    for stem in files.stems:
        module, directory = package.directory / f"{stem}.py", package.directory / stem
        # A module hides a directory of its name, be that a package or not.
        hidden = symbols.checkout.python_files_below(directory)[:1]
        for path in (module, *hidden):
            if path in symbols.checkout.contents and path != package.module_path:
                yield Finding(Place(path, 1), TakenFile(Reason.PACKAGE, str(path)))
    yield from _taken_names(symbols, package, files)


def _taken_names(symbols: Symbols, package: ApiPackage, files: PackageFiles) -> Iterator[Finding]:
    """A refusal for each name that is asked of the package, and would mean a file of it as soon as that is imported."""
    init = package.directory / "__init__.py"
    path = package.module_path if package.is_flat or init not in symbols.checkout.contents else init
    if path is None:
        return
    for stem in files.stems:
        found = symbols.resolve(symbols.checkout.module_name(path), stem)
        if found is not None and path.stem != stem:
            own = symbols.checkout.modules.get(found.module)
            place = place_of(found.node, own) if found.node is not None and own is not None else Place(path, 1)
            yield Finding(place, TakenFile(Reason.NAME, stem))
