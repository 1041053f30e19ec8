"""Where statements stand in a file, in bytes: `ast` counts columns so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ast

_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_NEWLINE = re.compile(rb"\r\n|\r|\n")
_REST_OF_LINE = re.compile(rb"[ \t\f]*(?:#[^\r\n]*)?(?:\r\n|\r|\n|\Z)")


@dataclass(frozen=True)
class SourceLines:
    """The bytes of a file, and where each line begins."""

    data: bytes
    starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> SourceLines:
        data = text.encode()
        return cls(data, tuple(match.start() for match in _LINE.finditer(data)))

    def text(self, start: int, end: int) -> str:
        return self.data[start:end].decode()

    def span(self, node: ast.stmt) -> tuple[int, int]:
        """Where a statement begins and ends."""
        end_line, end_column = node.end_lineno or node.lineno, node.end_col_offset or 0
        return self.starts[node.lineno - 1] + node.col_offset, self.starts[end_line - 1] + end_column

    def own_lines(self, node: ast.stmt) -> tuple[int, int] | None:
        """Where the lines of a statement begin and end, line ending included; None when it shares one with others."""
        start, end = self.span(node)
        first = self.starts[node.lineno - 1]
        rest = _REST_OF_LINE.match(self.data, end)
        if rest is None or self.data[first:start].strip(b" \t\f"):
            return None
        continues = first and self.data[self.starts[node.lineno - 2] : first].rstrip(b"\r\n").endswith(b"\\")
        return None if continues else (first, rest.end())

    def indent(self, node: ast.stmt) -> str:
        """The white space at the beginning of a statement's line."""
        line = self.data[self.starts[node.lineno - 1] :]
        return line[: len(line) - len(line.lstrip(b" \t\f"))].decode()

    def newline(self, node: ast.stmt) -> str:
        """The line ending behind a statement; without one that of the file's first line, or else a line feed."""
        found = _NEWLINE.search(self.data, self.span(node)[1]) or _NEWLINE.search(self.data)
        return found[0].decode() if found else "\n"
