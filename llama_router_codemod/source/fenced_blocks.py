"""Fenced blocks of code in a Markdown document (CommonMark 0.31, section 4.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from llama_router_codemod.source.spans import lines_of

_FENCE = re.compile(r"(?P<indent>[ \t]*)(?P<fence>`{3,}|~{3,})[ \t]*(?P<language>[\w+-]*)(?P<rest>[^\r\n]*)")


@dataclass(frozen=True)
class FencedBlock:
    """A block: its language, its code without the indentation that all of it has, and where its lines begin and end.

    `end` is behind the code, `after` behind the line of the closing fence; all are offsets in bytes.
    """

    language: str
    code: str
    start: int
    end: int
    after: int
    indent: str
    fence: str

    def indented(self, text: str) -> str:
        """A text with the indentation of the block."""
        return "".join(self.indent + line if line.strip() else line for line in lines_of(text))

    def beside(self, code: str) -> str:
        """Another block of the same language and indentation."""
        return self.indented(f"{self.fence}{self.language}\n{code}{self.fence}\n")


def fenced_blocks(text: str) -> Iterator[FencedBlock]:
    """The blocks of a document in their order; one that is never closed is none."""
    opening: re.Match[str] | None = None
    code: list[str] = []
    position = start = 0
    for line in lines_of(text):
        fence = _FENCE.match(line)
        if opening is not None and fence is not None and _closes(fence, opening):
            end = position + len(line.encode())
            yield FencedBlock(
                opening["language"], "".join(code), start, position, end, opening["indent"], opening["fence"]
            )
            opening = None
        elif opening is not None:
            code.append(line.removeprefix(opening["indent"]))
        elif fence is not None and not ("`" in fence["fence"] and "`" in fence["rest"]):
            opening, code = fence, []
            start = position + len(line.encode())
        position += len(line.encode())


def _closes(fence: re.Match[str], opening: re.Match[str]) -> bool:
    same = fence["fence"].startswith(opening["fence"])
    return same and not fence["language"] and not fence["rest"].strip()
