"""LRC306: a document or another file that is no code still speaks of webmethods, which are gone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.place import Place
from llama_router_codemod.source.spans import line_number

_WORD = re.compile(rb"webmethod", re.IGNORECASE)


@dataclass(frozen=True)
class WebmethodsSpokenOf(Facts):
    """The first line that does, and how many lines do."""

    code = "LRC306"
    line: str
    lines: int


def webmethods_spoken_of(data: bytes, path: PurePosixPath) -> Iterator[Finding]:
    """A finding for a file other than a Python module that holds the word, at its first place."""
    found = _WORD.search(data)
    if found and path.suffix != ".py" and b"\0" not in data:
        lines = data.splitlines()
        first = line_number(data, found.start())
        count = sum(1 for line in lines if _WORD.search(line))
        text = lines[first - 1].decode(errors="replace").strip()
        yield Finding(Place(path, first), WebmethodsSpokenOf(text, count))
