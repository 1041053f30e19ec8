"""Where something stands in the sources of a checkout."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import NamedTuple


class Place(NamedTuple):
    """A position in a source file: path relative to the checkout, line from 1, column from 1."""

    path: PurePosixPath
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"
