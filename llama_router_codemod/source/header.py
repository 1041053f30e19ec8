"""The comments at the top of an API module: which of them each new file needs."""

from __future__ import annotations

import re

from llama_router_codemod.source.spans import lines_of

_FOR_EVERY_FILE = re.compile(
    r"copyright|licen[cs]e|all rights reserved|spdx|coding[:=]|noqa|(?:fmt|isort|mypy|pyright|ruff|type):",
    re.IGNORECASE,
)


def split_header(header: str) -> tuple[str, str]:
    """A header as the part that every file repeats (licence, instructions to tools) and the part about the module."""
    blocks = re.split(r"(?<=\n)(?=\n)", header)
    count = 0
    while count < len(blocks) and (not blocks[count].strip() or _FOR_EVERY_FILE.search(blocks[count])):
        count += 1
    shared, own = "".join(blocks[:count]), "".join(blocks[count:]).lstrip("\n")
    return (shared if not own or shared.endswith("\n\n") or not shared else f"{shared}\n"), own


def leading_comments(text: str) -> str:
    """The comments before the first statement of a module."""
    lines = lines_of(text)
    end = next((index for index, line in enumerate(lines) if line.strip() and not line.startswith("#")), len(lines))
    return "".join(lines[:end])
