"""Where two JSON schemas differ, each in the document that its references point into."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from llama_router_codemod.parse.docstrings import parse_docstring

Schema = dict[str, Any]
Change = tuple[str, Any, Any]
NOT_THERE = "not there"
COMPONENT_TEXT = "component description"
#: What a generator adds by itself, and what has a function of its own below.
_IGNORED = frozenset({"title", "$defs", "examples", "description", COMPONENT_TEXT, "required", "properties"})
_COMPOUND = ("anyOf", "oneOf", "allOf", "prefixItems")
_INNER = ("items", "additionalProperties")


@dataclass(frozen=True)
class Side:
    """A schema and the document, or the schema with `$defs`, that its references are looked up in."""

    schema: Schema
    document: Schema

    def at(self, schema: Schema) -> Side:
        return Side(schema, self.document)

    def resolved(self) -> tuple[Schema, str | None]:
        """The schema without a reference at its top, and the name of the component it came from.

        The texts of a component are those that the legacy generator published: the `:param` entries of its docstring
        describe its fields. Its description is not that of the field which refers to it, and has a key of its own.
        """
        schema, name = self.schema, None
        while "$ref" in schema or len(schema.get("allOf", ())) == 1:
            target = schema.get("$ref")
            inner = self._component(target) if target else dict(schema["allOf"][0])
            name = target.rpartition("/")[2] if target else name
            beside = {key: value for key, value in schema.items() if key != ("$ref" if target else "allOf")}
            if target and "description" in inner:
                inner = {COMPONENT_TEXT: inner.pop("description"), **inner}
            if "properties" in inner and "properties" in beside:
                beside["properties"] = {**inner["properties"], **beside["properties"]}
            if "required" in inner and "required" in beside:
                beside["required"] = [*inner["required"], *beside["required"]]
            schema = {**inner, **beside}
        return schema, name

    def _component(self, target: str) -> Schema:
        name = target.rpartition("/")[2]
        for place in (self.document.get("$defs", {}), self.document.get("components", {}).get("schemas", {})):
            if name in place:
                return _published(place[name])
        return {}


def _published(schema: Schema) -> Schema:
    text = schema.get("description")
    if "properties" not in schema or not text or ":" not in text:
        return dict(schema)
    parsed = parse_docstring(text)
    lines = [item for item in (parsed.short, parsed.long) if item]
    fields = {
        name: {**field, "description": parsed.params[name]} if name in parsed.params else field
        for name, field in schema["properties"].items()
    }
    return {**schema, "description": "\n".join(lines), "properties": fields}


def schema_differences(
    old: Side, new: Side, place: str = "", seen: frozenset[tuple[str, str]] = frozenset()
) -> Iterator[Change]:
    """(place, old value, new value) for everything that is lost or changed.

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
    yield from _texts(left, right, place)
    yield from _requirements(left, right, place)
    yield from _fields(old, new, left.get("properties", {}), right.get("properties", {}), place, seen)
    for key in sorted({*left, *right} - _IGNORED):
        before, after = left.get(key), right.get(key)
        here = _below(place, key)
        if key in _COMPOUND and len(before or ()) == len(after or ()):
            for index, (one, two) in enumerate(zip(before or (), after or (), strict=True)):
                yield from schema_differences(old.at(one), new.at(two), f"{here}[{index}]", seen)
        elif key in _INNER and isinstance(before, dict) and isinstance(after, dict):
            yield from schema_differences(old.at(before), new.at(after), here, seen)
        elif key == "discriminator":
            # Without one the members of a union still tell themselves apart.
            names = [(side or {}).get("propertyName") for side in (before, after)]
            if before is not None and names[0] != names[1]:
                yield here, names[0], names[1]
        elif before != after or isinstance(before, bool) is not isinstance(after, bool):
            yield here, left.get(key, NOT_THERE), right.get(key, NOT_THERE)


def _texts(left: Schema, right: Schema, place: str) -> Iterator[Change]:
    for key in ("description", COMPONENT_TEXT):
        before, after = left.get(key), right.get(key)
        if before and _one_line(before) != _one_line(after or ""):
            yield _below(place, key), before, right.get(key, NOT_THERE)


def _requirements(left: Schema, right: Schema, place: str) -> Iterator[Change]:
    before, after = set(left.get("required", ())), set(right.get("required", ()))
    for field in sorted(before ^ after):
        words = ("required", "optional") if field in before else ("optional", "required")
        yield _below(place, field), *words


def _fields(
    old: Side, new: Side, before: Schema, after: Schema, place: str, seen: frozenset[tuple[str, str]]
) -> Iterator[Change]:
    for field, schema in before.items():
        if field in after:
            yield from schema_differences(old.at(schema), new.at(after[field]), _below(place, field), seen)
        else:
            yield _below(place, field), "there", NOT_THERE


def _below(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


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
