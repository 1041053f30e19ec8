"""What patterns leave out of a checkout, as a part of each result."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from llama_router_codemod.model.encodable import encodable
from llama_router_codemod.tree.exclusion import Exclusion


@dataclass(frozen=True)
class LeftOut:
    """One pattern, where it was given, and how many files it leaves out; those that a later pattern decides about count
    there. It is a part of documents, and no document itself: `check` starts without Pydantic."""

    pattern: str
    origin: str
    files: int

    @property
    def is_idle(self) -> bool:
        """Whether it does nothing: no file matches it. One that keeps files leaves none out."""
        return not self.files and not self.pattern.startswith("!")


def left_out(exclusions: Iterable[Exclusion]) -> list[LeftOut]:
    """What each pattern leaves out, in their order."""
    return [LeftOut(pattern=encodable(item.pattern), origin=item.origin, files=len(item.paths)) for item in exclusions]
