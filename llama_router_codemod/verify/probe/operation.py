"""One route of the first tree as its OpenAPI document has it, and requests of it made from values."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from llama_router_codemod.verify.probe.examples import Examples, Schema, Style

FORM_TYPES = ("multipart/form-data", "application/x-www-form-urlencoded")
Values = dict[str, Any]


@dataclass(frozen=True)
class Operation:
    """One route of the legacy server: its place in the OpenAPI document and what signatures.py knows of it."""

    verb: str
    path: str
    declared_verb: str
    params: tuple[str, ...]
    examples: Examples
    path_fields: dict[str, Schema] = field(default_factory=dict)
    query_fields: dict[str, Schema] = field(default_factory=dict)
    body_fields: dict[str, Schema] = field(default_factory=dict)
    whole_body: Schema | None = None
    form: bool = False
    required: frozenset[str] = frozenset()

    @property
    def route(self) -> str:
        return f"{self.verb} {self.path}"

    def unpublished(self) -> list[str]:
        """Parameters the document does not name: those a `Depends` reads, and the only body of a GET."""
        known = {*self.path_fields, *self.query_fields, *self.body_fields}
        return [name for name in self.params if name not in known]

    def is_list(self, schema: Schema) -> bool:
        kinds = {branch.get("type") for branch in self.examples.branches(schema)}
        return "array" in kinds and "object" not in kinds

    def values(self, style: Style) -> tuple[Values, Values]:
        """All (query, body) values, but no streaming and no list in the body of a GET: those have their own cases."""
        query = {name: self.examples.example(schema, style, name) for name, schema in self.query_fields.items()}
        body = {name: self.examples.example(schema, style, name) for name, schema in self.body_fields.items()}
        if "stream" in body:
            body["stream"] = False
        if self.whole_body is not None:
            body["<body>"] = self.examples.example(self.whole_body, style, "body")
        if self.verb != "POST":
            schemas = {**self.body_fields, "<body>": self.whole_body or {}}
            body = {name: value for name, value in body.items() if not self.is_list(schemas[name])}
        return query, body


def read_operation(document: Schema, verb: str, path: str, declared_verb: str, params: list[str]) -> Operation:
    """Sort the fields of one operation of an OpenAPI document by where they travel."""
    examples = Examples(document)
    published = document["paths"][re.sub(r"{(\w+):path}", r"{\1}", path)][verb.lower()]
    places: dict[str, dict[str, Schema]] = {"path": {}, "query": {}}
    required = set()
    for parameter in published.get("parameters", ()):
        if parameter["in"] in places:
            places[parameter["in"]][parameter["name"]] = parameter.get("schema", {})
            required |= {parameter["name"]} if parameter.get("required") else set()
    body_fields: dict[str, Schema] = {}
    whole_body: Schema | None = None
    content = published.get("requestBody", {}).get("content", {})
    form = any(kind in content for kind in FORM_TYPES)
    for media in content.values():
        schema = examples.resolve(media.get("schema", {}))
        options = examples.branches(schema)
        if verb == "POST" and len(options) == 1:
            schema = options[0]
        if "properties" in schema:
            body_fields = schema["properties"]
            required |= set(schema.get("required", ()))
        else:
            whole_body = media.get("schema", {})
            required |= {"<body>"} if published["requestBody"].get("required") else set()
    return Operation(
        verb,
        path,
        declared_verb,
        tuple(params),
        examples,
        places["path"],
        places["query"],
        body_fields,
        whole_body,
        form,
        frozenset(required),
    )


def query_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value)


def make_url(operation: Operation, query: Values, ids: str = "{}_1") -> str:
    def fill(match: re.Match[str]) -> str:
        return quote(ids.format(match.group(1)), safe="/%" if match.group(2) else "%")

    url = re.sub(r"{(\w+)(:path)?}", fill, operation.path)
    pairs = []
    for name, value in query.items():
        pairs += [(name, query_text(item)) for item in (value if isinstance(value, list) else [value])]
    return f"{url}?{urlencode(pairs)}" if pairs else url


def make_body(operation: Operation, body: Values) -> dict[str, Any] | None:
    if operation.whole_body is not None:
        return {"json": body["<body>"]} if "<body>" in body else None
    if not operation.form:
        return {"json": body} if operation.body_fields else None
    files = {}
    form = {}
    for name, value in body.items():
        schema = operation.examples.resolve(operation.body_fields.get(name, {}))
        if schema.get("format") == "binary" or "contentMediaType" in schema:
            files[name] = ["name-of-file.txt", str(value), "text/plain"]
        else:
            form[name] = query_text(value)
    return {"form": form, "files": files}
