"""LRC201: docstring and `Field` disagree about a description. The docstring is what was published, so it is kept."""

from __future__ import annotations

from dataclasses import dataclass

from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.rewrite.descriptions.described_class import DescribedClass


@dataclass(frozen=True)
class DroppedText(Facts):
    """A field of a class, and the text that it loses."""

    code = "LRC201"
    owner: str
    field: str
    text: str


def dropped_text(owner: DescribedClass, field: str, text: str) -> Finding:
    """The finding about the text that a field loses."""
    return Finding(owner.place_of(field), DroppedText(owner.name, field, text))
