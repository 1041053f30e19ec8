"""Which finding of the migration announced a change."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from llama_router_codemod.source.literals import string_literal
from llama_router_codemod.verify.change import Aspect, Change, DocumentChange, OutcomeChange
from llama_router_codemod.verify.document_place import Keyword, Part, Property, SchemaPlace
from llama_router_codemod.verify.json_difference import NOT_THERE
from llama_router_codemod.verify.messages.answer_mode import UNDECLARED_FIELD, Answer
from llama_router_codemod.verify.messages.record import Call, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from llama_router_codemod.model.spec import Finding
    from llama_router_codemod.verify.messages.json_value import Json
    from llama_router_codemod.verify.messages.method import MethodName


class Explanations:
    """The findings of a migration of the first tree, asked for each change."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._findings = [finding for finding in sorted(findings) if finding.code in EXPLAINS]

    def code(self, method: MethodName | None, change: Change) -> str | None:
        """The code of the finding that announced a change of a route of a method; None when none did."""
        if isinstance(change, OutcomeChange) and change.is_moved:
            return None  # more than the place of the list has changed
        if loses_undeclared_field(change):
            # The migration reports the subclasses that it sees; the one that is answered here is in no tree.
            return "LRC105"
        announced = (
            finding.code
            for finding in self._findings
            if _concerns(finding, method) and EXPLAINS[finding.code](finding, change)
        )
        return next(announced, None)


def _concerns(finding: Finding, method: MethodName | None) -> bool:
    """Whether a finding is about a method; one that names no method is about all."""
    if finding.method is None:
        return True
    return method is not None and (finding.api, finding.method) == (method.api, method.method)


def moves_list_to_query(finding: Finding, change: Change) -> bool:
    """LRC102: what was the body of a GET is a parameter of its query, for a request that has one of them."""
    named = re.match(r"`(\w+):", finding.message)
    if named is None:
        return False
    match change:
        case DocumentChange(place):
            return place in (SchemaPlace(Part.BODY), SchemaPlace(Part.PARAMETER, named[1]))
        case OutcomeChange():
            return _reads_list_elsewhere(named[1], change)
    return False


def _reads_list_elsewhere(name: str, change: OutcomeChange) -> bool:
    request = change.request
    sent = parse_qs(urlsplit(request.url).query, keep_blank_values=True).get(name)
    if sent is None and request.body is None:
        return False
    if Aspect.CALLS not in change.aspects:
        return True
    before = change.before.calls[0] if change.before.calls else None
    return all(_takes(call, name, sent or [], before) for call in change.after.calls)


def _takes(call: Call, name: str, sent: list[str], before: Call | None) -> bool:
    """Whether a call has what the query sent, or nothing, and all other arguments as before."""
    arguments = dict(call.arguments or {})
    if _plain(arguments.pop(name, None)) != sent:
        return False
    if before is None:
        return True  # the legacy server refused the body, so there was no call
    return arguments == {key: value for key, value in (before.arguments or {}).items() if key != name}


def _plain(values: Json) -> list[Json] | None:
    """The items of a recorded list, of enumerations their values; None for what is no list."""
    if values is None:
        return []
    if not isinstance(values, list):
        return None
    return [item.get("value") if isinstance(item, dict) else item for item in values]


def loses_undeclared_field(change: Change) -> bool:
    """LRC105: the answer is the same but for the field that the response model does not declare."""
    match change:
        case OutcomeChange(aspects=(Aspect.BODY,), before=Outcome(body=dict() as body)) if UNDECLARED_FIELD in body:
            declared = {key: value for key, value in body.items() if key != UNDECLARED_FIELD}
            return change.request.answer is Answer.WIDER and bool(declared == change.after.body)
    return False


def loses_stream_of_error(finding: Finding, change: Change) -> bool:
    """LRC110: a request that is refused asked for a stream, and got its error as one."""
    match change:
        case OutcomeChange(aspects=aspects, before=before) if Aspect.CONTENT_TYPE in aspects:
            return (before.content_type or "").startswith("text/event-stream")
    return False


def drops_text(finding: Finding, change: Change) -> bool:
    """LRC201: a field had two texts; the one that FastAPI published was not the one of the published document."""
    match change:
        case DocumentChange(SchemaPlace() as place, before, after) if after != NOT_THERE:
            field = _described_field(place)
            return field is not None and f".{field}`: {string_literal(before)} is dropped" in finding.message
    return False


def _described_field(place: SchemaPlace) -> str | None:
    """The name of the field whose description is at a place; None for any other place."""
    match place.path:
        case (*_, Property(name), Keyword("description")):
            return name
        case (Keyword("description"),):
            return place.name
    return None


#: By the code of a finding, whether it announced a change.
EXPLAINS: dict[str, Callable[[Finding, Change], bool]] = {
    "LRC102": moves_list_to_query,
    "LRC110": loses_stream_of_error,
    "LRC201": drops_text,
}
