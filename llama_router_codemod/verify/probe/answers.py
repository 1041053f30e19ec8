"""What the recorders answer with: instances of the declared return types, kept as JSON so that both trees use the same.

The legacy probe invents the JSON from the schema of the Protocol's return annotation; the migrated probe validates the
same JSON into the type that its own Protocol declares.
"""

from __future__ import annotations

import collections.abc
import types
import typing
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError, create_model
from starlette.responses import Response

from llama_router_codemod.verify.probe.examples import Examples, Style
from llama_router_codemod.verify.probe.tree import import_attribute
from llama_router_codemod.verify.probe.values import UNDECLARED_FIELD

STREAMS = (collections.abc.AsyncIterator, collections.abc.AsyncGenerator, collections.abc.AsyncIterable)


def declared_return(method: dict[str, Any]) -> Any:
    """The return annotation of the Protocol's method, in whichever module the Protocol now is."""
    protocol = import_attribute(method["protocol"])
    function = getattr(protocol, method["protocol_method"])
    return typing.get_type_hints(function, include_extras=True).get("return")


def split_stream(annotation: Any) -> tuple[Any, Any]:
    """(the type of a plain answer, the type of one streamed item); either is Any where nothing is declared."""
    if typing.get_origin(annotation) in STREAMS:
        return Any, typing.get_args(annotation)[0]
    if typing.get_origin(annotation) not in (typing.Union, types.UnionType):
        return annotation, Any
    members = typing.get_args(annotation)
    plain = [member for member in members if typing.get_origin(member) not in STREAMS]
    items = [typing.get_args(member)[0] for member in members if member not in plain]
    return (typing.Union[tuple(plain)] if plain else Any), (items[0] if items else Any)  # noqa: UP007 - built at run time


def is_response(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Response)


def invent(annotation: Any, styles: tuple[Style, ...]) -> Any:
    """JSON that `annotation` accepts, in the first style that works. Raises ValueError if none does."""
    adapter = TypeAdapter(annotation)
    schema = adapter.json_schema()
    examples = Examples(schema)
    for style in styles:
        value = examples.example(schema, style, depth=1 if style is Style.BARE else 0)
        if getattr(annotation, "__name__", "") == "PaginatedResponse":
            # The server fills it in where it is absent, which is what is to be seen.
            value["url"] = "kept" if styles[0] is Style.BARE else None
        try:
            adapter.validate_python(value)
        except ValidationError:
            continue
        return value
    raise ValueError(f"no example of {annotation!r} was accepted")


def invent_answers(method: dict[str, Any]) -> dict[str, Any]:
    """The JSON answers of one method by mode: full, minimal, item-0, item-1. Raises ValueError if none can be made."""
    plain, item = split_stream(declared_return(method))
    answers: dict[str, Any] = {}
    if plain is not None and plain is not type(None) and plain is not Any and not is_response(plain):
        answers["full"] = invent(plain, (Style.DISTINCT, Style.CAUTIOUS, Style.BARE))
        answers["minimal"] = invent(plain, (Style.BARE, Style.CAUTIOUS))
    for index, style in enumerate((Style.CAUTIOUS, Style.BARE)):
        invented = {"item": index} if item is Any else invent(item, (style, Style.BARE, Style.CAUTIOUS, Style.DISTINCT))
        answers[f"item-{index}"] = invented
    return answers


class Answers:
    """Turns the JSON answers into what an implementation of this tree would return."""

    def __init__(self, methods: list[dict[str, Any]], prepared: dict[str, dict[str, Any]]) -> None:
        self.prepared = prepared
        self.types = {f"{m['api']}.{m['name']}": split_stream(declared_return(m)) for m in methods}

    def __call__(self, key: str, mode: str) -> Any:
        """The answer of method `key` ("api.name"). Modes without a value of their own give the full one."""
        plain, item = self.types[key]
        if mode == "undeclared":
            return {"undeclared": [key]}
        if mode == "none" or plain is None or plain is type(None):
            return None if not mode.startswith("item-") else self.prepared[key][mode]
        if is_response(plain):
            return Response(b"content of a file", media_type="application/octet-stream", headers={"x-probe": "kept"})
        declared = item if mode.startswith("item-") else plain
        values = self.prepared[key]
        value = values.get(mode, values.get("full"))
        if mode == "dict" and isinstance(value, dict):
            return {**value, UNDECLARED_FIELD: "kept"}
        answer = value if declared is Any else TypeAdapter(declared).validate_python(value)
        return wider(answer) if mode == "wider" else answer


def wider(answer: Any) -> Any:
    """The answer as an instance of a subclass with one more field; unchanged if it is no model."""
    if not isinstance(answer, BaseModel):
        return answer
    fields: Any = {UNDECLARED_FIELD: (str, "kept")}
    own: Any = create_model(type(answer).__name__, __base__=type(answer), **fields)
    return own.model_construct(**{name: getattr(answer, name) for name in type(answer).model_fields})
