"""Build small example values from a JSON schema: deterministic, and as full or as bare as asked.

Three styles exist because no schema says everything: validators written in Python may refuse an invented value where
they accept the default. A caller tries the styles in order until the value is accepted.

- DISTINCT: every field, with a value that differs from its default, so that a lost or swapped value shows
- CAUTIOUS: every field, defaults kept where the schema gives one
- BARE: every field asked for at the top, nothing optional below
"""

from __future__ import annotations

import re
from enum import Enum
from typing import Any

from llama_router_codemod.verify.messages.json_value import Fields, Json, Schema

MAX_DEPTH = 5

# Texts that a validator written in Python asks for and no schema shows: a prompt uses its variables.
KNOWN_TEXTS = {"prompt_id": "pmpt_" + "0123456789abcdef" * 3, "prompt": "Say {{variables_1}}"}
# Other forms of such texts, for trees that refuse the first.
CAUTIOUS_TEXTS = {**KNOWN_TEXTS, "prompt_id": "prompt_1"}

FORMATS = {
    "date-time": "2025-01-02T03:04:05Z",
    "date": "2025-01-02",
    "time": "03:04:05",
    "duration": "PT1M",
    "uuid": "12345678-1234-5678-1234-567812345678",
    "uri": "https://example.com/resource",
    "binary": "binary-content",
    "base64": "YmFzZTY0",
}
PATTERN_CANDIDATES = ("low", "a", "A", "1", "conv_1", "prompt_1", "pmpt_" + "0" * 48, "a" * 48, "0" * 48)


class Style(Enum):
    DISTINCT = "distinct"
    CAUTIOUS = "cautious"
    BARE = "bare"


class Examples:
    """Example values for the schemas of one document whose `$ref`s start at its root."""

    def __init__(self, document: Schema) -> None:
        self.document = document

    def resolve(self, schema: Schema) -> Schema:
        """The schema behind `$ref`s and single-item `allOf`s; what stands beside a reference stays."""
        while True:
            if "$ref" in schema:
                target: Any = self.document
                for part in schema["$ref"].removeprefix("#/").split("/"):
                    target = target[part.replace("~1", "/").replace("~0", "~")]
                fields = {**target.get("properties", {}), **schema.get("properties", {})}
                schema = {**target, **{key: value for key, value in schema.items() if key != "$ref"}}
                schema |= {"properties": fields} if fields else {}
            elif len(schema.get("allOf", ())) == 1:
                schema = {**schema["allOf"][0], **{key: value for key, value in schema.items() if key != "allOf"}}
            else:
                return schema

    def branches(self, schema: Schema) -> list[Schema]:
        """The alternatives of a union, flattened and without null; the schema itself if it is none."""
        schema = self.resolve(schema)
        alternatives = schema.get("anyOf") or schema.get("oneOf")
        if not alternatives:
            return [] if schema.get("type") == "null" else [schema]
        return [branch for alternative in alternatives for branch in self.branches(alternative)]

    def example(self, schema: Schema, style: Style, name: str = "value", depth: int = 0) -> Json:
        """One value. Errors: none; where the schema says nothing, a string."""
        schema = self.resolve(schema)
        default = schema.get("default")
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            others = [value for value in schema["enum"] if value != default]
            return others[-1] if others and style is Style.DISTINCT else schema["enum"][0]
        if style is Style.CAUTIOUS and default is not None:
            return default
        if "anyOf" in schema or "oneOf" in schema:
            branches = self.branches(schema)
            if not branches:
                return None
            # Deep inside a value a scalar ends the recursion of self-referencing unions.
            branches = sorted(branches, key=lambda b: b.get("type") in ("object", "array")) if depth > 2 else branches
            return self.example(branches[0], style, name, depth)
        if "allOf" in schema:
            merged: Fields = {}
            for part in schema["allOf"]:
                value = self.example(part, style, name, depth)
                merged |= value if isinstance(value, dict) else {}
            return merged
        kind = schema.get("type")
        kind = kind[0] if isinstance(kind, list) else kind
        match kind:
            case "object":
                return self.object(schema, style, depth)
            case "array":
                return self.array(schema, style, name, depth)
            case "integer":
                return self.number(schema, default, 7)
            case "number":
                return self.number(schema, default, 0.25)
            case "boolean":
                return not default if isinstance(default, bool) else True
            case "null":
                return None
        if "properties" in schema:
            return self.object(schema, style, depth)
        return self.text(schema, default, name, CAUTIOUS_TEXTS if style is Style.CAUTIOUS else KNOWN_TEXTS)

    def object(self, schema: Schema, style: Style, depth: int) -> Fields:
        required = set(schema.get("required", ()))
        all_fields = (style is not Style.BARE or depth == 0) and depth < MAX_DEPTH
        value = {
            name: self.example(field, style, name, depth + 1)
            for name, field in schema.get("properties", {}).items()
            if all_fields or name in required or "const" in self.resolve(field)
        }
        extra = schema.get("additionalProperties")
        if not schema.get("properties") and extra is not False and depth < MAX_DEPTH:
            item = self.example(extra, style, "entry", depth + 1) if isinstance(extra, dict) else "entry_1"
            value["key"] = item
        return value

    def array(self, schema: Schema, style: Style, name: str, depth: int) -> list[Json]:
        if "prefixItems" in schema:
            return [self.example(item, style, name, depth + 1) for item in schema["prefixItems"]]
        count = schema.get("minItems", 0)
        if depth < MAX_DEPTH:
            count = max(count, 1)
        return [self.example(schema.get("items", {}), style, name, depth + 1)] * count

    @staticmethod
    def number(schema: Schema, default: Json, wanted: float) -> float:
        low = schema.get("minimum", schema.get("exclusiveMinimum"))
        high = schema.get("maximum", schema.get("exclusiveMaximum"))
        step = 1 if isinstance(wanted, int) else 0.125
        if low is not None and wanted <= low:
            wanted = low + step
        if high is not None and wanted >= high:
            wanted = high - step
        return wanted + step if wanted == default and (high is None or wanted + step < high) else wanted

    @staticmethod
    def text(schema: Schema, default: Json, name: str, known: dict[str, str]) -> str:
        if schema.get("format") in FORMATS:
            return FORMATS[schema["format"]]
        if "pattern" in schema:
            candidates = (*PATTERN_CANDIDATES, default or "")
            return next((text for text in candidates if re.search(schema["pattern"], text)), default or "")
        text = known.get(name, f"{name}_1")
        text = text.ljust(schema.get("minLength", 0), "x")
        return text[: schema.get("maxLength", len(text))]
