"""Routes as a server serves them, and whether two servers serve the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True, order=True)
class ServedRoute:
    """One route: the member of `Api` that serves it, verb and path on the wire, and the method that is called.

    The method of a tool group behind another API has the group's name before its own, as `rag_tool.insert`.
    """

    api: str
    verb: str
    path: str
    method: str

    def __str__(self) -> str:
        return f"{self.verb} {self.path} ({self.api}.{self.method})"


def differences(legacy: Sequence[ServedRoute], migrated: Sequence[ServedRoute]) -> Iterator[str]:
    """Each route that only one of two servers has, and each pair of overlapping routes in another order.

    Both lists are in the order in which routes are matched within an API; between APIs a server has no order.
    """
    for route in sorted({*legacy} - {*migrated}):
        yield f"gone: {route}"
    for route in sorted({*migrated} - {*legacy}):
        yield f"new: {route}"
    if len(migrated) - len({*migrated}) > len(legacy) - len({*legacy}):
        yield "a route is served twice"
    before = overlapping_pairs(legacy)
    for first, second in sorted(overlapping_pairs(migrated)):
        if (second, first) in before:
            yield f"matched the other way round: {first}, {second}"


def overlapping_pairs(routes: Sequence[ServedRoute]) -> set[tuple[ServedRoute, ServedRoute]]:
    """The pairs of one API's routes that some request fits both, each in the order of the list."""
    return {
        (first, second)
        for first, second in combinations(routes, 2)
        if (first.api, first.verb) == (second.api, second.verb) and overlap(first.path, second.path)
    }


def overlap(first: str, second: str) -> bool:
    """Whether there is a path that two templates both match."""
    return _overlap(first.strip("/").split("/"), second.strip("/").split("/"))


def _overlap(first: list[str], second: list[str]) -> bool:
    if not first or not second:
        return first == second
    if _is_rest(second[0]) and not _is_rest(first[0]):
        first, second = second, first
    if _is_rest(first[0]):  # one segment or more
        return any(_overlap(first[1:], second[taken:]) for taken in range(1, len(second) + 1)) or (
            len(second) == 1 and _is_rest(second[0])
        )
    same = first[0] == second[0] or _is_parameter(first[0]) or _is_parameter(second[0])
    return same and _overlap(first[1:], second[1:])


def _is_parameter(segment: str) -> bool:
    return re.search(r"\{\w+\}", segment) is not None


def _is_rest(segment: str) -> bool:
    return re.search(r"\{\w+:path\}", segment) is not None
