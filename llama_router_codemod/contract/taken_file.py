"""LRC904: a file of the new layout exists already."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass

from llama_router_codemod.model.api import ApiPackage
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.layout import OWN_FILES, PackageFiles
from llama_router_codemod.model.place import Place
from llama_router_codemod.parse.symbols import Symbols


class Reason(enum.StrEnum):
    """Which file it is."""

    PACKAGE = "a file of an API package"
    INFRASTRUCTURE = "a shared file that this tool did not write"


@dataclass(frozen=True)
class TakenFile(Facts):
    """The path of the file."""

    code = "LRC904"
    reason: Reason
    path: str


def taken_files(symbols: Symbols, package: ApiPackage, files: PackageFiles = OWN_FILES) -> Iterator[Finding]:
    """A refusal for each file that a migration of a package would overwrite."""
    for stem in files.stems:
        for path in (package.directory / f"{stem}.py", package.directory / stem / "__init__.py"):
            if path in symbols.checkout.contents and path != package.module_path:
                yield Finding(Place(path, 1), TakenFile(Reason.PACKAGE, str(path)))
