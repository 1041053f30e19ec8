"""LRC104: implementations disagree about a parameter, so that the Protocol's declaration is kept."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from llama_router_codemod.model.finding import Facts


class Reason(enum.StrEnum):
    """What the disagreement is about."""

    DIFFERENT = "type or default"
    LACKING = "some lack it"
    ONLY_IN_SOME = "some have it, the Protocol does not"


@dataclass(frozen=True)
class Variant:
    """A parameter as one implementation has it."""

    implementation: str
    parameter: str

    def __str__(self) -> str:
        return f"{self.implementation} has `{self.parameter}`"


@dataclass(frozen=True)
class ImplementationsDisagree(Facts):
    """A parameter as the Protocol declares it, as others have it, and the implementations that lack it."""

    code = "LRC104"
    reason: Reason
    declared: str | None = None
    variants: tuple[Variant, ...] = ()
    lacking: tuple[str, ...] = ()
