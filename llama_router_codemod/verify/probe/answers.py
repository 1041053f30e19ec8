"""What the recorders answer with: instances of the declared return types, kept as JSON so that both trees use the same.

The first probe invents the JSON from the schema of the Protocol's return annotation; the second validates the same
JSON into the type that its own Protocol declares.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, TypeAdapter, ValidationError, create_model
from starlette.responses import Response

from llama_router_codemod.verify.messages.answer_mode import UNDECLARED_FIELD, Answer
from llama_router_codemod.verify.messages.plan import PreparedAnswers
from llama_router_codemod.verify.probe.examples import Examples, Style
from llama_router_codemod.verify.probe.return_types import return_types
from llama_router_codemod.verify.probe.tree import is_declared

if TYPE_CHECKING:
    from collections.abc import Iterable

    from llama_router_codemod.verify.messages.json_value import Json
    from llama_router_codemod.verify.messages.method import MethodName, ServedMethod


def invent(annotation: Any, styles: tuple[Style, ...]) -> Json:
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


def invent_answers(method: ServedMethod) -> PreparedAnswers:
    """The JSON answers of one method. Raises ValueError if none can be made."""
    declared = return_types(method)
    full = minimal = None
    if declared.plain is not Any and not declared.is_nothing and not declared.is_response:
        full = invent(declared.plain, (Style.DISTINCT, Style.CAUTIOUS, Style.BARE))
        minimal = invent(declared.plain, (Style.BARE, Style.CAUTIOUS))
    styles = (Style.CAUTIOUS, Style.BARE)
    items = tuple(_invent_item(declared.item, index, style) for index, style in enumerate(styles))
    return PreparedAnswers(method.name, items, full, minimal)


def _invent_item(declared: Any, index: int, style: Style) -> Json:
    if declared is Any:
        return {"item": index}
    return invent(declared, (style, Style.BARE, Style.CAUTIOUS, Style.DISTINCT))


class Answers:
    """Turns the JSON answers into what an implementation of this tree would return."""

    def __init__(self, methods: Iterable[ServedMethod], prepared: Iterable[PreparedAnswers]) -> None:
        # A method may be gone from the Protocol of this tree.
        self._types = {method.name: return_types(method) for method in methods if is_declared(method)}
        self._prepared = {answers.method: answers for answers in prepared}

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
        made = value if declared.plain is Any else TypeAdapter(declared.plain).validate_python(value)
        return wider(made) if answer is Answer.WIDER else made

    def item(self, method: MethodName, index: int) -> Any:
        """One item of the stream of a method."""
        declared, value = self._types[method], self._prepared[method].items[index]
        if declared.is_response:
            return _file()
        if declared.item is Any or declared.is_nothing:
            return value
        return TypeAdapter(declared.item).validate_python(value)


def _file() -> Response:
    return Response(b"content of a file", media_type="application/octet-stream", headers={"x-probe": "kept"})


def wider(answer: Any) -> Any:
    """The answer with instances of subclasses with one more field for its models, also those in lists and dicts;
    unchanged if it has none."""
    if isinstance(answer, list) and any(isinstance(item, BaseModel) for item in answer):
        return [wider(item) for item in answer]
    if isinstance(answer, dict) and any(isinstance(item, BaseModel) for item in answer.values()):
        return {key: wider(item) for key, item in answer.items()}
    if not isinstance(answer, BaseModel):
        return answer
    fields: Any = {UNDECLARED_FIELD: (str, "kept")}
    own: Any = create_model(type(answer).__name__, __base__=type(answer), **fields)
    return own.model_construct(**{name: getattr(answer, name) for name in type(answer).model_fields})
