"""What two recordings of one session differ in, and which of it the migration announced.

Every rule here has the code of a finding.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

ABSENT = "<absent>"
# Steps that send, in the query or as the body, a list that is a parameter of a GET.
LISTS_OF_A_GET = ("list of a GET: ", "responses: input items, include")
WITHOUT_TRACE = re.compile(r"exchanges\[\d+\]\.headers|outcome\[\d+\]\[1\]")


@dataclass(frozen=True)
class Difference:
    """A place in a step where the recordings differ; `request` is the one that was answered there."""

    step: str
    request: str
    place: str
    old: Any
    new: Any

    def __str__(self) -> str:
        texts = (json.dumps(value, ensure_ascii=False)[:300] for value in (self.old, self.new))
        return f"{self.step} ({self.request}) {self.place}: {' -> '.join(texts)}"


def differences(old: dict[str, Any], new: dict[str, Any]) -> list[Difference]:
    """Of all steps; the order of fields counts, since a client may print what it got."""
    before, after = ([step["step"] for step in record["steps"]] for record in (old, new))
    assert before == after
    return [
        Difference(step["step"], request_of(step, place), place, *values)
        for step, other in zip(old["steps"], new["steps"], strict=True)
        for place, *values in different(step, other)
    ]


def request_of(step: dict[str, Any], place: str) -> str:
    found = re.match(r"exchanges\[(\d+)\]", place)
    exchanges = step["exchanges"]
    return exchanges[int(found[1])]["request"] if found else exchanges[-1]["request"] if exchanges else ""


def different(old: Any, new: Any, place: str = "") -> Iterator[tuple[str, Any, Any]]:
    match old, new:
        case dict(), dict():
            for key in [*old, *(key for key in new if key not in old)]:
                below = f"{place}.{key}" if place else key
                if key not in old or key not in new:
                    yield below, old.get(key, ABSENT), new.get(key, ABSENT)
                else:
                    yield from different(old[key], new[key], below)
            if set(old) == set(new) and list(old) != list(new):
                yield f"{place} (order)", list(old), list(new)
        case list(), list() if len(old) == len(new):
            for number, (left, right) in enumerate(zip(old, new, strict=True)):
                yield from different(left, right, f"{place}[{number}]")
        case _:
            if old != new or type(old) is not type(new):
                yield place, old, new


@dataclass(frozen=True)
class Announced:
    """The differences that one migration announced: by its findings, and by the table of the release's routes."""

    findings: list[dict[str, Any]]
    rows: list[list[Any]]

    def reason(self, difference: Difference) -> str | None:
        """The finding that a difference is due to; None if there is none."""
        rules = [self.filtered_field, self.list_of_a_get, self.id_with_a_slash]
        return next(filter(None, (rule(difference) for rule in rules)), None)

    def unannounced(self, found: list[Difference]) -> list[str]:
        return [str(difference) for difference in found if self.reason(difference) is None]

    def filtered_field(self, difference: Difference) -> str | None:
        """LRC105: a field that the response model does not declare, of a call that the finding names."""
        field = re.fullmatch(r"(?:exchanges\[\d+\]\.body|outcome\.value)\.(\w+)", difference.place)
        if field is None or difference.new not in (ABSENT, None):
            return None
        row = self.row(difference.request)
        announced = (
            row is not None
            and finding["code"] == "LRC105"
            and finding["message"].startswith(f"`{row[3]}` answers")
            and field[1] in re.findall(r"\w+", finding["message"].partition(" also has ")[2])
            for finding in self.findings
        )
        return "LRC105" if any(announced) else None

    def list_of_a_get(self, difference: Difference) -> str | None:
        """LRC102: what was the body of a GET is its query now; the finding is about this call's parameter."""
        announced = any(item["code"] == "LRC102" and "include" in item["message"] for item in self.findings)
        return "LRC102" if announced and difference.step.startswith(LISTS_OF_A_GET) else None

    def id_with_a_slash(self, difference: Difference) -> str | None:
        """LRC115: the table of routes finds ids with slashes too, so that such a call has a trace."""
        announced = any(item["code"] == "LRC115" for item in self.findings)
        added = (
            WITHOUT_TRACE.fullmatch(difference.place)
            and isinstance(difference.new, list)
            and sorted([*difference.old, "x-trace-id"]) == difference.new
        )
        return "LRC115" if announced and added and self.has_a_slash(difference) else None

    def has_a_slash(self, difference: Difference) -> bool:
        if not difference.request:
            return difference.step == "socket: key error"
        row = self.row(difference.request)
        return row is not None and row[2].endswith(":path}")

    def row(self, request: str) -> list[Any] | None:
        """The row of the table that a recorded request belongs to."""
        method, _, target = request.partition(" ")
        path = target.partition("?")[0].replace("%2F", "/")
        for row in self.rows:
            pattern = re.sub(r"\{\w+:path\}", ".+", row[2])
            if row[1] == method and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", pattern), path):
                return row
        return None
