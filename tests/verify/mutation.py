"""One wrong edit of the migrated fixture, and where `verify` must report it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Mutation:
    """`old` occurs once in `file`, a path below the package, and becomes `new`.

    `verify` must report it at `route`, at those in `also`, and nowhere else; with None it may be anywhere else.
    """

    what: str
    file: str
    old: str
    new: str
    route: str
    also: tuple[str, ...] | None = ()

    def apply(self, package: Path) -> None:
        """Edit the file of a copy. Raises ValueError unless the old text occurs exactly once."""
        path = package / self.file
        text = path.read_text(encoding="utf-8")
        if text.count(self.old) != 1:
            raise ValueError(f"{self.what}: its text is {text.count(self.old)} times in {self.file}")
        path.write_text(text.replace(self.old, self.new), encoding="utf-8")
