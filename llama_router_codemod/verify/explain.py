"""Which finding of the migration announced a difference."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from llama_router_codemod.contract.list_of_a_get import ListInQuery
from llama_router_codemod.model.finding import Finding
from llama_router_codemod.rewrite.descriptions.two_texts import DroppedText
from llama_router_codemod.verify.probe.values import UNDECLARED_FIELD
from llama_router_codemod.verify.result import Check, Difference, RouteResult
from llama_router_codemod.verify.schema_difference import NOT_THERE


class Explanations:
    """The findings of a migration of the first tree, asked for each difference."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._findings = sorted(findings)

    def code(self, route: RouteResult, difference: Difference, request: dict[str, Any] | None = None) -> str | None:
        """The code of the finding that announced a difference of a route; None when none did."""
        if _loses_undeclared_field(difference):
            return "LRC105"
        for finding in self._findings:
            is_own = finding.method == (route.method or "").rpartition(".")[2] and finding.api == route.api
            if (
                (finding.code == "LRC201" and _is_dropped_text(finding, difference))
                or (finding.code == "LRC102" and is_own and _is_list_of_a_get(finding, difference, request))
                or (finding.code == "LRC110" and is_own and _was_stream_of_an_error(difference))
            ):
                return finding.code
        return None


def _loses_undeclared_field(difference: Difference) -> bool:
    """LRC105: the answer is the same but for the field that the response model does not declare."""
    if difference.place != "answer:wider" or set(difference.before) != {"body"}:
        return False
    before, after = difference.before["body"], difference.after["body"]
    if not isinstance(before, dict):
        return False
    declared = {key: value for key, value in before.items() if key != UNDECLARED_FIELD}
    return bool(declared == after and declared != before)


def _is_dropped_text(finding: Finding, difference: Difference) -> bool:
    """LRC201: a field had two texts; the one that FastAPI published was not the one of the published document."""
    facts = finding.facts
    field = re.fullmatch(r".*?(\w+)\.description", difference.place)
    return (
        difference.check is Check.DOCUMENT
        and field is not None
        and isinstance(facts, DroppedText)
        and (facts.field, facts.text) == (field[1], difference.before)
        and difference.after != NOT_THERE
    )


def _is_list_of_a_get(finding: Finding, difference: Difference, request: dict[str, Any] | None) -> bool:
    """LRC102: what was the body of a GET is a parameter of its query, for a request that has one of them."""
    if not isinstance(finding.facts, ListInQuery):
        return False
    name = finding.facts.parameter
    if request is None:
        return difference.check is Check.DOCUMENT and difference.place in ("body", f"parameter {name}")
    sent = parse_qs(urlsplit(request["url"]).query, keep_blank_values=True).get(name)
    if sent is None and request["body"] is None:
        return False
    calls = difference.after.get("calls") or []
    return all(_takes(call, name, sent, difference.before.get("calls")) for call in calls)


def _takes(call: dict[str, Any], name: str, sent: list[str] | None, before: Any) -> bool:
    """Whether a call has what the query sent, or nothing, and all other arguments as before."""
    arguments = dict(call.get("arguments", {}))
    values = arguments.pop(name, None)
    taken = [item["value"] if isinstance(item, dict) else item for item in values or []]
    if taken != (sent or []):
        return False
    if not before:
        return True  # the legacy server refused the body, so there was no call
    return arguments == {key: value for key, value in before[0].get("arguments", {}).items() if key != name}


def _was_stream_of_an_error(difference: Difference) -> bool:
    before = difference.before if isinstance(difference.before, dict) else {}
    return str(before.get("content_type", "")).startswith("text/event-stream")
