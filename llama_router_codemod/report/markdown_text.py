"""Text from a checkout in Markdown: it stays text, whatever it says."""

from __future__ import annotations

import re

from llama_router_codemod.report.visible import one_line, visible

_SPAN = re.compile(r"((?<!`)`[^`]+`(?!`))")
#: They make links, pictures, tags, references, emphasis and escapes.
_SIGNS = re.compile(r"[\\`*_\[\]<>~]|&(?=#?\w+;)")
_RUN = re.compile("`+")
_ZERO_WIDTH_SPACE = "\u200b"


def code(text: str) -> str:
    """A code span; nothing for an empty text."""
    if not text:
        return ""
    text = one_line(text)
    fence = "`" * _longer_than_runs(text, 1)
    pad = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def prose(text: str) -> str:
    """Running text, in which only code spans in single backticks have a meaning."""
    parts = _SPAN.split(one_line(text))
    return "".join(part if index % 2 else _escaped(part) for index, part in enumerate(parts))


def _escaped(text: str) -> str:
    # A mention cannot be escaped: it is looked for in the text that a reader sees.
    return _SIGNS.sub(lambda sign: f"\\{sign[0]}", text).replace("@", f"@{_ZERO_WIDTH_SPACE}")


def fenced(lines: list[str]) -> list[str]:
    """A block of text that no line of it ends."""
    text = visible("\n".join(lines))
    fence = "`" * _longer_than_runs(text, 3)
    return [f"{fence}text", text, fence]


def _longer_than_runs(text: str, least: int) -> int:
    return max([least, *(len(run) + 1 for run in _RUN.findall(text))])
