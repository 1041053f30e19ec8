"""Whether a change is nothing but a list that moved from the body of a GET to its query."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from llama_router_codemod.verify.change import Aspect, Change, DocumentChange, OutcomeChange
from llama_router_codemod.verify.document_place import Part, Property, SchemaPlace

if TYPE_CHECKING:
    from llama_router_codemod.contract.list_of_a_get import ListInQuery
    from llama_router_codemod.verify.document_place import DocumentPlace
    from llama_router_codemod.verify.messages.json_value import Json
    from llama_router_codemod.verify.messages.record import Call

_REFUSED = range(400, 500)


def moves_list_to_query(facts: ListInQuery, change: Change) -> bool:
    """What was the body of a GET is a parameter of its query, for a request that has one of them, or lacks both."""
    match change:
        case DocumentChange(place):
            return _is_of_list(place, facts.parameter)
        case OutcomeChange(request):
            sent = parse_qs(urlsplit(request.url).query, keep_blank_values=True).get(facts.parameter)
            if sent is None and request.body is None:
                return change.before.status in _REFUSED and change.after.status in _REFUSED
            return _moves_only(facts, sent or [], change)
    return False


def _is_of_list(place: DocumentPlace, parameter: str) -> bool:
    """Whether a place is the body, that of the parameter in a body with others, or in the query."""
    match place:
        case SchemaPlace(Part.BODY, None, ()):
            return True
        case SchemaPlace(Part.BODY, None, (Property(name), *_)) | SchemaPlace(Part.PARAMETER, name, ()):
            return name == parameter
        case _:
            return False


def _moves_only(facts: ListInQuery, sent: list[str], change: OutcomeChange) -> bool:
    """Whether every call has what the query sent, or the default, and all other arguments as before."""
    if Aspect.CALLS not in change.aspects:
        return True
    # The legacy server called nothing where it refused the body.
    others = [_arguments_without(facts.parameter, call) for call in change.before.calls[:1]]
    return all(
        _is_as_sent((call.arguments or {}).get(facts.parameter), sent, facts.default)
        and others in ([], [_arguments_without(facts.parameter, call)])
        for call in change.after.calls
    )


def _arguments_without(parameter: str, call: Call) -> dict[str, Json]:
    return {name: value for name, value in (call.arguments or {}).items() if name != parameter}


def _is_as_sent(value: Json, sent: list[str], default: str | None) -> bool:
    """Whether a recorded list has the items of a query; where that has none, those of the default, as far as known."""
    if sent:
        return _texts(value) == (sorted(set(sent)) if _is_set(value) else sent)
    try:
        expected = ast.literal_eval(default or "None")
    except ValueError:
        return True  # a name of the checkout
    if not isinstance(expected, list | tuple | set | None):
        return bool(value == expected)  # one of several types, of which another is the list
    texts = [str(item) for item in expected or ()]
    return _texts(value) == (sorted(texts) if isinstance(expected, set) else texts)


def _is_set(value: Json) -> bool:
    return isinstance(value, dict) and "$set" in value


def _texts(value: Json) -> list[str] | None:
    """The items of a recorded list or set as a query spells them, of enumerations their values; None for no list."""
    match value:
        case None:
            return []
        case {"$set": [*items]}:
            return sorted(map(_text, items))
        case [*items]:
            return [_text(item) for item in items]
        case _:
            return None


def _text(item: Json) -> str:
    match item:
        case {"value": value} | {"$time": value}:
            return str(value)
        case _:
            return str(item)
