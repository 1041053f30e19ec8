"""How many texts a route publishes."""

from __future__ import annotations

import pytest

from llama_router_codemod.verify.messages.record import PublishedTexts


@pytest.mark.parametrize(
    ("texts", "count"),
    [
        (PublishedTexts(), 0),
        (PublishedTexts(response=""), 1),
        (PublishedTexts("List orders.", "List orders.", {"limit": "How many.", "after": "From where."}, "What."), 5),
    ],
)
def test_count(texts: PublishedTexts, count: int) -> None:
    assert texts.count == count
