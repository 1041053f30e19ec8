"""Whether and where two JSON values differ."""

from __future__ import annotations

from typing import Any

import pytest

from llama_router_codemod.verify.json_difference import JsonPath, first_difference, json_changes, same_json


@pytest.mark.parametrize(
    ("one", "two"),
    [(1, 1), ("a", "a"), (None, None), ({"a": 1, "b": [2]}, {"b": [2], "a": 1}), ([], [])],
)
def test_same(one: Any, two: Any) -> None:
    assert same_json(one, two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (1, 1.0),
        (1, True),
        (0, False),
        (None, False),
        ("1", 1),
        ([1, 2], [2, 1]),
        ({"a": None}, {}),
        ({"a": 1}, {"a": 1.0}),
    ],
)
def test_different_to_a_client(one: Any, two: Any) -> None:
    assert not same_json(one, two)


@pytest.mark.parametrize(
    ("old", "new", "place", "before", "after"),
    [
        pytest.param(1, 2, "", 1, 2, id="values"),
        pytest.param({"a": 1, "b": 2}, {"a": 1, "b": 3}, ".b", 2, 3, id="a field"),
        pytest.param({"a": 1}, {"a": True}, ".a", 1, True, id="the type of a field"),
        pytest.param({"a": 1, "b": 2}, {"a": 1}, ".b", 2, "not there", id="a field less"),
        pytest.param({"a": 1}, {"a": 1, "b": 2}, ".b", "not there", 2, id="a field more"),
        pytest.param({"a": [1, {"b": 2}]}, {"a": [1, {"b": 3}]}, ".a[1].b", 2, 3, id="an item"),
        pytest.param([1], [1, 2], "", [1], [1, 2], id="an item more"),
        pytest.param({"a": 1}, [1], "", {"a": 1}, [1], id="an object and a list"),
        pytest.param({"a": 1, "b": 2}, {"a": 2, "b": 3}, ".a", 1, 2, id="the first of two"),
    ],
)
def test_first_difference(old: Any, new: Any, place: str, before: Any, after: Any) -> None:
    assert first_difference(old, new) == (place, before, after)


def test_place_begins_with_what_is_compared() -> None:
    assert first_difference([1], [2], "calls") == ("calls[0]", 1, 2)


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ({"a": [1, {"b": 2}]}, {"a": [1, {"b": 2}]}, []),
        (1, True, [((), 1, True)]),
        ({"a": 1, "b": 2}, {"b": 3, "c": 4}, [(("a",), 1, "not there"), (("b",), 2, 3), (("c",), "not there", 4)]),
        ({"a": [1, {"b": 2}]}, {"a": [0, {"b": 3}]}, [(("a", 0), 1, 0), (("a", 1, "b"), 2, 3)]),
        ({"a": [1]}, {"a": [1, 2]}, [(("a",), [1], [1, 2])]),
        (
            {"required": ["a", "b"]},
            {"required": ["b", "c"]},
            [(("required", "a"), "a", "not there"), (("required", "c"), "not there", "c")],
        ),
        ({}, {"required": ["a"]}, [(("required", "a"), "not there", "a")]),
        (
            {"required": ["a", "b"]},
            {"required": ["b", "a"]},
            [(("required", 0), "a", "b"), (("required", 1), "b", "a")],
        ),
        ({"required": True}, {"required": False}, [(("required",), True, False)]),
    ],
)
def test_all_differences(old: Any, new: Any, changes: list[tuple[JsonPath, Any, Any]]) -> None:
    assert list(json_changes(old, new)) == changes
