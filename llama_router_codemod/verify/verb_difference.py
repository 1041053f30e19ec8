"""Routes that only the second tree serves with their declared verb, as changes of one column: `PUT` for `POST`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from llama_router_codemod.verify.change import Column, TableChange
from llama_router_codemod.verify.probe.declared_verbs import declared_routes, instead
from llama_router_codemod.verify.table_difference import table_changes

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from llama_router_codemod.verify.messages.json_value import Schema
    from llama_router_codemod.verify.messages.plan import Plan
    from llama_router_codemod.verify.messages.record import Record
    from llama_router_codemod.verify.messages.route_key import RouteKey


@dataclass(frozen=True)
class VerbDifference:
    """The second record as if it had the verbs of the first, and what that hides."""

    record: Record
    changes: tuple[tuple[RouteKey, TableChange], ...]


def verb_difference(plan: Plan, before: Record, after: Record) -> VerbDifference:
    """What the second tree serves with declared verbs, instead of those of the first tree or beside them.

    A route that is served with both verbs must have the same row in the table for both.
    """
    known, served = ({row.key for row in record.rows} for record in (before, after))
    declared = declared_routes(plan.methods, served - known)
    moved = instead(declared, served)
    beside = frozenset(declared.values()) - frozenset(moved.values())
    renamed = {route: first for first, route in moved.items()}
    changes: list[tuple[RouteKey, TableChange]] = []
    for first, route in declared.items():
        verbs = route.verb if first in moved else f"{route.verb} and {first.verb}"
        changes.append((first, TableChange(Column.VERB, first.verb, verbs)))
        if first not in moved:
            one, other = ([row for row in after.rows if row.key == key] for key in (first, route))
            changes += ((first, change) for change in table_changes(one, other))
    return VerbDifference(_record(after, renamed, beside), tuple(changes))


def _record(record: Record, renamed: Mapping[RouteKey, RouteKey], left_out: Container[RouteKey]) -> Record:
    return replace(
        record,
        rows=tuple(replace(row, key=renamed.get(row.key, row.key)) for row in record.rows if row.key not in left_out),
        published=tuple(
            replace(item, key=renamed.get(item.key, item.key)) for item in record.published if item.key not in left_out
        ),
        drift=tuple(replace(item, route=renamed.get(item.route, item.route)) for item in record.drift),
        document=_document(record.document, renamed),
    )


def _document(document: Schema, renamed: Mapping[RouteKey, RouteKey]) -> Schema:
    verbs = {(route.template, route.verb.lower()): first.verb.lower() for route, first in renamed.items()}
    paths = {
        template: {verbs.get((template, verb), verb): operation for verb, operation in operations.items()}
        for template, operations in document["paths"].items()
    }
    return {**document, "paths": paths}
