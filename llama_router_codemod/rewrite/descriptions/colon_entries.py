"""LRC203: entries of the form `:name:` are no field descriptions: the legacy parser dropped them, so they stay."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.parse.docstrings import Docstring
from llama_router_codemod.rewrite.descriptions.described_class import DescribedClass
from llama_router_codemod.rewrite.descriptions.inherited_fields import inherited_field

_ENTRY = re.compile(r":(\w+):")


@dataclass(frozen=True)
class ColonEntries(Facts):
    """A class and those of its entries that have the name of a field."""

    code = "LRC203"
    owner: str
    entries: tuple[str, ...]


def colon_entries(owner: DescribedClass, fields: Collection[str], docstring: Docstring) -> Iterator[Finding]:
    """One finding about all entries that name a field of the class; `fields` are those that it declares."""
    names = [found[1] for chunk in docstring.unparsed if (found := _ENTRY.match(chunk))]
    unread = [name for name in names if name in fields or inherited_field(owner.symbols, owner.facts, name)]
    if unread:
        yield Finding(owner.place_of(None), ColonEntries(owner.name, tuple(f":{name}:" for name in unread)))
