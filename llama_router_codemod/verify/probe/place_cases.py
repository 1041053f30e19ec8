"""Requests whose body or path is special, or whose fields are sent where the legacy server did not look."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from llama_router_codemod.verify.messages.request import Case, CaseKind, JsonBody, TextBody
from llama_router_codemod.verify.probe.drafts import make_body
from llama_router_codemod.verify.probe.examples import Style
from llama_router_codemod.verify.probe.field_cases import EXTREMES
from llama_router_codemod.verify.probe.operation import WITHOUT_BODY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llama_router_codemod.verify.messages.json_value import Json
    from llama_router_codemod.verify.probe.basis import Basis
    from llama_router_codemod.verify.probe.drafts import Draft


def body_cases(basis: Basis) -> Iterator[tuple[Case, Draft]]:
    """Bodies that are no JSON object, or not declared as one; the body that is not there."""
    operation = basis.operation
    yield Case(CaseKind.ABSENT_BODY), replace(basis.full, body=None)
    if operation.is_form or not operation.has_body:
        yield Case(CaseKind.UNASKED_BODY), replace(basis.full, body=JsonBody({"unasked": True}))
        return
    yield Case(CaseKind.EMPTY_OBJECT), replace(basis.full, body=JsonBody({}))
    yield Case(CaseKind.BODY_NULL), replace(basis.full, body=JsonBody(None))
    yield Case(CaseKind.BODY_LIST), replace(basis.full, body=JsonBody([]))
    yield Case(CaseKind.NOT_JSON), replace(basis.full, body=TextBody("{", "application/json"))
    match make_body(operation, basis.body):
        case JsonBody(value):
            yield Case(CaseKind.TEXT_BODY), replace(basis.full, body=TextBody(json.dumps(value), "text/plain"))


def path_cases(basis: Basis) -> Iterator[tuple[Case, Draft]]:
    """Values in the path that must be quoted, and verbs that the route does not have."""
    operation = basis.operation
    if operation.path_fields:
        yield Case(CaseKind.IDS, "odd"), replace(basis.full, ids="{} with spaces & ü:+")
        yield Case(CaseKind.IDS, "encoded-slash"), replace(basis.full, ids="{}%2Fpart")
    if ":path}" in operation.route.path:
        yield Case(CaseKind.IDS, "slash"), replace(basis.full, ids="{}/with/slashes")
    yield Case(CaseKind.VERB, "PATCH"), replace(basis.full, verb="PATCH")
    if operation.declared_verb != operation.route.verb:
        yield Case(CaseKind.VERB, operation.declared_verb), replace(basis.full, verb=operation.declared_verb)


def other_place_cases(basis: Basis) -> Iterator[tuple[Case, Draft]]:
    """A list of a GET as query and as body; objects in a form, spelled in several ways."""
    operation = basis.operation
    if operation.is_form:
        for name in operation.unpublished():
            yield from _object_in_form(basis, name)
    elif operation.route.verb in WITHOUT_BODY:
        if operation.whole_body is not None:
            for name in operation.unpublished():
                value = operation.examples.example(operation.whole_body, Style.DISTINCT, name)
                yield from _query_or_body(basis, name, value, value)
        for name, schema in operation.body_fields.items():
            value = operation.examples.example(schema, Style.DISTINCT, name)
            yield from _query_or_body(basis, name, value, {name: value})


def _object_in_form(basis: Basis, name: str) -> Iterator[tuple[Case, Draft]]:
    """The field that llama-stack reads in this way is `expires_after` of files."""
    anchored = {f"{name}[anchor]": "created_at", f"{name}[seconds]": 3600}
    as_json = {"anchor": "created_at", "seconds": 3600}
    yield Case(CaseKind.FORM_BRACKET, name), replace(basis.full, body={**basis.body, **anchored})
    yield Case(CaseKind.FORM_JSON, name), replace(basis.full, body={**basis.body, name: as_json})
    yield Case(CaseKind.FORM_BROKEN, name), replace(basis.full, body={**basis.body, name: "not-json"})
    for number in EXTREMES:
        out_of_bounds = {**anchored, f"{name}[seconds]": number}
        yield Case(CaseKind.FORM_BOUNDS, name, number), replace(basis.full, body={**basis.body, **out_of_bounds})


def _query_or_body(basis: Basis, name: str, value: Json, body: Json) -> Iterator[tuple[Case, Draft]]:
    yield Case(CaseKind.QUERY_FORM, name), replace(basis.full, query={**basis.query, name: value}, body=None)
    yield Case(CaseKind.BODY_FORM, name), replace(basis.full, body=JsonBody(body))
