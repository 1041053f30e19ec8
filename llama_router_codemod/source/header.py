"""The comments at the top of an API module: which of them each new file needs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from llama_router_codemod.source.spans import lines_of
from llama_router_codemod.source.syntax import declared_encoding

_FOR_EVERY_FILE = re.compile(
    r"copyright|licen[cs]e|all rights reserved|spdx|coding[:=]|noqa|(?:fmt|isort|mypy|pyright|ruff|type):",
    re.IGNORECASE,
)


def split_header(header: str) -> tuple[str, str]:
    """A header as the part that every file repeats (licence, instructions to tools) and the part about the module.

    What stands twice in the former, as when a hook added a licence that was there, stands once in the result.
    """
    blocks = re.split(r"(?<=\n)(?=\n)", header)
    count = 0
    while count < len(blocks) and (not blocks[count].strip() or _FOR_EVERY_FILE.search(blocks[count])):
        count += 1
    shared, own = _once(_in_utf8("".join(blocks[:count]))), "".join(blocks[count:]).lstrip("\n")
    return (shared if not own or shared.endswith("\n\n") or not shared else f"{shared}\n"), own


def _in_utf8(text: str) -> str:
    """The text without the line that declares another encoding: the new files are in UTF-8."""
    if declared_encoding(text.encode()) is None:
        return text
    return "".join(line for line in lines_of(text) if declared_encoding(line.encode()) is None)


def _once(text: str) -> str:
    """The text without the lines at its top that follow again, with nothing or blank lines between the two."""
    lines = lines_of(text)
    start = 0
    for place in range(1, len(lines)):
        if lines[start].strip() and lines[place] == lines[start] and _follow_again(lines, start, place):
            start = place
    return "".join(lines[start:])


def _follow_again(lines: Sequence[str], start: int, place: int) -> bool:
    """Whether the lines from `start` up to `place`, but for blank ones before that, stand at `place`, too."""
    end = place
    while not lines[end - 1].strip():
        end -= 1
    # One by one: most that begin alike differ soon.
    length = end - start
    return length <= len(lines) - place and all(lines[start + n] == lines[place + n] for n in range(length))


def leading_comments(text: str) -> str:
    """The comments before the first statement of a module."""
    lines = lines_of(text)
    end = next((index for index, line in enumerate(lines) if line.strip() and not line.startswith("#")), len(lines))
    return "".join(lines[:end])
