"""LRC306: a file still speaks of webmethods, which are gone, or an error message that did is reworded."""

from __future__ import annotations

import ast
import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.place import Place
from llama_router_codemod.source.spans import line_number, lines_of
from llama_router_codemod.source.syntax import parse_source, place_of

WORD = re.compile(rb"(?:web|Web|WEB)(?i:method)")
#: One of these stands in every file that has the word; looking for bytes is much faster than a pattern.
BEGINNINGS = (b"web", b"Web", b"WEB")
#: How the texts of trees with routers of their own call what has none, too (llama_stack 0.4.4, core/server/auth.py:32).
_SPOKEN = re.compile(WORD.pattern + rb"|\b[Ll]egacy routes?\b")
_BEGIN = (*BEGINNINGS, b"egacy route")


class Reason(enum.StrEnum):
    """What becomes of the text."""

    STAYS = "it stays"
    REWORDED = "it is reworded"


@dataclass(frozen=True)
class WebmethodsSpokenOf(Facts):
    """The first line that does, and how many lines do."""

    code = "LRC306"
    reason: Reason
    line: str
    lines: int = 1


def webmethods_spoken_of(data: bytes, path: PurePosixPath) -> Iterator[Finding]:
    """A finding for a file that speaks of them, at its first place."""
    found = _SPOKEN.search(data) if any(word in data for word in _BEGIN) else None
    if found and b"\0" not in data:
        lines = data.splitlines()
        first = line_number(data, found.start())
        count = sum(1 for line in lines if _SPOKEN.search(line))
        text = lines[first - 1].decode(errors="replace").strip()
        yield Finding(Place(path, first), WebmethodsSpokenOf(Reason.STAYS, text, count))


def reworded_messages(text: str, path: PurePosixPath) -> Iterator[Finding]:
    """A finding for each `raise` of a module whose text speaks of webmethods."""
    lines = lines_of(text)
    for node in ast.walk(parse_source(text, path)):
        if isinstance(node, ast.Raise) and any(_speaks_of_them(item) for item in ast.walk(node)):
            facts = WebmethodsSpokenOf(Reason.REWORDED, lines[node.lineno - 1].strip())
            yield Finding(place_of(node, path), facts)


def _speaks_of_them(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(WORD.search(node.value.encode()))
