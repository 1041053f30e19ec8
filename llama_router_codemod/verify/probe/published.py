"""What a tree publishes of each route beside the schemas of its parameters: texts, and the schema of the answer.

Of a webmethod route the texts are those that the legacy generator took from docstrings, the answer is the return
annotation of the Protocol's method. Of a router's route both are in the application's OpenAPI document.

- summary: the first paragraph; description: the first paragraph, a line end, and the rest
- path, query and body parameters: the :param text; an ExtraBodyField's own text comes first
- response of the success status: the :returns: text, else "OK"
"""

from __future__ import annotations

import inspect
import typing
from typing import Any

from pydantic import BaseModel, TypeAdapter

from llama_router_codemod.parse.docstrings import parse_docstring
from llama_router_codemod.verify.probe.answers import is_response, split_stream
from llama_router_codemod.verify.probe.examples import Examples
from llama_router_codemod.verify.probe.paths import published_operation
from llama_router_codemod.verify.probe.tree import import_attribute

Schema = dict[str, Any]


def published_routes(
    rows: list[dict[str, Any]], methods: list[dict[str, Any]], document: Schema
) -> dict[str, dict[str, Any]]:
    """By route ("GET /v1/x"): `texts` by what they describe, `answer`, a schema with its own `$defs`, or None, and
    `names`, under which older versions of FastAPI publish what is described by an alias."""
    by_name = {f"{method['api']}.{method['name']}": method for method in methods}
    found = {}
    for row in rows:
        route = f"{row['verb']} {row['path']}"
        if method := by_name.get(row.get("webmethod", "")):
            found[route] = {**_texts_of_method(method), "answer": _answer_of_method(method)}
        else:
            operation = published_operation(document, row["verb"], row["path"])
            texts = _texts_of_operation(document, operation)
            found[route] = {"texts": texts, "names": {}, "answer": _answer(operation)}
    return found


def _texts_of_method(method: dict[str, Any]) -> dict[str, Any]:
    function = getattr(import_attribute(method["protocol"]), method["protocol_method"])
    parsed = parse_docstring(function.__doc__ or "")
    served = {param["name"] for param in method["params"]}
    texts: dict[str, Any] = {}
    names: dict[str, str] = {}
    if parsed.short:
        texts["summary"] = parsed.short
        texts["description"] = f"{parsed.short}\n{parsed.long}" if parsed.long else parsed.short
    for name, annotation in typing.get_type_hints(function, include_extras=True).items():
        text = _extra_body_text(annotation) or parsed.params.get(name)
        if name != "return" and name in served and text and not _is_whole_body(annotation):
            alias = alias_of(annotation) or name
            texts[f"parameter {alias}"] = text
            names[f"parameter {alias}"] = f"parameter {name}"
    return {"texts": {**texts, "response": parsed.returns if parsed.returns is not None else "OK"}, "names": names}


def _is_whole_body(annotation: Any) -> bool:
    """Is the parameter the request body as a whole? Its :param text was published nowhere."""
    return any(type(item).__name__ == "Body" for item in _metadata(annotation))


def alias_of(annotation: Any) -> str | None:
    """The name on the wire that a marker gives, which newer versions of FastAPI publish."""
    return next((item.alias for item in _metadata(annotation) if getattr(item, "alias", None)), None)


def _extra_body_text(annotation: Any) -> str | None:
    markers = [item for item in _metadata(annotation) if type(item).__name__ == "ExtraBodyField"]
    return markers[0].description if markers else None


def _metadata(annotation: Any) -> tuple[Any, ...]:
    return annotation.__metadata__ if typing.get_origin(annotation) is typing.Annotated else ()


def _answer_of_method(method: dict[str, Any]) -> Schema | None:
    """The schema that the declared return type has in an answer; None if it is no JSON or not declared."""
    function = getattr(import_attribute(method["protocol"]), method["protocol_method"])
    plain, _ = split_stream(typing.get_type_hints(function, include_extras=True).get("return"))
    if plain in (None, type(None), Any) or is_response(plain):
        return None
    schema = TypeAdapter(plain).json_schema(mode="serialization", ref_template="#/components/schemas/{model}")
    if not inspect.isclass(plain) or not issubclass(plain, BaseModel):
        return schema
    definitions = schema.pop("$defs", {})
    return {
        "$ref": f"#/components/schemas/{plain.__name__}",
        "$defs": {plain.__name__: schema, **definitions},
    }


def _texts_of_operation(document: Schema, operation: Schema) -> dict[str, Any]:
    examples = Examples(document)
    texts = {key: operation[key] for key in ("summary", "description") if operation.get(key)}
    for parameter in operation.get("parameters", ()):
        text = parameter.get("description") or parameter.get("schema", {}).get("description")
        if text:
            texts[f"parameter {parameter['name']}"] = text
    for media in operation.get("requestBody", {}).get("content", {}).values():
        schema = media.get("schema", {})
        fields: Schema = {}
        for branch in examples.branches(schema):
            fields |= branch.get("properties", {})
        texts |= {f"parameter {name}": field["description"] for name, field in fields.items() if "description" in field}
        # The only body of an operation that is not embedded has no name: its text is on the schema or the body.
        text = schema.get("description") or operation["requestBody"].get("description")
        texts |= {"body": text} if text else {}
    success = [status for status in sorted(operation.get("responses", {})) if status.startswith("2")]
    return {**texts, "response": operation["responses"][success[0]].get("description")} if success else texts


def _answer(operation: Schema) -> Schema | None:
    responses = operation.get("responses", {})
    success = [status for status in sorted(responses) if status.startswith("2")]
    content = responses[success[0]].get("content", {}) if success else {}
    schema: Schema | None = content.get("application/json", {}).get("schema")
    return schema or None
