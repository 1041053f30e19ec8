"""One route of the first tree as its OpenAPI document has it, with values for its fields."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from llama_router_codemod.verify.probe.examples import Examples, Style
from llama_router_codemod.verify.probe.published_operation import published_operation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from llama_router_codemod.verify.messages.json_value import Fields, Schema
    from llama_router_codemod.verify.messages.route_key import RouteKey

JSON_TYPE = "application/json"
FORM_TYPES = ("multipart/form-data", "application/x-www-form-urlencoded")
#: Verbs whose fields travel in the query; the legacy server read lists from a body nevertheless.
WITHOUT_BODY = ("GET", "DELETE")
#: The name that the values of a body have for a body which is no object with named fields.
WHOLE_BODY = "<body>"


@dataclass(frozen=True)
class Operation:
    """One route of the legacy server: its place in the OpenAPI document, and what is known of its method."""

    route: RouteKey
    declared_verb: str
    parameters: tuple[str, ...]
    examples: Examples
    path_fields: dict[str, Schema] = field(default_factory=dict)
    query_fields: dict[str, Schema] = field(default_factory=dict)
    body_fields: dict[str, Schema] = field(default_factory=dict)
    whole_body: Schema | None = None
    is_form: bool = False
    required: frozenset[str] = frozenset()

    @property
    def has_body(self) -> bool:
        return bool(self.body_fields) or self.whole_body is not None

    def unpublished(self) -> list[str]:
        """Parameters the document does not name: those a `Depends` reads, and the only body of a GET."""
        known = {*self.path_fields, *self.query_fields, *self.body_fields}
        return [name for name in self.parameters if name not in known]

    def is_list(self, schema: Schema) -> bool:
        """Whether the only structure that a value may have is a list."""
        kinds = {branch.get("type") for branch in self.examples.branches(schema)}
        return "array" in kinds and "object" not in kinds

    def values(self, style: Style) -> tuple[Fields, Fields]:
        """All (query, body) values, but no streaming and no list in the body of a GET: those have their own cases."""
        query = {name: self.examples.example(schema, style, name) for name, schema in self.query_fields.items()}
        body = {name: self.examples.example(schema, style, name) for name, schema in self.body_fields.items()}
        if "stream" in body:
            body["stream"] = False
        if self.whole_body is not None:
            body[WHOLE_BODY] = self.examples.example(self.whole_body, style, "body")
        if self.route.verb in WITHOUT_BODY:
            schemas = {**self.body_fields, WHOLE_BODY: self.whole_body or {}}
            body = {name: value for name, value in body.items() if not self.is_list(schemas[name])}
        return query, body


def read_operation(document: Schema, route: RouteKey, declared_verb: str, parameters: Iterable[str]) -> Operation:
    """Sort the fields of one operation of an OpenAPI document by where they travel.

    A route that the document does not have, as one may be left out of it, has none.
    """
    examples = Examples(document)
    published = published_operation(document, route)
    places: dict[str, dict[str, Schema]] = {"path": {}, "query": {}}
    required = set()
    for parameter in published.get("parameters", ()):
        if parameter["in"] in places:
            places[parameter["in"]][parameter["name"]] = parameter.get("schema", {})
            required |= {parameter["name"]} if parameter.get("required") else set()
    body_fields: dict[str, Schema] = {}
    whole_body: Schema | None = None
    content = published.get("requestBody", {}).get("content", {})
    if JSON_TYPE in content:  # other forms of the same body may have no schema
        content = {JSON_TYPE: content[JSON_TYPE]}
    for media in content.values():
        schema = examples.resolve(media.get("schema", {}))
        options = examples.branches(schema)
        if route.verb not in WITHOUT_BODY and len(options) == 1:
            schema = options[0]
        if "properties" in schema:
            body_fields = schema["properties"]
            required |= set(schema.get("required", ()))
        else:
            whole_body = media.get("schema", {})
            required |= {WHOLE_BODY} if published["requestBody"].get("required") else set()
    return Operation(
        route=route,
        declared_verb=declared_verb,
        parameters=tuple(parameters),
        examples=examples,
        path_fields=places["path"],
        query_fields=places["query"],
        body_fields=body_fields,
        whole_body=whole_body,
        is_form=any(kind in content for kind in FORM_TYPES),
        required=frozenset(required),
    )
