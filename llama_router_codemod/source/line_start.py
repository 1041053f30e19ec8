"""Patterns for what begins a line of Python source, in bytes that are not parsed yet."""

from __future__ import annotations

import re
from typing import NamedTuple

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class LineStart(NamedTuple):
    """A pattern that matches only at the beginning of a line as Python's tokenizer sees it.

    A line begins behind LF, CR LF or CR, and at the beginning of a file, behind a byte order mark if there is one. What
    stands before a form feed does not count as an indentation.
    """

    pattern: re.Pattern[bytes]

    def search(self, data: bytes) -> re.Match[bytes] | None:
        """The first match."""
        # What is looked for is rare, and line starts are not.
        return next((match for match in self.pattern.finditer(data) if _begins_line(data, match.start())), None)


def at_line_start(rest: str) -> LineStart:
    """A pattern for `rest`, a pattern itself, at the beginning of a line."""
    return LineStart(re.compile(rest.encode()))


def _begins_line(data: bytes, offset: int) -> bool:
    start = 1 + max(data.rfind(b"\n", 0, offset), data.rfind(b"\r", 0, offset))
    before = data[start:offset]
    if start == 0:
        before = before.removeprefix(_BYTE_ORDER_MARK)
    return not before or (before.endswith(b"\f") and not before.strip(b" \t\f"))
