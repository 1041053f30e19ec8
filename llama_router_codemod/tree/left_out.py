"""What patterns leave out of a checkout, as a part of each result."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import Field

from llama_router_codemod.model.document import Document
from llama_router_codemod.tree.exclusion import Exclusion


class LeftOut(Document):
    """One pattern, and how many files it leaves out."""

    pattern: str
    origin: str = Field(description="--exclude or the settings of the checkout.")
    files: int = Field(description="Files that it leaves out; those that a later pattern decides about count there.")

    @property
    def is_idle(self) -> bool:
        """Whether it does nothing: no file matches it. One that keeps files leaves none out."""
        return not self.files and not self.pattern.startswith("!")


def left_out(exclusions: Iterable[Exclusion]) -> list[LeftOut]:
    """What each pattern leaves out, in their order."""
    return [LeftOut(pattern=item.pattern, origin=item.origin, files=len(item.paths)) for item in exclusions]
