"""The finding on a docstring and a `Field` that disagree about a description."""

from __future__ import annotations

from llama_router_codemod.contract.two_texts import DroppedText
from llama_router_codemod.model.finding import Finding
from llama_router_codemod.rewrite.descriptions.described_class import DescribedClass


def dropped_text(owner: DescribedClass, field: str, text: str) -> Finding:
    """The finding about the text that a field loses."""
    return Finding(owner.place_of(field), DroppedText(owner.name, field, text))
