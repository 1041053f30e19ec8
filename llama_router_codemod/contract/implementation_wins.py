"""LRC103: the implementation's signature is what is served.

The legacy server built its endpoints from the implementations (llama_stack 0.3.5, core/server/server.py:294), so where
all of them agree against the Protocol, they decide.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from llama_router_codemod.model.finding import Facts


class Reason(enum.StrEnum):
    """In what the implementations differ from the Protocol."""

    DIFFERENT = "another type or default"
    RENAMED = "another name"
    NOT_SERVED = "only in the Protocol"
    ONLY_SERVED = "only in the implementations"


@dataclass(frozen=True)
class ImplementationWins(Facts):
    """A parameter as the Protocol declares it and as all implementations do; None where a side lacks it."""

    code = "LRC103"
    reason: Reason
    implementations: tuple[str, ...]
    declared: str | None = None
    served: str | None = None
