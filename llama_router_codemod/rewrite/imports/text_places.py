"""Where the texts of a file are that may name a module: all of it, or the strings and comments of Python."""

from __future__ import annotations

import io
import re
import tokenize
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, cached_property
from operator import itemgetter
from os.path import commonprefix
from typing import TYPE_CHECKING

from llama_router_codemod.model.place import Place
from llama_router_codemod.source.spans import NEWLINE, line_starts
from llama_router_codemod.tree.checkout import LARGEST_BESIDE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import PurePosixPath

    from llama_router_codemod.model.move import Move

MAX_BYTES = LARGEST_BESIDE
PYTHON_SUFFIXES = frozenset({".py", ".pyi"})
_TEXT_TOKENS = frozenset(
    {
        tokenize.STRING,
        tokenize.COMMENT,
        getattr(tokenize, "FSTRING_MIDDLE", -1),
        getattr(tokenize, "TSTRING_MIDDLE", -1),
    }
)


def may_mention(data: bytes, moves: Mapping[str, Move]) -> bool:
    """Whether a file is a text of at most MAX_BYTES in which some of these modules may be named."""
    return len(data) <= MAX_BYTES and any(start in data for start in _beginnings(tuple(moves))) and b"\0" not in data


def matches(pattern: re.Pattern[bytes], data: bytes, moves: Mapping[str, Move]) -> Iterator[re.Match[bytes]]:
    """The matches of a pattern that begins with the dotted path of one of these modules, or with that of its file."""
    # A pattern that looks behind tries each byte; these are tried only where such a path may begin.
    places = {at for start in _beginnings(tuple(moves)) for at in _places_of(start, data)}
    end = 0
    for at in sorted(places):
        if at >= end and (found := pattern.match(data, at)):
            yield found
            end = found.end()


def file_of(module: str) -> str:
    """The path of a module's file without the top package, unless little else is left."""
    parts = module.split(".")
    return "/".join(parts[1:] if len(parts) > 2 else parts) + ".py"


@dataclass(frozen=True, eq=False)
class FileText:
    """The bytes of a file, the places in it, and which of them are in texts."""

    data: bytes
    path: PurePosixPath

    def place(self, offset: int) -> Place:
        """The place of a byte."""
        line = bisect_right(self._line_starts, offset)
        before = self.data[self._line_starts[line - 1] : offset]
        return Place(self.path, line, len(before.decode(errors="replace")) + 1)

    def is_text(self, offset: int) -> bool:
        """Whether a byte is in a string or a comment; any is, when the file is no Python, or has no tokens to tell."""
        if self._texts is None:
            return True
        last = bisect_right(self._texts, offset, key=itemgetter(0)) - 1
        return last >= 0 and offset < self._texts[last][1]

    @cached_property
    def _line_starts(self) -> tuple[int, ...]:
        return line_starts(self.data)

    @cached_property
    def _texts(self) -> list[tuple[int, int]] | None:
        """Where each string and comment of a Python file begins and ends, in order."""
        if self.path.suffix not in PYTHON_SUFFIXES:
            return None
        # The module tokenize knows only one line ending; columns do not depend on it.
        lines = io.BytesIO(NEWLINE.sub(b"\n", self.data))
        try:
            tokens = [token for token in tokenize.tokenize(lines.readline) if token.type in _TEXT_TOKENS]
        except (tokenize.TokenError, SyntaxError):
            return None
        decoded = [line.decode(errors="replace") for line in NEWLINE.split(self.data)]

        def offset(line: int, column: int) -> int:
            return self._line_starts[line - 1] + len(decoded[line - 1][:column].encode())

        return [(offset(*token.start), offset(*token.end)) for token in tokens]


def _places_of(start: bytes, data: bytes) -> Iterator[int]:
    at = data.find(start)
    while at >= 0:
        yield at
        at = data.find(start, at + 1)


@cache
def _beginnings(modules: tuple[str, ...]) -> tuple[bytes, ...]:
    """What each dotted path begins with, and each file path: looking for these rules out most files at once."""
    by_first: dict[str, list[str]] = {}
    for name in (*modules, *map(file_of, modules)):
        by_first.setdefault(re.split(r"[./]", name)[0], []).append(name)
    # Letter by letter is meant here: these are not paths yet.
    return tuple(commonprefix(names).encode() for names in by_first.values())  # noqa: RUF071
