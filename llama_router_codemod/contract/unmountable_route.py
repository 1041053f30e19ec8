"""LRC916: a route that the legacy server could not mount, so that there is nothing to compare a router with.

FastAPI refuses it when the server starts, and would refuse the router's, which every server imports.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass

from llama_router_codemod.conventions.endpoint_wrapper import OWN_PARAMETER
from llama_router_codemod.conventions.server import read_server
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.operation import LocatedParameter, Location, Operation, Shape
from llama_router_codemod.model.route import Verb
from llama_router_codemod.parse.annotations import MARKERS, Annotations
from llama_router_codemod.parse.symbols import Symbols

#: What Pydantic refuses as names of fields, in every version of it, beside those with a leading underscore.
_NO_FIELDS = frozenset({"model_config", "model_dump", "model_dump_json", "model_validate", "model_validate_json"})


class Reason(enum.StrEnum):
    """What FastAPI refuses."""

    PATH_TYPE = "a type that no path has"
    PATH_DEFAULT = "a default in the path"
    TWO_MARKERS = "a marker beside the server's"
    FIELD_NAME = "a name that no field can have"
    SERVER_NAME = "a name that the server's own parameter has"


@dataclass(frozen=True)
class UnmountableRoute(Facts):
    """Why, and the parameter."""

    code = "LRC916"
    reason: Reason
    parameter: str


def unmountable_routes(symbols: Symbols, operation: Operation) -> Iterator[Finding]:
    """A refusal for each parameter with which FastAPI does not take a route."""
    server = read_server(symbols).server
    embeds = operation.verb is Verb.POST and (server is None or server.wrapper.embeds_bodies)
    for item in operation.parameters:
        reason = _reason(symbols, item, embeds=embeds)
        if reason is not None:
            place = operation.place_of(item.parameter.name)
            yield Finding(place, UnmountableRoute(reason, str(item.parameter.name)), method=operation.method.name)


def _reason(symbols: Symbols, item: LocatedParameter, *, embeds: bool) -> Reason | None:
    parameter = item.parameter
    server = read_server(symbols).server
    if parameter.name == OWN_PARAMETER and server is not None and server.wrapper.embeds_bodies:
        return Reason.SERVER_NAME
    if item.location is Location.PATH and parameter.shape in {Shape.SEQUENCE, Shape.COMPLEX}:
        return Reason.PATH_TYPE
    if item.location is Location.PATH and embeds and parameter.default is not None:
        return Reason.PATH_DEFAULT
    annotations = Annotations(symbols, parameter.module)
    has_marked_default = annotations.marker_call("", parameter.default) is not None
    if has_marked_default and (embeds or annotations.marker(parameter.annotation) in MARKERS):
        return Reason.TWO_MARKERS
    is_field = item.location in {Location.BODY_FIELD, Location.EMBEDDED}
    if is_field and embeds and (parameter.name.startswith("_") or parameter.name in _NO_FIELDS):
        return Reason.FIELD_NAME
    return None
