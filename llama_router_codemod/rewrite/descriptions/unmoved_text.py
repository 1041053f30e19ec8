"""LRC204: a description could not move into a `Field`, and stays in the docstring."""

from __future__ import annotations

from dataclasses import dataclass

from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.rewrite.descriptions.described_class import DescribedClass


@dataclass(frozen=True)
class UnmovedText(Facts):
    """The class or the field whose text stays, and why."""

    code = "LRC204"
    subject: str
    reason: str


def unmoved_text(owner: DescribedClass, field: str | None, reason: str) -> Finding:
    """The finding that the text of a field stays, and why; all texts of the class for None."""
    subject = owner.name if field is None else f"{owner.name}.{field}"
    return Finding(owner.place_of(field), UnmovedText(subject, reason))
