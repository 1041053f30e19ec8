"""Which finding of the migration announced a change."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from llama_router_codemod.contract.implementation_wins import ImplementationWins
from llama_router_codemod.contract.list_of_a_get import ListInQuery
from llama_router_codemod.contract.published_elsewhere import PublishedElsewhere
from llama_router_codemod.contract.request_model_name import TakenModelName
from llama_router_codemod.contract.served_verb import OtherVerbServedAsPost
from llama_router_codemod.contract.two_texts import DroppedText
from llama_router_codemod.contract.type_in_quotes import TypeInQuotes
from llama_router_codemod.contract.undeclared_fields import UndeclaredFields
from llama_router_codemod.contract.undeclared_stream import UndeclaredStream
from llama_router_codemod.contract.unpublished_text import UnpublishedText
from llama_router_codemod.rewrite.documents.newly_published import NewlyPublished
from llama_router_codemod.rewrite.documents.published_once import PublishedOnce
from llama_router_codemod.verify.change import Aspect, Change, Column, DocumentChange, OutcomeChange, TableChange
from llama_router_codemod.verify.document_place import Keyword, Part, Property, SchemaPlace, TextPlace, WrittenPlace
from llama_router_codemod.verify.json_difference import NOT_THERE
from llama_router_codemod.verify.list_in_query import moves_list_to_query
from llama_router_codemod.verify.messages.answer_mode import UNDECLARED_FIELD, Answer
from llama_router_codemod.verify.messages.record import Outcome
from llama_router_codemod.verify.messages.request import Request

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from llama_router_codemod.model.finding import Facts, Finding
    from llama_router_codemod.verify.messages.json_value import Json
    from llama_router_codemod.verify.messages.method import MethodName

_PARAMETER = re.compile(r"\w+")


class Explanations:
    """The findings that a migration of the first tree reported, asked for each change."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        # A list may be in the request of an answer that does nothing but lose a field.
        self._findings = sorted(findings, key=lambda item: (not isinstance(item.facts, UndeclaredFields), item))

    def code(self, method: MethodName | None, change: Change) -> str | None:
        """The code of the finding that announced a change of a route of a method; None when none did."""
        if isinstance(change, OutcomeChange) and change.is_moved:
            return None  # more than the place of the list has changed
        announced = (
            finding.code
            for finding in self._findings
            if _concerns(finding, method, change) and announces(finding.facts, change)
        )
        return next(announced, None)

    @property
    def renamed_models(self) -> dict[str, str]:
        """The request models that have another name than the published one, by that."""
        facts = (finding.facts for finding in self._findings)
        return {item.published: item.name for item in facts if isinstance(item, TakenModelName)}

    def code_of_any(self, methods: Iterable[MethodName | None], change: Change) -> str | None:
        """The code of the finding that announced a change of what several methods share."""
        return next(filter(None, (self.code(method, change) for method in methods)), None)


def _concerns(finding: Finding, method: MethodName | None, change: Change) -> bool:
    """Whether a finding is about a method; one that names neither an API nor a method is about all."""
    match finding.facts, change:
        case PublishedOnce(paths=paths), DocumentChange(WrittenPlace(path=("paths", str(path), *_))):
            return path.endswith(paths)  # no server may serve it
        case PublishedOnce(), DocumentChange(WrittenPlace(path=("tags",) | ("x-tagGroups", _, "tags"))):
            return True
        case PublishedOnce(method=name), _:
            return method is not None and method.method == name
    if finding.api is None and finding.method is None:
        return True
    if method is None or finding.api != method.api:
        return False
    match finding.facts:
        case UndeclaredFields(methods=methods):
            return method.method in methods
        case OtherVerbServedAsPost():
            return True  # what other routes of its path allow
        case _:
            return finding.method in {None, method.method}


def announces(facts: Facts, change: Change) -> bool:
    """Whether the facts of a finding about its method say that a change is to be expected."""
    match facts:
        case ListInQuery():
            return moves_list_to_query(facts, change)
        case UndeclaredFields():
            return loses_undeclared_field(change)
        case UndeclaredStream():
            return loses_stream_of_error(change)
        case TypeInQuotes():
            return reads_what_was_an_error(change)
        case OtherVerbServedAsPost(declared_verb=verb, path=path):
            return serves_declared_verb(verb, path, change)
        case DroppedText(field=field, text=text):
            return drops_text(field, text, change)
        case UnpublishedText(parameter=parameter, text=text):
            return loses_text(parameter, text, change)
        case PublishedElsewhere(parameter=parameter):
            return publishes_where_it_is_read(parameter, change)
        case NewlyPublished(fields=fields):
            return publishes_text(fields, change)
        case PublishedOnce(protocols=protocols):
            return publishes_each(set(protocols), change)
        case ImplementationWins(declared=declared, served=served):
            return publishes_served_parameter({_name(declared), _name(served)}, change)
        case _:
            return False


