"""Path templates: what they name, and whether some request path fits two of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_PLACEHOLDER = re.compile(r"\{(\w+)(:\w+)?\}")


def path_parameters(path: str) -> tuple[str, ...]:
    """The names in a path template, in order: `/a/{x}/b/{y:path}` gives `x`, `y`."""
    return tuple(name for name, _ in _PLACEHOLDER.findall(path))


@cache
def overlap(one: str, other: str) -> bool:
    """Whether some request path is matched by both templates, as Starlette matches them."""
    left, right = _steps(one), _steps(other)
    reached, open_ends = {(0, 0)}, [(0, 0)]
    while open_ends:
        i, j = open_ends.pop()
        here = left[i] if i < len(left) else None
        there = right[j] if j < len(right) else None
        following: set[tuple[int, int]] = set()
        if here is not None and here.repeats:
            following.add((i + 1, j))
        if there is not None and there.repeats:
            following.add((i, j + 1))
        if here is not None and there is not None and here.meets(there):
            following.add((i if here.repeats else i + 1, j if there.repeats else j + 1))
        open_ends += following - reached
        reached |= following
    return (len(left), len(right)) in reached


@dataclass(frozen=True)
class _Step:
    """One step through a path: a character, `""` for any but a slash, None for any; `repeats` allows none, too."""

    char: str | None
    repeats: bool = False

    def meets(self, other: _Step) -> bool:
        match self.char, other.char:
            case (None, _) | (_, None) | ("", ""):
                return True
            case ("", char) | (char, ""):
                return char != "/"
            case (one, two):
                return one == two


@cache
def _steps(path: str) -> tuple[_Step, ...]:
    """A template as steps: `{x}` is one character or more of a segment, `{x:path}` anything, even nothing."""
    steps: list[_Step] = []
    end = 0
    for match in _PLACEHOLDER.finditer(path):
        steps += map(_Step, path[end : match.start()])
        steps += [_Step(None, repeats=True)] if match[2] == ":path" else [_Step(""), _Step("", repeats=True)]
        end = match.end()
    return (*steps, *map(_Step, path[end:]))
