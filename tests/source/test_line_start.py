"""Where a line begins for Python's tokenizer."""

from __future__ import annotations

import pytest

from llama_router_codemod.source.line_start import at_line_start


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", False),
        (b"x = 1  # def a()", False),
        (b"  def a():", False),
        (b"\x0bdef a():", False),
        ("\u2028def a():".encode(), False),
        (b"def a():", True),
        (b"\xef\xbb\xbfdef a():", True),
        (b"  def a():\ndef a():", True),
        (b"x\r\ndef a():", True),
        (b"x\rdef a():", True),
        (b"x\n\x0cdef a():", True),
        (b"x\n  \x0cdef a():", True),
        (b"x\n\x0c  def a():", False),
        (b"x\n\xef\xbb\xbfdef a():", False),
    ],
)
def test_line_start(data: bytes, found: bool) -> None:
    assert (at_line_start(r"def a\(").search(data) is not None) is found
