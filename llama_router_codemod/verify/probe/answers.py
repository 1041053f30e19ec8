"""What the recorders answer with: instances of the declared return types, kept as JSON so that both trees use the same.

The first probe invents the JSON from the schema of the Protocol's return annotation; the second validates the same
JSON into the type that its own Protocol declares.
"""

from __future__ import annotations

import operator
from datetime import timedelta
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError, create_model
from starlette.responses import Response

from llama_router_codemod.verify.messages.answer_mode import UNDECLARED_FIELD, Answer
from llama_router_codemod.verify.messages.plan import PreparedAnswers
from llama_router_codemod.verify.probe.examples import Examples, Style
from llama_router_codemod.verify.probe.json_type import JsonType
from llama_router_codemod.verify.probe.return_types import ReturnTypes, return_types
from llama_router_codemod.verify.probe.tree import is_declared

if TYPE_CHECKING:
    from collections.abc import Iterable

    from llama_router_codemod.verify.messages.json_value import Json
    from llama_router_codemod.verify.messages.method import MethodName, ServedMethod


def invent(declared: JsonType, styles: tuple[Style, ...]) -> Json:
    """JSON that a type accepts, in the first style that works. Raises ValueError if none does, and whatever the
    validators of the tree raise."""
    examples = Examples(declared.schema)
    for style in styles:
        value = examples.example(declared.schema, style, depth=1 if style is Style.BARE else 0)
        if getattr(declared.annotation, "__name__", "") == "PaginatedResponse":
            # The server fills it in where it is absent, which is what is to be seen.
            value["url"] = "kept" if styles[0] is Style.BARE else None
        try:
            declared.value(value)
        except ValidationError:
            continue
        return value
    raise ValueError(f"no example of {declared.annotation!r} was accepted")


def invent_answers(method: ServedMethod) -> PreparedAnswers:
    """The JSON answers of one method, or why none can be made up."""
    try:
        return _invented(method, return_types(method))
    except Exception as error:  # validators of the tree may raise anything
        items = ({"item": 0}, {"item": 1})
        return PreparedAnswers(method.name, items, failure=str(error) or type(error).__name__)


def _invented(method: ServedMethod, declared: ReturnTypes) -> PreparedAnswers:
    full = minimal = None
    if declared.plain is not Any and not declared.is_nothing and not declared.is_response:
        full = invent(declared.plain_type, (Style.DISTINCT, Style.CAUTIOUS, Style.BARE))
        minimal = invent(declared.plain_type, (Style.BARE, Style.CAUTIOUS))
    styles = (Style.CAUTIOUS, Style.BARE)
    items = tuple(_invent_item(declared.item_type, index, style) for index, style in enumerate(styles))
    return PreparedAnswers(method.name, items, full, minimal)


def _invent_item(declared: JsonType, index: int, style: Style) -> Json:
    if declared.annotation is Any:
        return {"item": index}
    return invent(declared, (style, Style.BARE, Style.CAUTIOUS, Style.DISTINCT))


class Answers:
    """Turns the JSON answers into what an implementation of this tree would return."""

    def __init__(self, methods: Iterable[ServedMethod], prepared: Iterable[PreparedAnswers]) -> None:
        self._prepared = {answers.method: answers for answers in prepared}
        # A method may be gone from the Protocol of this tree.
        self._types = {
            method.name: return_types(method) if self._prepared[method.name].failure is None else ReturnTypes(Any, Any)
            for method in methods
            if is_declared(method)
        }

    def plain(self, method: MethodName, answer: Answer) -> Any:
        """The answer of a method. Answers without a value of their own are the full one."""
        declared, prepared = self._types[method], self._prepared[method]
        if answer is Answer.UNDECLARED:
            # What encoders spell in their own way shows which of them wrote the answer.
            return {"undeclared": [str(method)], "spelled": [Decimal("1.5"), timedelta(minutes=1)]}
        if answer is Answer.NONE or declared.is_nothing:
            return None
        if declared.is_response:
            return _file()
        value = prepared.minimal if answer is Answer.MINIMAL else prepared.full
        if answer is Answer.DICT and isinstance(value, dict):
            return {**value, UNDECLARED_FIELD: "kept"}
        made = value if declared.plain is Any else declared.plain_type.value(value)
        return wider(made) if answer is Answer.WIDER else made

    def item(self, method: MethodName, index: int) -> Any:
        """One item of the stream of a method."""
        declared, value = self._types[method], self._prepared[method].items[index]
        if declared.is_response:
            return _file()
        if declared.item is Any or declared.is_nothing:
            return value
        return declared.item_type.value(value)


def _file() -> Response:
    return Response(b"content of a file", media_type="application/octet-stream", headers={"x-probe": "kept"})


def wider(answer: Any) -> Any:
    """The answer with instances of subclasses with one more field for its models, also those in lists and dicts; the
    same object if it has none."""
    match answer:
        case list():
            items = list(map(wider, answer))
            return answer if _are_same(answer, items) else items
        case dict():
            values = {key: wider(value) for key, value in answer.items()}
            return answer if _are_same(answer.values(), values.values()) else values
        case BaseModel():
            return _wider_type(type(answer)).model_construct(
                **{name: getattr(answer, name) for name in type(answer).model_fields}
            )
        case _:
            return answer


@cache
def _wider_type(model: type[BaseModel]) -> Any:
    fields: Any = {UNDECLARED_FIELD: (str, "kept")}
    return create_model(model.__name__, __base__=model, **fields)


def _are_same(one: Iterable[Any], other: Iterable[Any]) -> bool:
    return all(map(operator.is_, one, other))
