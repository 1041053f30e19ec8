"""LRC203: `:name:` entries of a docstring are no field descriptions. The legacy parser dropped them, so they stay."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from llama_router_codemod.model.spec import Finding
from llama_router_codemod.parse.docstrings import Docstring
from llama_router_codemod.rewrite.descriptions.described_class import DescribedClass
from llama_router_codemod.rewrite.descriptions.inherited_fields import inherited_field

_ENTRY = re.compile(r":(\w+):")


def colon_entries(owner: DescribedClass, fields: Collection[str], docstring: Docstring) -> Iterator[Finding]:
    """One finding about all entries that name a field of the class; `fields` are those that it declares."""
    names = [found[1] for chunk in docstring.unparsed if (found := _ENTRY.match(chunk))]
    unread = [name for name in names if name in fields or inherited_field(owner.symbols, owner.facts, name)]
    if unread:
        message = f"`{owner.name}`: {', '.join(f'`:{name}:`' for name in unread)}"
        yield Finding(owner.place_of(None), "LRC203", message)
