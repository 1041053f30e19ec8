"""LRC204: a description cannot move into a `Field`; the text stays in the docstring."""

from __future__ import annotations

from llama_router_codemod.model.spec import Finding
from llama_router_codemod.rewrite.descriptions.described_class import DescribedClass


def unmoved_text(owner: DescribedClass, field: str | None, reason: str) -> Finding:
    """The finding that the text of a field stays, and why; all texts of the class for None."""
    name = owner.name if field is None else f"{owner.name}.{field}"
    return Finding(owner.place_of(field), "LRC204", f"`{name}`: {reason}")
