"""The comments at the top of an API module: which of them each new file needs."""

from __future__ import annotations

import re
from itertools import dropwhile

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
    lines = lines_of(text)
    for length in range(1, len(lines) // 2 + 1):
        first, rest = lines[:length], list(dropwhile(lambda line: not line.strip(), lines[length:]))
        if first == rest[:length]:
            return _once("".join([*first, *rest[length:]]))
    return text


def leading_comments(text: str) -> str:
    """The comments before the first statement of a module."""
    lines = lines_of(text)
    end = next((index for index, line in enumerate(lines) if line.strip() and not line.startswith("#")), len(lines))
    return "".join(lines[:end])
