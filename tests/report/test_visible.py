"""Text that may be printed."""

from __future__ import annotations

import pytest

from llama_router_codemod.report.visible import one_line, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("é \U0001f600 [bold]", "é \U0001f600 [bold]"),
        ("a\nb", "a\nb"),
        ("\x1b[31mred\x1b]0;title\x07", r"\x1b[31mred\x1b]0;title\x07"),
        ("\r\b\x9b\u202e\u2028\ufeff\ud800", r"\r\x08\x9b\u202e\u2028\ufeff\ud800"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown
    assert one_line(text) == shown.replace("\n", r"\n")
