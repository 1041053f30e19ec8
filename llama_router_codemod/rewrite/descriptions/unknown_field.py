"""LRC202: a docstring describes a field that does not exist; the text stays in the docstring."""

from __future__ import annotations

from dataclasses import dataclass

from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.rewrite.descriptions.described_class import DescribedClass


@dataclass(frozen=True)
class UnknownField(Facts):
    """A class and the name that its docstring describes."""

    code = "LRC202"
    owner: str
    field: str


def unknown_field(owner: DescribedClass, field: str) -> Finding:
    """The finding about a name that neither the class nor an ancestor declares."""
    return Finding(owner.place_of(field), UnknownField(owner.name, field))
