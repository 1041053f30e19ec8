"""Which finding of the migration announced a change."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from llama_router_codemod.verify.change import Aspect, Change, DocumentChange, OutcomeChange
from llama_router_codemod.verify.document_place import Keyword, Part, Property, SchemaPlace
from llama_router_codemod.verify.json_difference import NOT_THERE
from llama_router_codemod.verify.messages.answer_mode import UNDECLARED_FIELD, Answer
from llama_router_codemod.verify.messages.record import Call, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from llama_router_codemod.model.spec import Finding
    from llama_router_codemod.verify.messages.json_value import Json
    from llama_router_codemod.verify.messages.method import MethodName


class Explanations:
    """The findings of a migration of the first tree, asked for each change."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._findings = sorted(findings)

    def code(self, method: MethodName | None, change: Change) -> str | None:
        """The code of the finding that announced a change of a route of a method; None when none did."""
        if isinstance(change, OutcomeChange) and change.is_moved:
            return None  # more than the place of the list has changed
        if loses_undeclared_field(change):
            # The migration reports the subclasses that it sees; the one that is answered here is in no tree.
            return "LRC105"
        announced = (
            finding.code for finding in self._findings if _concerns(finding, method) and announces(finding, change)
        )
        return next(announced, None)


def _concerns(finding: Finding, method: MethodName | None) -> bool:
    """Whether a finding is about a method; one that names no method is about all."""
    if finding.method is None:
        return True
    return method is not None and (finding.api, finding.method) == (method.api, method.method)


def announces(finding: Finding, change: Change) -> bool:
    """Whether a finding about its method says that a change is to be expected."""
    match finding.code, _facts(finding):
        case "LRC102", (parameter,):
            return moves_list_to_query(parameter, change)
        case "LRC110", _:
            return loses_stream_of_error(change)
        case "LRC201", (field, text):
            return drops_text(field, text, change)
    return False


def moves_list_to_query(parameter: str, change: Change) -> bool:
    """LRC102: what was the body of a GET is a parameter of its query, for a request that has one of them."""
    match change:
        case DocumentChange(place):
            return place in (SchemaPlace(Part.BODY), SchemaPlace(Part.PARAMETER, parameter))
        case OutcomeChange(request):
            sent = parse_qs(urlsplit(request.url).query, keep_blank_values=True).get(parameter)
            return (sent is not None or request.body is not None) and _moves_only(parameter, sent or [], change)
    return False


def _moves_only(parameter: str, sent: list[str], change: OutcomeChange) -> bool:
    """Whether every call has what the query sent, or nothing, and all other arguments as before."""
    if Aspect.CALLS not in change.aspects:
        return True
    # The legacy server called nothing where it refused the body.
    others = [_arguments_without(parameter, call) for call in change.before.calls[:1]]
    return all(
        _items((call.arguments or {}).get(parameter)) == sent and others in ([], [_arguments_without(parameter, call)])
        for call in change.after.calls
    )


def _arguments_without(parameter: str, call: Call) -> dict[str, Json]:
    return {name: value for name, value in (call.arguments or {}).items() if name != parameter}


def _items(values: Json) -> list[Json] | None:
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


def loses_stream_of_error(change: Change) -> bool:
    """LRC110: a request that is refused asked for a stream, and got its error as one."""
    match change:
        case OutcomeChange(aspects=aspects, before=before) if Aspect.CONTENT_TYPE in aspects:
            return (before.content_type or "").startswith("text/event-stream")
    return False


def drops_text(field: str, text: str, change: Change) -> bool:
    """LRC201: a field had two texts; the one that FastAPI published was not the one of the published document."""
    match change:
        case DocumentChange(SchemaPlace() as place, before, after):
            return (_described_field(place), before) == (field, text) and after != NOT_THERE
    return False


def _described_field(place: SchemaPlace) -> str | None:
    """The name of the field whose description is at a place; None for any other place."""
    match place.path:
        case (*_, Property(name), Keyword("description")):
            return name
        case (Keyword("description"),):
            return place.name
    return None


def _facts(finding: Finding) -> tuple[str, ...]:
    """What the message of a finding names: LRC102 a parameter, LRC201 a field and a text."""
    match finding.code:
        case "LRC102":
            named = re.match(r"`(\w+):", finding.message)
            return named.groups() if named else ()
        case "LRC201":
            dropped = re.fullmatch(r"`\w+\.(\w+)`: (.*) is dropped", finding.message, re.DOTALL)
            return (dropped[1], ast.literal_eval(dropped[2])) if dropped else ()
    return ()
