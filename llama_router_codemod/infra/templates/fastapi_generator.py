"""The OpenAPI document as it is published, made of the routers: no server runs, and no provider is needed.

Paths, parameters and texts are what FastAPI's own document says. Schemas come from the generator of the package, where
`@json_schema_type` decides which types are components, and under which name.
"""

import inspect
import json
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import dataclass, make_dataclass
from functools import reduce
from hashlib import sha256
from operator import or_
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, TextIO, TypedDict, Union, get_args, get_origin, get_type_hints

from fastapi import UploadFile, params
from pydantic.fields import FieldInfo
from pydantic_core import to_jsonable_python

from llama_router_codemod.infra.templates.checkout import (
    PUBLISHED_KEYS,
    PUBLISHED_RESPONSES,
    PUBLISHED_SEPARATOR,
    PUBLISHED_STREAMS,
    PUBLISHED_TAGS,
    SUPPLEMENTS,
    TAGS_OF_PROTOCOLS,
    Error,
    JsonSchemaGenerator,
    SchemaOptions,
    capabilities,
    get_schema_identifier,
    is_type_optional,
    parse_type,
    python_type_to_name,
    unwrap_optional_type,
)

from .router_endpoints import VERBS, Endpoint, fields_of, plain_type, routed_endpoints, served_parameters

# The answers that all operations have: name, description and example by status code.
STANDARD_RESPONSES: dict[str, tuple[str, str, Any]] = PUBLISHED_RESPONSES
# A type with one of these in its name is sent as an event stream.
STREAMS: tuple[str, ...] = PUBLISHED_STREAMS
TAGS: dict[str, str] = PUBLISHED_TAGS
if capabilities.renamed_protocols:
    # The tags of Protocols that have other names than these.
    PROTOCOL_TAGS: dict[str, str] = TAGS_OF_PROTOCOLS
if capabilities.union_texts:
    # What stands between the texts of the types that an answer may have.
    UNION_SEPARATOR: str = PUBLISHED_SEPARATOR
REFERENCE = "#/components/schemas/"


class Server(TypedDict):
    """A server that the document names."""

    url: str


class Info(TypedDict):
    """What the document says of itself."""

    title: str
    version: str
    description: str


@dataclass
class Options:
    """What a document is made of. A stability (stable, experimental, deprecated, stainless) chooses operations."""

    server: Server
    info: Info
    include_standard_error_responses: bool = True
    if capabilities.stability_levels:
        stability_filter: str | None = None


def is_required(annotation: Any) -> bool:
    """Whether a value is published as required: it is unless None is allowed, whatever the default."""
    return not is_type_optional(plain_type(annotation))


def required_type(annotation: Any) -> Any:
    return plain_type(annotation) if is_required(annotation) else unwrap_optional_type(plain_type(annotation))


def _filled(items: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in items.items() if value is not None}


class DescribedSchemas(JsonSchemaGenerator):
    """The schema generator of the package, which reads docstrings, with the descriptions of other fields, too."""

    def type_to_schema(self, data_type: Any, force_expand: bool = False, json_schema_extra: Any = None) -> Any:
        schema = super().type_to_schema(data_type, force_expand, json_schema_extra)
        if "properties" in schema and hasattr(plain_type(data_type), "__mro__"):
            _describe(schema["properties"], fields_of(plain_type(data_type)))
        return schema


def _describe(properties: dict[str, Any], fields: Iterable[tuple[str, FieldInfo]]) -> None:
    for name, field in fields:
        if field.description and name in properties:
            properties[name].pop("title", None)
            properties[name]["description"] = field.description


def _embedded(endpoint: Endpoint) -> Iterator[tuple[str, params.Body]]:
    """The parameters of a route that are fields of its body each, without a model for all of them."""
    for name, annotation in served_parameters(endpoint.route):
        marks = (mark for mark in get_args(annotation)[1:] if isinstance(mark, params.Body) and mark.embed)
        yield from ((name, mark) for mark in marks)


