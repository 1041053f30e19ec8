"""Where two JSON schemas differ, each in the document that its references point into."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from llama_router_codemod.verify.document_place import Keyword, Member, Property, SchemaPath
from llama_router_codemod.verify.json_difference import NOT_THERE
from llama_router_codemod.verify.published_schema import COMPONENT_TEXT, PublishedSchema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llama_router_codemod.verify.messages.json_value import Json, Schema

#: What a generator adds by itself, and what has a function of its own below.
_IGNORED = frozenset({"title", "$defs", "examples", "description", COMPONENT_TEXT, "required", "properties"})
_COMPOUND = ("anyOf", "oneOf", "allOf", "prefixItems")
_INNER = ("items", "additionalProperties")


@dataclass(frozen=True)
class SchemaChange:
    """What is lost or changed at a place below a schema."""

    path: SchemaPath
    before: Json
    after: Json


def schema_changes(
    old: PublishedSchema, new: PublishedSchema, path: SchemaPath = (), seen: frozenset[tuple[str, str]] = frozenset()
) -> Iterator[SchemaChange]:
    """Everything that is lost or changed.

    A text that is new is no difference, nor is a new field that may be left out.
    """
    (left, name), (right, other) = old.resolved(), new.resolved()
    if name or other:
        # One side may have no name for what is a component of the other.
        pair = (name or _key(old.schema), other or _key(new.schema))
        if pair in seen:
            return
        seen |= {pair}
    left, right = _flat_union(left), _flat_union(right)
    yield from _texts(left, right, path)
    yield from _requirements(left, right, path)
    for field, schema in left.get("properties", {}).items():
        here = (*path, Property(field))
        if field in right.get("properties", {}):
            yield from schema_changes(old.at(schema), new.at(right["properties"][field]), here, seen)
        else:
            yield SchemaChange(here, "there", NOT_THERE)
    for key in sorted({*left, *right} - _IGNORED):
        before, after = left.get(key), right.get(key)
        here = (*path, Keyword(key))
        if key in _COMPOUND and len(before or ()) == len(after or ()):
            for index, (one, two) in enumerate(zip(before or (), after or (), strict=True)):
                yield from schema_changes(old.at(one), new.at(two), (*path, Member(key, index)), seen)
        elif key in _INNER and isinstance(before, dict) and isinstance(after, dict):
            yield from schema_changes(old.at(before), new.at(after), here, seen)
        elif key == "discriminator":
            # Without one the members of a union still tell themselves apart.
            names = [(side or {}).get("propertyName") for side in (before, after)]
            if before is not None and names[0] != names[1]:
                yield SchemaChange(here, names[0], names[1])
        elif before != after or isinstance(before, bool) is not isinstance(after, bool):
            yield SchemaChange(here, left.get(key, NOT_THERE), right.get(key, NOT_THERE))


def _texts(left: Schema, right: Schema, path: SchemaPath) -> Iterator[SchemaChange]:
    for key in ("description", COMPONENT_TEXT):
        before, after = left.get(key), right.get(key)
        if before and _one_line(before) != _one_line(after or ""):
            yield SchemaChange((*path, Keyword(key)), before, right.get(key, NOT_THERE))


def _requirements(left: Schema, right: Schema, path: SchemaPath) -> Iterator[SchemaChange]:
    before, after = set(left.get("required", ())), set(right.get("required", ()))
    for field in sorted(before ^ after):
        words = ("required", "optional") if field in before else ("optional", "required")
        yield SchemaChange((*path, Property(field)), *words)


def _flat_union(schema: Schema) -> Schema:
    """`oneOf` and `anyOf` are one thing here: which of them is written depends on where a discriminator stands."""
    schema = dict(schema)
    if "oneOf" in schema and "anyOf" not in schema:
        schema["anyOf"] = schema.pop("oneOf")
    return schema


def _key(schema: Schema) -> str:
    return json.dumps(schema, sort_keys=True)


def _one_line(text: str) -> str:
    return " ".join(text.split())
