"""How far a long run is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Counted:
    """A step of which it is known how much of it there is: so much is `done`, of a `total`."""

    step: str
    done: int
    total: int


#: Is told what is being done, and how far it is where that is known.
Report = Callable[[str | Counted], None]
