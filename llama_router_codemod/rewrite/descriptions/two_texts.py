"""LRC201: docstring and `Field` disagree about a description. That of the docstring was published, so it stays."""

from __future__ import annotations

from llama_router_codemod.model.spec import Finding
from llama_router_codemod.rewrite.descriptions.described_class import DescribedClass
from llama_router_codemod.source.literals import string_literal


def dropped_text(owner: DescribedClass, field: str, text: str) -> Finding:
    """The finding about the text that a field loses."""
    message = f"`{owner.name}.{field}`: {string_literal(text)} is dropped"
    return Finding(owner.place_of(field), "LRC201", message)
