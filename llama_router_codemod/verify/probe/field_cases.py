"""Requests in which one field is special."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from llama_router_codemod.verify.messages.request import Case, CaseKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llama_router_codemod.verify.messages.json_value import Json
    from llama_router_codemod.verify.probe.basis import Basis
    from llama_router_codemod.verify.probe.drafts import Draft

WRONG_JSON: tuple[Json, ...] = ("not-valid", 12345.5, {"unexpected": 1}, [["unexpected"]], True)
WRONG_TEXT = ("not-valid", "12345", "")
EXTREMES = (0, 10**9)


def field_cases(basis: Basis) -> Iterator[tuple[Case, Draft]]:
    """Every field left out, of another type, null, extreme, each of its alternatives; and fields that are unknown."""
    yield from _left_out(basis)
    yield from _wrong(basis)
    yield from _deep(basis)
    yield from _variants(basis)
    yield from _unknown(basis)


def _left_out(basis: Basis) -> Iterator[tuple[Case, Draft]]:
    for name in basis.query:
        yield Case(_left_out_kind(basis, name), name), replace(basis.full, query=_without(basis.query, name))
    for name in basis.body:
        yield Case(_left_out_kind(basis, name), name), replace(basis.full, body=_without(basis.body, name))


def _left_out_kind(basis: Basis, name: str) -> CaseKind:
    return CaseKind.MISSING if name in basis.operation.required else CaseKind.WITHOUT


def _without(fields: dict[str, Json], name: str) -> dict[str, Json]:
    return {key: value for key, value in fields.items() if key != name}


def _wrong(basis: Basis) -> Iterator[tuple[Case, Draft]]:
    """Every field with values of other types, and with null; those of a query also twice."""
    for name, value in basis.query.items():
        for index, text in enumerate(WRONG_TEXT):
            yield Case(CaseKind.TYPE, name, index), replace(basis.full, query={**basis.query, name: text})
        yield Case(CaseKind.NULL, name), replace(basis.full, query={**basis.query, name: "null"})
        yield Case(CaseKind.REPEAT, name), replace(basis.full, query={**basis.query, name: [value, "other"]})
    for name in basis.body:
        for index, other in enumerate(WRONG_JSON):
            yield Case(CaseKind.TYPE, name, index), replace(basis.full, body={**basis.body, name: other})
        yield Case(CaseKind.NULL, name), replace(basis.full, body={**basis.body, name: None})


def _deep(basis: Basis) -> Iterator[tuple[Case, Draft]]:
    """Every number and text inside the fields of the body with an extreme value: checks in Python see several."""
    for name, value in basis.body.items():
        for index, other in enumerate(extremes(value) if isinstance(value, dict | list) else ()):
            yield Case(CaseKind.DEEP, name, index), replace(basis.full, body={**basis.body, name: other})


def extremes(value: Json) -> Iterator[Json]:
    """The value with one number or text in it exchanged, for each of them."""
    match value:
        case dict():
            for key, inner in value.items():
                yield from ({**value, key: other} for other in extremes(inner))
        case list():
            for index, inner in enumerate(value):
                yield from ([*value[:index], other, *value[index + 1 :]] for other in extremes(inner))
        case bool() | None:
            return
        case int() | float():
            yield from EXTREMES
        case str():
            yield "extreme"


def _variants(basis: Basis) -> Iterator[tuple[Case, Draft]]:
    """Every alternative of a field that has several."""
    for name, schema in basis.operation.query_fields.items():
        for index, value in enumerate(_several(basis.alternatives(schema, name))):
            yield Case(CaseKind.VARIANT, name, index), replace(basis.full, query={**basis.query, name: value})
    for name, schema in basis.operation.body_fields.items():
        for index, value in enumerate(_several(basis.alternatives(schema, name))):
            yield Case(CaseKind.VARIANT, name, index), replace(basis.full, body={**basis.body, name: value})


def _several(values: list[Json]) -> list[Json]:
    """The values, if there are at least two."""
    return values if len(values) > 1 else []


def _unknown(basis: Basis) -> Iterator[tuple[Case, Draft]]:
    yield Case(CaseKind.EXTRA_QUERY), replace(basis.full, query={**basis.query, "unknown_field": "x"})
    if basis.operation.body_fields:
        yield Case(CaseKind.EXTRA_BODY), replace(basis.full, body={**basis.body, "unknown_field": "x"})
