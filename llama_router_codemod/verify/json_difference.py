"""Whether and where two JSON values differ."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llama_router_codemod.verify.messages.json_value import Json

#: The keys and indices that lead to a part of a value.
JsonPath = tuple[str | int, ...]
#: Stands for a value that only the other side has.
NOT_THERE = "not there"
_spelled = json.JSONEncoder(sort_keys=True).encode


def same_json(one: Json, two: Json) -> bool:
    """Whether two values are the same to a client and to an implementation; to Python 1, 1.0 and True are equal."""
    return one is two or _spelled(one) == _spelled(two)


def first_difference(old: Json, new: Json, place: str = "") -> tuple[str, Json, Json]:
    """Where two JSON values first differ, with the values there: (".calls[0].arguments.limit", 20, None)."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*old, *(key for key in new if key not in old)]:
            if key not in old or key not in new:
                return f"{place}.{key}", old.get(key, NOT_THERE), new.get(key, NOT_THERE)
            if not same_json(old[key], new[key]):
                return first_difference(old[key], new[key], f"{place}.{key}")
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (left, right) in enumerate(zip(old, new, strict=True)):
            if not same_json(left, right):
                return first_difference(left, right, f"{place}[{index}]")
    return place, old, new


def json_changes(old: Json, new: Json, path: JsonPath = ()) -> Iterator[tuple[JsonPath, Json, Json]]:
    """Every place where two JSON values differ, with the values there; lists of other lengths differ as a whole.

    Of the names that are `required`, each that only one side has is a place of its own, wherever it stands.
    """
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*old, *(key for key in new if key not in old)]:
            yield from json_changes(old.get(key, NOT_THERE), new.get(key, NOT_THERE), (*path, key))
    elif path[-1:] == ("required",) and (names := _names(old)) ^ (new_names := _names(new)):
        yield from (((*path, name), name, NOT_THERE) for name in sorted(names - new_names))
        yield from (((*path, name), NOT_THERE, name) for name in sorted(new_names - names))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (left, right) in enumerate(zip(old, new, strict=True)):
            yield from json_changes(left, right, (*path, index))
    elif not same_json(old, new):
        yield path, old, new


def _names(value: Json) -> set[str]:
    return {item for item in value if isinstance(item, str)} if isinstance(value, list) else set()
