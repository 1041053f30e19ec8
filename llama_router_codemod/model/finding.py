"""Findings: what a person must know, as typed facts. The words for them are in the catalogue, and made in `report/`."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import ClassVar

from llama_router_codemod.model.place import Place

#: What the codes of refusals begin with.
REFUSALS = "LRC9"


class Severity(enum.StrEnum):
    """What a finding means for the run: of a refusal, something was left undone."""

    NOTE = "note"
    REFUSAL = "refusal"


@dataclass(frozen=True)
class Facts:
    """What exactly a finding is about. Each rule has its own subclass, beside it, with the rule's code."""

    code: ClassVar[str]


@dataclass(frozen=True)
class Finding:
    """Something a person must know: where, and what exactly; the API and the method where it is about one.

    Findings sort by place; those without an API or a method stand first.
    """

    place: Place
    facts: Facts
    api: str | None = None
    method: str | None = None

    @property
    def code(self) -> str:
        """The stable code of the finding, a key of the catalogue."""
        return self.facts.code

    @property
    def severity(self) -> Severity:
        """What it means for the run."""
        return Severity.REFUSAL if self.code.startswith(REFUSALS) else Severity.NOTE

    def __lt__(self, other: Finding) -> bool:
        return self._key < other._key

    @property
    def _key(self) -> tuple[Place, str, str, str, str]:
        return self.place, self.code, repr(self.facts), self.api or "", self.method or ""