def loses_undeclared_field(change: Change) -> bool:
    """The answer is the same but for the field that the response model does not declare."""
    match change:
        case OutcomeChange(request=Request(answer=Answer.WIDER), aspects=(Aspect.BODY,), before=Outcome(body=body)):
            declared = _declared(body)
            return bool(declared != body and declared == change.after.body)
    return False


def _declared(body: Json) -> Json:
    """An answer without the field, wherever its models have it."""
    match body:
        case dict():
            return {key: _declared(value) for key, value in body.items() if key != UNDECLARED_FIELD}
        case list():
            return list(map(_declared, body))
        case _:
            return body


def loses_stream_of_error(change: Change) -> bool:
    """A request that is refused asked for a stream, and got its error as one."""
    match change:
        case OutcomeChange(aspects=aspects, before=before) if Aspect.CONTENT_TYPE in aspects:
            return (before.content_type or "").startswith("text/event-stream")
    return False


def reads_what_was_an_error(change: Change) -> bool:
    """A request ended in an error of the server, and does so no more."""
    match change:
        case OutcomeChange(before=before, after=after):
            return (before.raised is not None or before.status == 500) and after.status not in {None, 500}
    return False


def serves_declared_verb(verb: str, path: str, change: Change) -> bool:
    """A route answers to the verb that was declared for it, and a request with another one is told so."""
    match change:
        case TableChange(Column.VERB, _, after):
            return str(after).partition(" ")[0] == verb
        case OutcomeChange(request, aspects, Outcome(status=405), after) if request.route.path == path:
            if request.method == verb:
                return after.status not in {404, 405}
            return aspects == (Aspect.ALLOW,) and verb in (after.allow or "").split(", ")
    return False


def drops_text(field: str, text: str, change: Change) -> bool:
    """A field had two texts; the one that FastAPI published was not the one of the published document."""
    match change:
        case DocumentChange(SchemaPlace() as place, before, after):
            return (_described_field(place), before) == (field, text) and after != NOT_THERE
    return False


def loses_text(parameter: str, text: str, change: Change) -> bool:
    """The text of a parameter is not there any more, in the document of a server or in a written one."""
    match change:
        case DocumentChange(TextPlace(Part.PARAMETER, name), before, after):
            return (name, before, after) == (parameter, text, NOT_THERE)
        case DocumentChange(WrittenPlace(path=(*_, "description")), before, after):
            return (before, after) == (text, NOT_THERE)
    return False


def publishes_text(fields: Container[str], change: Change) -> bool:
    """A written document has the description of one of these fields, which it had not."""
    match change:
        case DocumentChange(WrittenPlace(path=(*_, name, "description")), before, _):
            return before == NOT_THERE and name in fields
    return False


def publishes_each(protocols: set[str], change: Change) -> bool:
    """A written document has the operations of each of these Protocols, and its tag where it has one of them."""
    match change:
        case DocumentChange(WrittenPlace(path=("tags",) | ("x-tagGroups", _, "tags")), before, after):
            return bool(_names(before) ^ _names(after)) and _names(before) ^ _names(after) <= protocols
        case DocumentChange(WrittenPlace()):
            return True
    return False


def publishes_served_parameter(names: Container[str], change: Change) -> bool:
    """A written document has a parameter as the implementations take it, where it had that of the Protocol."""
    match change:
        case DocumentChange(WrittenPlace(path=path)):
            return any(part in names for part in path)
    return False


def publishes_where_it_is_read(parameter: str, change: Change) -> bool:
    """A written document has a parameter of an operation, or lacks it in the body of that."""
    match change:
        case DocumentChange(WrittenPlace(path=(*_, "parameters")), before, after):
            return parameter in _names(after) - _names(before)
        case DocumentChange(WrittenPlace(path=path)):
            return parameter in path
    return False


def _names(listed: Any) -> set[str]:
    """The names of tags, which are listed with their texts or alone, or of parameters."""
    items = listed if isinstance(listed, list) else ()
    return {str(item.get("name")) if isinstance(item, dict) else str(item) for item in items}


def _name(parameter: str | None) -> str:
    """The name of a parameter that is given with its type and default."""
    found = _PARAMETER.match(parameter or "")
    return found[0] if found else ""


def _described_field(place: SchemaPlace) -> str | None:
    """The name of the field whose description is at a place; None for any other place."""
    match place.path:
        case (*_, Property(name), Keyword("description")):
            return name
        case (Keyword("description"),):
            return place.name
    return None
