"""Which finding of the migration announced a difference."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from llama_router_codemod.spec import Finding
from llama_router_codemod.verify.result import Check, Difference, RouteResult

TEXT_CODES = ("LRC201", "LRC202", "LRC204")


class Explanations:
    """The findings of a migration of the first tree, asked for each difference."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._findings = sorted(findings)

    def code(self, route: RouteResult, difference: Difference, request: dict[str, Any] | None = None) -> str | None:
        """The code of the finding that announced a difference of a route; None when none did."""
        if difference.check is Check.BEHAVIOUR and _only_loses_fields(difference):
            return "LRC105"
        for finding in self._findings:
            if finding.code in TEXT_CODES and _is_dropped_text(finding, difference):
                return finding.code
            if (
                finding.code == "LRC102"
                and _is_method(finding, route)
                and _is_list_of_a_get(finding, difference, request)
            ):
                return finding.code
            if finding.code == "LRC110" and _is_method(finding, route) and _was_stream_of_an_error(difference):
                return finding.code
        return None


def _is_method(finding: Finding, route: RouteResult) -> bool:
    method = (route.method or "").rpartition(".")[2]
    return finding.method == method and finding.api == route.api


def _only_loses_fields(difference: Difference) -> bool:
    """LRC105: the answer is the same but for fields that the response model does not declare.

    The generated answers are of the declared types, so that only those of a wider type have such fields.
    """
    return (
        difference.place == "answer:wider"
        and set(difference.before) == {"body"}
        and _is_part(difference.after["body"], difference.before["body"])
    )


def _is_part(part: Any, whole: Any) -> bool:
    if isinstance(part, dict) and isinstance(whole, dict):
        return all(key in whole and _is_part(value, whole[key]) for key, value in part.items())
    if isinstance(part, list) and isinstance(whole, list):
        return len(part) == len(whole) and all(map(_is_part, part, whole))
    return bool(part == whole)


def _is_dropped_text(finding: Finding, difference: Difference) -> bool:
    """A field had two texts; the one that FastAPI published was not the one of the published document."""
    field = re.fullmatch(r".*?(\w+)\.description", difference.place)
    return (
        difference.check is Check.DOCUMENT
        and field is not None
        and f".{field[1]}`" in finding.message
        and str(difference.before) in finding.message
    )


def _is_list_of_a_get(finding: Finding, difference: Difference, request: dict[str, Any] | None) -> bool:
    """LRC102: what was the body of a GET is a parameter of its query, for a request that has one of them."""
    named = re.match(r"`(\w+):", finding.message)
    if named is None:
        return False
    if request is None:
        return difference.check is Check.DOCUMENT and difference.place in ("body", f"parameter {named[1]}")
    return request["body"] is not None or f"{named[1]}=" in request["url"]


def _was_stream_of_an_error(difference: Difference) -> bool:
    before = difference.before if isinstance(difference.before, dict) else {}
    return str(before.get("content_type", "")).startswith("text/event-stream")
