"""What a tree publishes of each route beside the schemas of its parameters: texts, and the schema of the answer.

Of a webmethod route the texts are those that the legacy generator took from docstrings, then those of markers; the
answer is the return annotation of the Protocol's method. Of a router's route all are in the application's OpenAPI
document.

- summary: the first paragraph; description: the first paragraph, a line end, and the rest
- path, query and body parameters: the text of an ExtraBodyField, the :param text, what the application's document has
  by the implementation's markers, and the text of the Protocol's marker
- response of the success status: the :returns: text, else "OK"

Where FastAPI makes the document of webmethods, the description is that of the docstring as it stands, the text of the
Protocol's marker comes first, and an answer without a text has FastAPI's.
"""

from __future__ import annotations

import inspect
import typing
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from llama_router_codemod.parse.docstrings import operation_description, parse_docstring, whole_description
from llama_router_codemod.verify.messages.record import PublishedRoute, PublishedTexts
from llama_router_codemod.verify.probe.examples import Examples
from llama_router_codemod.verify.probe.published_operation import published_operation
from llama_router_codemod.verify.probe.return_types import return_types
from llama_router_codemod.verify.probe.tree import declared_method
from llama_router_codemod.verify.probe.type_hints import type_hints

if TYPE_CHECKING:
    from collections.abc import Iterable

    from llama_router_codemod.verify.messages.json_value import Schema
    from llama_router_codemod.verify.messages.method import ServedMethod
    from llama_router_codemod.verify.messages.record import RouteRow
    from llama_router_codemod.verify.messages.route_key import RouteKey
    from llama_router_codemod.verify.probe.tree import Tree


def published_routes(
    rows: Iterable[RouteRow], methods: Iterable[ServedMethod], document: Schema, tree: Tree
) -> tuple[PublishedRoute, ...]:
    """What is published of each row of the table of routes."""
    by_name = {method.name: method for method in methods}
    found = {}
    for row in rows:
        method = by_name.get(row.webmethod) if row.webmethod else None
        served = _of_operation(row.key, document)
        found[row.key] = _of_method(served, method, tree) if method else served
    return tuple(found.values())


def _of_method(of_application: PublishedRoute, method: ServedMethod, tree: Tree) -> PublishedRoute:
    function = declared_method(method)
    shown = of_application.texts.parameters
    parsed = parse_docstring(function.__doc__ or "")
    served = {parameter.name for parameter in method.parameters}
    texts: dict[str, str] = {}
    names: dict[str, str] = {}
    for name, annotation in type_hints(function).items():
        text = _extra_body_text(annotation) or parsed.params.get(name)
        if name not in served or (text and _is_whole_body(annotation)):
            continue
        alias, marked = alias_of(annotation) or name, _marker_text(function, name, annotation)
        if tree.fastapi_document:
            text = marked or text
        text = text or shown.get(alias) or shown.get(name) or marked
        if text:
            texts[alias] = text
            names[alias] = name
    published = PublishedTexts(
        summary=parsed.short,
        description=whole_description(function.__doc__ or "")
        if tree.fastapi_document
        else operation_description(parsed),
        parameters=texts,
        response=_of_answer(parsed.returns, tree),
    )
    return PublishedRoute(of_application.key, published, _answer_of_method(method), names)


def _of_answer(text: str | None, tree: Tree) -> str:
    if tree.fastapi_document:
        return text or "Successful Response"
    return "OK" if text is None else text


def _is_whole_body(annotation: Any) -> bool:
    """Is the parameter the request body as a whole? Its :param text was published nowhere."""
    return any(type(item).__name__ == "Body" for item in _metadata(annotation))


def alias_of(annotation: Any) -> str | None:
    """The name on the wire that a marker gives, which newer versions of FastAPI publish."""
    return next((item.alias for item in _metadata(annotation) if getattr(item, "alias", None)), None)


def _extra_body_text(annotation: Any) -> str | None:
    markers = [item for item in _metadata(annotation) if type(item).__name__ == "ExtraBodyField"]
    return markers[0].description if markers else None


def _marker_text(function: Any, name: str, annotation: Any) -> str | None:
    """The description that a marker of the Protocol gives, beside the type or as the default."""
    default = inspect.signature(function).parameters[name].default
    texts = (getattr(item, "description", None) for item in (*_metadata(annotation), default))
    return next((text for text in texts if isinstance(text, str)), None)


def _metadata(annotation: Any) -> tuple[Any, ...]:
    return annotation.__metadata__ if typing.get_origin(annotation) is typing.Annotated else ()


def _answer_of_method(method: ServedMethod) -> Schema | None:
    """The schema that the declared return type has in an answer; None if it is no JSON or not declared."""
    declared = return_types(method)
    plain = declared.plain
    if plain is Any or declared.is_nothing or declared.is_response:
        return None
    schema = declared.plain_type.answer_schema("#/components/schemas/{model}")
    if not inspect.isclass(plain) or not issubclass(plain, BaseModel):
        return schema
    definitions = schema.pop("$defs", {})
    return {
        "$ref": f"#/components/schemas/{plain.__name__}",
        "$defs": {plain.__name__: schema, **definitions},
    }


def _of_operation(route: RouteKey, document: Schema) -> PublishedRoute:
    operation = published_operation(document, route)
    content = operation.get("requestBody", {}).get("content", {})
    schemas = [media.get("schema", {}) for media in content.values()]
    # The only body of an operation that is not embedded has no name: its text is on the schema or the body.
    bodies = [schema.get("description") or operation["requestBody"].get("description") for schema in schemas]
    texts = PublishedTexts(
        summary=operation.get("summary") or None,
        description=operation.get("description") or None,
        parameters=_texts_of_parameters(operation) | _texts_of_fields(document, schemas),
        body=next((text for text in reversed(bodies) if text), None),
        response=_success(operation).get("description"),
    )
    return PublishedRoute(route, texts, _answer(operation))


def _texts_of_parameters(operation: Schema) -> dict[str, str]:
    found = {
        parameter["name"]: parameter.get("description") or parameter.get("schema", {}).get("description")
        for parameter in operation.get("parameters", ())
    }
    return {name: text for name, text in found.items() if text}


def _texts_of_fields(document: Schema, schemas: Iterable[Schema]) -> dict[str, str]:
    examples = Examples(document)
    texts: dict[str, str] = {}
    for schema in schemas:
        fields: dict[str, Schema] = {}
        for branch in examples.branches(schema):
            fields |= branch.get("properties", {})
        texts |= {name: field["description"] for name, field in fields.items() if "description" in field}
    return texts


def _answer(operation: Schema) -> Schema | None:
    """The schema of the answer; None where there is none, or one that says nothing, as FastAPI publishes Any."""
    content = _success(operation).get("content", {})
    schema: Schema = content.get("application/json", {}).get("schema", {})
    return schema if schema.keys() - {"title"} else None


def _success(operation: Schema) -> Schema:
    """The answer with the lowest status of success; empty where none is published."""
    responses = operation.get("responses", {})
    return next((responses[status] for status in sorted(responses) if status.startswith("2")), {})
