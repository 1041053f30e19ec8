"""A JSON schema as it was published: with its references resolved, and the texts that docstrings gave it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from llama_router_codemod.parse.docstrings import parse_docstring

if TYPE_CHECKING:
    from llama_router_codemod.verify.messages.json_value import Schema

#: The key that the text of a component has where it is referred to.
COMPONENT_TEXT = "component description"


@dataclass(frozen=True)
class PublishedSchema:
    """A schema and the document, or the schema with `$defs`, that its references are looked up in.

    With `by_fastapi` FastAPI made the published document, which had the description of a field before the text that a
    docstring gives it.
    """

    schema: Schema
    document: Schema
    by_fastapi: bool = False

    def at(self, schema: Schema) -> PublishedSchema:
        """A part of the schema, or another one in the same document."""
        return replace(self, schema=schema)

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
                return _published(place[name], by_fastapi=self.by_fastapi)
        return {}


def _published(schema: Schema, *, by_fastapi: bool) -> Schema:
    text = schema.get("description")
    if "properties" not in schema or not text or ":" not in text:
        return dict(schema)
    parsed = parse_docstring(text)
    lines = [item for item in (parsed.short, parsed.long) if item]
    fields = dict(schema["properties"])
    for name, field in fields.items():
        if name in parsed.params and not (by_fastapi and "description" in field):
            fields[name] = {**field, "description": parsed.params[name]}
    return {**schema, "description": "\n".join(lines), "properties": fields}