class Components:
    """The named schemas of a document. Whatever a type refers to is added with it."""

    def __init__(self) -> None:
        self.generator = DescribedSchemas(SchemaOptions(definitions_path=REFERENCE))
        self.schemas: dict[str, Any] = {}

    def schema(self, kind: Any, *, expanded: bool = False) -> Any:
        schema, definitions = self.generator.classdef_to_schema(kind, expanded)
        for name, definition in definitions.items():
            self.schemas.setdefault(name, definition)
        return schema

    def named(self, name: str, schema: Any) -> dict[str, str]:
        """The reference to a schema; the first that has a name keeps it."""
        self.schemas.setdefault(name, schema)
        return {"$ref": f"{REFERENCE}{name}"}

    def of(self, kind: Any) -> Any:
        """The reference to a type that has a name, the schema of any other."""
        schema = self.schema(kind)
        if kind in (str, int, float):
            return schema
        try:
            return self.named(get_schema_identifier(kind) or python_type_to_name(kind), schema)
        except TypeError:
            return schema


class Specification:
    """The document of the APIs that a class inherits."""

    def __init__(self, server: type, options: Options) -> None:
        self.options = options
        self.components = Components()
        found = self.endpoints_below(server)
        if capabilities.stability_levels:
            found = [endpoint for endpoint in found if endpoint.is_in(options.stability_filter)]
        self.endpoints = sorted(found, key=lambda endpoint: endpoint.sort_key)

    def endpoints_below(self, server: type) -> list[Endpoint]:
        """The operations of the APIs that a class inherits."""
        return routed_endpoints(server)

    def get_json(self) -> Any:
        """The document as JSON data."""
        error = self.components.of(Error)
        responses = {
            name: {"description": text, "content": {"application/json": {"schema": error, "example": example}}}
            for name, text, example in STANDARD_RESPONSES.values()
        }
        operations: dict[str, dict[str, Any]] = {}
        for endpoint in self.endpoints:
            operations.setdefault(endpoint.route.path_format, {})[endpoint.verb] = self._operation(endpoint)
        tags = sorted(self._tags(), key=lambda tag: str(tag["name"]))
        document: dict[str, Any] = {
            "openapi": "3.1.0",
            "info": self.options.info,
            "servers": [self.options.server],
            "paths": {path: {verb: item[verb] for verb in VERBS if verb in item} for path, item in operations.items()},
            "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
            "components": {"schemas": self.components.schemas, "responses": responses},
            "security": [{"Default": []}],
            "tags": tags,
            "x-tagGroups": [{"name": "Operations", "tags": [tag["name"] for tag in tags]}] if tags else None,
        }
        return to_jsonable_python(_filled(document))

    if capabilities.document_page:

        def write_html(self, file: TextIO, pretty_print: bool = False) -> None:
            """Writes a page that shows the document."""
            text = json.dumps(self.get_json(), ensure_ascii=False, indent=4 if pretty_print else None)
            template = Path(__file__).with_name("template.html").read_text("utf-8")
            file.write(template.replace("{ /* OPENAPI_SPECIFICATION */ }", text))

    def _operation(self, endpoint: Endpoint) -> dict[str, Any]:
        in_url = {endpoint.names[item["name"]]: item for item in endpoint.operation.get("parameters", [])}
        if endpoint.verb in ("get", "delete"):
            # Where such a request has a body, it is published as a parameter.
            body = endpoint.operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            described = {"in": "query", "description": body.get("schema", {}).get("description")}
            in_url = {name: in_url.get(name, described) for name in endpoint.parameters}
        names = sorted(filter(in_url.get, endpoint.parameters), key=lambda name: in_url[name]["in"] != "path")
        operation: dict[str, Any] = {
            "summary": endpoint.route.summary,
            "description": endpoint.route.description,
            "tags": [TAGS.get(tag, tag) for tag in endpoint.operation.get("tags", [])],
            "deprecated": bool(endpoint.route.deprecated),
            "parameters": [self._parameter(name, in_url[name], endpoint.parameters[name]) for name in names],
        }
        if capabilities.extra_body_parameters:
            operation["x-llama-stack-extra-body-params"] = self._extra_body_parameters(endpoint) or None
        fields = {name: kind for name, kind in endpoint.parameters.items() if name not in in_url}
        operation["requestBody"] = self._request_body(endpoint, fields) if fields else None
        if capabilities.raw_bodies and endpoint.has_raw_body:
            schema = {"type": "string", "format": "binary"}
            operation["requestBody"] = {"content": {"application/octet-stream": {"schema": schema}}, "required": True}
        operation["responses"] = self._responses(endpoint)
        return _filled({key: operation[key] for key in PUBLISHED_KEYS})

    def _parameter(self, name: str, published: Mapping[str, Any], kind: Any) -> dict[str, Any]:
        said = {"name": name, "in": published["in"], "description": published.get("description")}
        return _filled({**said, "required": is_required(kind), "schema": self.components.of(required_type(kind))})

    if capabilities.extra_body_parameters:

        def _extra_body_parameters(self, endpoint: Endpoint) -> list[dict[str, Any]]:
            return [
                {
                    "name": name,
                    "schema": self.components.of(required_type(endpoint.hints[name])),
                    **_filled({"description": mark.description}),
                    "required": is_required(endpoint.hints[name]),
                }
                for name, mark in endpoint.extra_body.items()
            ]

    def _request_body(self, endpoint: Endpoint, fields: Mapping[str, Any]) -> dict[str, Any]:
        published = endpoint.operation["requestBody"]
        if "multipart/form-data" in published["content"]:
            schema = {
                "type": "object",
                "properties": {
                    name: {"type": "string", "format": "binary"}
                    if required_type(kind) is UploadFile
                    else self.components.of(
                        plain_type(kind) if capabilities.required_form_fields else required_type(kind)
                    )
                    for name, kind in fields.items()
                },
                "required": (
                    [*fields]
                    if capabilities.required_form_fields
                    else [name for name, kind in fields.items() if is_required(kind)]
                ),
            }
            return {"content": {"multipart/form-data": {"schema": schema}}, "required": True}
        content: dict[str, Any] = {"application/json": {"schema": self.named_body(endpoint, fields)}}
        if capabilities.examples:
            content["application/json"] |= _examples(endpoint)
        return _filled({"content": content, "description": _text_of_body(endpoint, *fields), "required": True})

    def named_body(self, endpoint: Endpoint, fields: Mapping[str, Any]) -> dict[str, str]:
        """A body is a model of its own, or one whose fields are the parameters of the Protocol's method."""
        embedded = {name: mark for name, mark in _embedded(endpoint) if name in fields}
        if embedded:
            method = endpoint.method if capabilities.factories else endpoint.route.name
            name = f"{''.join(word.capitalize() for word in method.split('_'))}Request"
            schema = self.components.schema(make_dataclass(name, list(fields.items())), expanded=True)
            _describe(schema["properties"], embedded.items())
            return self.components.named(name, schema)
        (parameter, kind), *_ = fields.items()
        model = plain_type(kind)
        name = python_type_to_name(model)
        if parameter in endpoint.hints or not endpoint.hints:
            return self.components.named(name, self.components.schema(model, expanded=True))
        types, order = (
            get_type_hints(model, include_extras=True) | endpoint.hints,
            [*endpoint.hints, *model.model_fields],
        )
        names = sorted(model.model_fields, key=order.index)
        if capabilities.extra_body_parameters:
            names = [field for field in names if field not in endpoint.extra_body]
        schema = self.components.schema(make_dataclass(name, [(field, types[field]) for field in names]), expanded=True)
        _describe(schema["properties"], fields_of(model))
        return self.components.named(name, schema)

    def _responses(self, endpoint: Endpoint) -> dict[str, Any]:
        text = endpoint.answer_text
        if capabilities.union_texts and text is None:
            text = _text_of(endpoint.answer)
        response: dict[str, Any] = {"description": "OK" if text is None else text}
        if endpoint.answer not in (None, NoneType):
            content = {name: {"schema": self.components.of(kind)} for name, kind in _media_types(endpoint.answer)}
            response["content"] = content
        standard = STANDARD_RESPONSES if self.options.include_standard_error_responses else {}
        errors = {code: {"$ref": f"#/components/responses/{name}"} for code, (name, _, _) in standard.items()}
        return {"200": response, **errors}

    def _tags(self) -> Iterator[dict[str, Any]]:
        described: dict[type, str] = {}
        for endpoint in self.endpoints:
            cls = _defining_class(endpoint)
            name = PROTOCOL_TAGS.get(cls.__name__, cls.__name__) if capabilities.renamed_protocols else cls.__name__
            if name in endpoint.operation.get("tags", []):
                described[cls] = name
        for cls, name in described.items():
            texts = parse_type(cls)
            tag = {"name": TAGS.get(name, name), "description": texts.long_description}
            if capabilities.supplements:
                parts = (texts.long_description, self._supplement(f"{name.lower()}-api.md"))
                tag["description"] = "\n\n".join(filter(None, parts))
            yield _filled({**tag, "x-displayName": texts.short_description})

    if capabilities.supplements:

        def _supplement(self, file: str) -> str:
            """What is written about an API apart from its code, for this stability or for all."""
            home = Path(__file__).parent.parent / SUPPLEMENTS
            paths = [home / folder / file for folder in (self.options.stability_filter or "shared", "shared")]
            return next((path.read_text("utf-8") for path in paths if path.exists()), "")


