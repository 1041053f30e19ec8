"""LRC311: an import of a package works with the migrated host only: the host has no such module before."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from llama_router_codemod.contract.unknown_import import UnknownImport, unknown_imports
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.parse.symbols import Symbols


@dataclass(frozen=True)
class EarlyImport(Facts):
    """The module that the host gets."""

    code = "LRC311"
    module: str


def early_imports(
    symbols: Symbols, path: PurePosixPath, host: Collection[str], homes: Collection[str]
) -> Iterator[Finding]:
    """A finding for each import of one of the new `homes` in a file whose imports were rewritten, if the host, whose
    modules are given, has it not yet."""
    for finding in unknown_imports(symbols, path, host):
        if isinstance(finding.facts, UnknownImport) and finding.facts.module in homes:
            yield Finding(finding.place, EarlyImport(finding.facts.module))
