"""LRC202: a docstring describes a field that does not exist; the text stays in the docstring."""

from __future__ import annotations

from llama_router_codemod.model.spec import Finding
from llama_router_codemod.rewrite.descriptions.described_class import DescribedClass


def unknown_field(owner: DescribedClass, field: str) -> Finding:
    """The finding about a name that neither the class nor an ancestor declares."""
    return Finding(owner.place_of(field), "LRC202", f"`{owner.name}.{field}`: no such field")