def _defining_class(endpoint: Endpoint) -> type:
    bases = reversed(inspect.getmro(endpoint.protocol or Endpoint))
    name = endpoint.method if capabilities.factories else endpoint.route.name
    return next((cls for cls in bases if hasattr(cls, name)), Endpoint)


def _text_of_body(endpoint: Endpoint, *fields: str) -> str | None:
    """What is said of a parameter that is the whole body."""
    kinds = [kind for name, kind in served_parameters(endpoint.route) if fields == (name,)]
    marks = (mark for kind in kinds for mark in get_args(kind)[1:] if isinstance(mark, params.Body) and not mark.embed)
    return next((mark.description for mark in marks), None)


if capabilities.examples:

    def _examples(endpoint: Endpoint) -> dict[str, Any]:
        """The examples that a route is marked with: one as it is, several by names that are made of them."""
        mark = getattr(endpoint.route.endpoint, "route_mark", None)
        found = to_jsonable_python(getattr(mark, "request_examples", None) or [])
        if len(found) < 2:
            return {"example": found[0]} if found else {}
        texts = (json.dumps(example, ensure_ascii=False, separators=(",", ":")) for example in found)
        names = (f"ex-{sha256(text.encode()).hexdigest()[:16]}" for text in texts)
        return {"examples": {name: {"value": example} for name, example in zip(names, found, strict=True)}}


