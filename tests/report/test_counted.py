"""One thing, or more of them."""

from __future__ import annotations

import pytest

from llama_router_codemod.report.counted import count


@pytest.mark.parametrize(("number", "words"), [(0, "0 files"), (1, "1 file"), (2, "2 files")])
def test_count(number: int, words: str) -> None:
    assert count(number, "file") == words
