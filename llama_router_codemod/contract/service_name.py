"""LRC310: a Protocol keeps its name although `--rename-protocols` asks for that of a service.

The name is that of the proposal: `Batches` becomes `BatchService`.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass

from llama_router_codemod.model.finding import Facts

SUFFIX = "Service"
_PLURALS = (
    (re.compile(r"(?<=[^aeiou])ies$"), "y"),
    (re.compile(r"(?<=[^aeiou]ch)es$|(?<=[aeiou]{2}ch)es$|(?<=sh|ss)es$|(?<=x)es$"), ""),
    (re.compile(r"(?<![isu])s$"), ""),
)


class Reason(enum.StrEnum):
    """Why it cannot be renamed."""

    TAKEN = "its new name is taken"
    AMBIGUOUS = "its name has several meanings"
    UNFOLLOWED = "a use is not followed"
    TAG = "it is a tag"


@dataclass(frozen=True)
class ProtocolKeepsName(Facts):
    """Its name and the one that it would have."""

    code = "LRC310"
    reason: Reason
    name: str
    new_name: str


def service_name(protocol: str) -> str:
    """The name of a Protocol as that of a service: its last word in the singular, and `Service`."""
    if protocol.endswith(SUFFIX):
        return protocol
    found = ((ending, singular) for ending, singular in _PLURALS if ending.search(protocol))
    ending, singular = next(found, (re.compile("$"), ""))
    return f"{ending.sub(singular, protocol)}{SUFFIX}"
