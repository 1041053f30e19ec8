"""The migrated server is slower if new processes say so, too."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from against_legacy_server import cpu_ratios, slower_requests

GET, POST = "GET /v1/health", "POST /v1/scoring/score"


@pytest.mark.parametrize(
    ("starts", "slower"),
    [
        ([{GET: 1.06, POST: 0.9}], {}),
        ([{GET: 1.07, POST: 0.9}, {GET: 1.0, POST: 1.0}, {GET: 1.2, POST: 1.0}], {GET: 1.07}),
        ([{GET: 1.07, POST: 0.9}, {GET: 1.0, POST: 1.0}, {GET: 1.0, POST: 1.0}], {}),
        ([{GET: 1.0, POST: 1.5}, {GET: 1.0, POST: 1.2}, {GET: 1.0, POST: 1.1}], {POST: 1.2}),
    ],
    ids=["not slower", "slower in two of three", "slower in one of three", "the other request"],
)
def test_what_is_slower_is_started_twice_more(starts: list[Mapping[str, float]], slower: dict[str, float]) -> None:
    left = iter(starts)
    assert slower_requests(lambda: next(left)) == slower
    assert list(left) == []


def test_turns_are_compared_with_their_neighbours() -> None:
    # The machine was busy in the second turn and the third.
    legacy, migrated = {"cpu": [1.0, 4.0, 4.0]}, {"cpu": [1.1, 4.4, 8.0]}
    assert cpu_ratios({GET: {"legacy": legacy, "migrated": migrated}}) == {GET: pytest.approx(1.1)}
