"""Where the texts of a file are that may name a module: all of it, or the strings and comments of Python."""

from __future__ import annotations

import io
import re
import tokenize
from functools import cache
from os.path import commonprefix
from typing import TYPE_CHECKING

from llama_router_codemod.model.place import Place
from llama_router_codemod.source.spans import line_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import PurePosixPath

    from llama_router_codemod.model.move import Move

MAX_BYTES = 2 * 1024 * 1024
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


def place_of(data: bytes, offset: int, path: PurePosixPath) -> Place:
    """The place of a byte in a file."""
    line_start = data.rfind(b"\n", 0, offset) + 1
    column = len(data[line_start:offset].decode(errors="replace")) + 1
    return Place(path, line_number(data, offset), column)


def is_text(data: bytes, path: PurePosixPath) -> Callable[[Place], bool]:
    """Whether a place is in a string or a comment; any is, when the file is no Python, or has no tokens to tell."""
    if path.suffix not in PYTHON_SUFFIXES:
        return lambda place: True

    @cache  # of most files no place is asked
    def texts() -> list[tokenize.TokenInfo] | None:
        try:
            return [token for token in tokenize.tokenize(io.BytesIO(data).readline) if token.type in _TEXT_TOKENS]
        except (tokenize.TokenError, SyntaxError):
            return None

    def is_in_text(place: Place) -> bool:
        tokens = texts()
        at = (place.line, place.column - 1)
        return tokens is None or any(token.start <= at < token.end for token in tokens)

    return is_in_text


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