if capabilities.union_texts:

    def _text_of(answer: Any) -> str | None:
        """What the types say of which an answer has one."""
        kinds = _kinds(answer)
        if len(kinds) - (NoneType in kinds) < 2:
            return None
        return UNION_SEPARATOR.join(filter(None, (parse_type(_item(kind)).short_description for kind in kinds)))


def _kinds(answer: Any) -> tuple[Any, ...]:
    return get_args(answer) if get_origin(answer) in (Union, UnionType) else ()


def _media_types(answer: Any) -> list[tuple[str, Any]]:
    if get_origin(answer) is list:
        return [("application/jsonl", get_args(answer)[0])]
    kinds = _kinds(answer)
    streams = [kind for kind in kinds if any(stream in str(kind) for stream in STREAMS)]
    if streams and len(streams) < len(kinds):
        media = ["text/event-stream" if kind in streams else "application/json" for kind in kinds]
        return list(zip(media, map(_item, kinds), strict=True))
    # Not every generator of schemas knows an iterator.
    return [("application/json", reduce(or_, map(_item, kinds)) if get_origin(answer) is Union else answer)]


def _item(kind: Any) -> Any:
    """What an iterator gives is published in its place."""
    return get_args(kind)[0] if get_origin(kind) is AsyncIterator else kind
