"""Edits of a file's text by spans: where the nodes of `ast` stand in its bytes, and what stands there instead.

For import lines and strings of files that otherwise stay; code is restructured by LibCST transformers.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from typing import NamedTuple

Node = ast.stmt | ast.expr | ast.alias

# What ends a line for Python's tokenizer, and so for the line numbers of `ast`. str.splitlines knows seven more.
NEWLINE = re.compile(rb"\r\n|\r|\n")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_INDENTATION = re.compile(rb"[ \t\f]*")
_REST_OF_LINE = re.compile(rb"[ \t\f]*(?:#[^\r\n]*)?(?:\r\n|\r|\n|\Z)")


class Edit(NamedTuple):
    """`text` instead of the bytes from `start` up to `end`; an insertion where both are the same."""

    start: int
    end: int
    text: str


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits, whose offsets are those before any of them; insertions at one place in their order.

    Raises ValueError when two edits overlap.
    """
    data = text.encode()
    pieces: list[bytes] = []
    position = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < position:
            raise ValueError(f"overlapping edits at byte {edit.start}: {edit.text!r}")
        pieces += [data[position : edit.start], edit.text.encode()]
        position = edit.end
    return b"".join([*pieces, data[position:]]).decode()


def lines_of(text: str) -> list[str]:
    """The lines of a source text, each with its line ending."""
    return _LINE.findall(text)


def line_number(data: bytes, offset: int) -> int:
    """The number of the line that an offset is in."""
    return 1 + newlines(data, 0, offset)


def newlines(data: bytes, start: int, end: int) -> int:
    """How many lines end between two offsets."""
    if data.find(b"\r", start, end) < 0:
        # Most files have no other, and one byte is counted much faster than a pattern.
        return data.count(b"\n", start, end)
    return sum(1 for _ in NEWLINE.finditer(data, start, end))


def line_start(data: bytes, offset: int) -> int:
    """Where the line begins that an offset is in."""
    return 1 + max(data.rfind(b"\n", 0, offset), data.rfind(b"\r", 0, offset))


def line_starts(data: bytes) -> tuple[int, ...]:
    """Where each line begins, an empty one at the end included."""
    return 0, *(match.end() for match in NEWLINE.finditer(data))


class SourceLines(NamedTuple):
    """The bytes of a file, and where each line begins: `ast` counts columns in bytes."""

    data: bytes
    starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> SourceLines:
        data = text.encode()
        return cls(data, line_starts(data))

    def text(self, start: int, end: int) -> str:
        return self.data[start:end].decode()

    def span(self, node: Node) -> tuple[int, int]:
        """Where a node begins and ends."""
        end_line, end_column = node.end_lineno or node.lineno, node.end_col_offset or 0
        return self.starts[node.lineno - 1] + node.col_offset, self.starts[end_line - 1] + end_column

    def line_start(self, node: Node) -> int:
        """Where the line begins in which a node begins."""
        return self.starts[node.lineno - 1]

    def line_end(self, offset: int) -> int:
        """Where the line that an offset is in has its line ending, or the end of the file."""
        found = NEWLINE.search(self.data, offset)
        return found.start() if found else len(self.data)

    def own_lines(self, node: ast.stmt) -> tuple[int, int] | None:
        """Where the lines of a statement begin and end, line ending included; None when it shares one with others."""
        start, end = self.span(node)
        first = self.line_start(node)
        rest = _REST_OF_LINE.match(self.data, end)
        if rest is None or self.data[first:start].strip(b" \t\f"):
            return None
        continues = first and self.data[self.starts[node.lineno - 2] : first].rstrip(b"\r\n").endswith(b"\\")
        return None if continues else (first, rest.end())

    def indent(self, node: ast.stmt) -> str:
        """The white space at the beginning of a statement's line."""
        found = _INDENTATION.match(self.data, self.line_start(node))
        return found[0].decode() if found else ""

    def newline(self, node: ast.stmt) -> str:
        """The line ending behind a statement; without one that of the file's first line, or else a line feed."""
        found = NEWLINE.search(self.data, self.span(node)[1]) or NEWLINE.search(self.data)
        return found[0].decode() if found else "\n"
