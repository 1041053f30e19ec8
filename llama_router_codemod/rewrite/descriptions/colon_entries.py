"""LRC203: entries of the form `:name:` are no field descriptions: the legacy parser dropped them, so they stay."""

from __future__ import annotations

from dataclasses import dataclass

from llama_router_codemod.model.finding import Facts


@dataclass(frozen=True)
class ColonEntries(Facts):
    """A class and those of its entries that have the name of a field."""

    code = "LRC203"
    owner: str
    entries: tuple[str, ...]
