"""What is left of the webmethod system in a checkout, and whether it may be."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from llama_router_codemod.tree.left_out import LeftOut


class Kind(enum.StrEnum):
    """What is done with it."""

    DECORATOR = "decorator"
    OTHER = "other"


class Remaining(NamedTuple):
    """One use of the decorator that is left.

    `column` and `end_column`, behind its last character, count UTF-8 bytes from 1. `api` is the API that the method
    belongs to, None outside the API packages; `owner` the class that it stands in; `method` the function that is
    decorated, or that has the use inside; `source` the line.
    """

    path: str
    line: int
    column: int
    end_column: int
    kind: Kind
    api: str | None
    owner: str | None
    method: str | None
    source: str

    @property
    def identity(self) -> str:
        """What a ratchet knows it by, wherever it moves in its file: the API, or the file, and the method."""
        return f"{self.api or self.path} {'.'.join(filter(None, (self.owner, self.method))) or '-'}"


class Leftover(NamedTuple):
    """A name that only the webmethod system has."""

    path: str
    line: int
    column: int
    name: str


class Allowed(NamedTuple):
    """What a ratchet says of what is left: what is `new`, and not allowed, and what is allowed, and `gone`."""

    new: list[str]
    gone: list[str]


class CheckResult(NamedTuple):
    """Everything that is left, in the order of the files.

    `scanned` counts the Python files looked at, `machinery` are other names of the webmethod system (none with --api),
    `left_out` tells what patterns leave out, `ratchet` what a list says.
    """

    scanned: int
    remaining: list[Remaining]
    machinery: Sequence[Leftover] = ()
    left_out: Sequence[LeftOut] = ()
    ratchet: Allowed | None = None
    fails_on_machinery: bool = False

    @property
    def is_clean(self) -> bool:
        """Whether nothing is left that may not be."""
        is_allowed = not self.failing and not (self.ratchet and self.ratchet.gone)
        return is_allowed and not (self.fails_on_machinery and self.machinery)

    @property
    def failing(self) -> list[Remaining]:
        """What is left and not allowed."""
        if self.ratchet is None:
            return self.remaining
        return [item for item in self.remaining if item.identity in self.ratchet.new]
