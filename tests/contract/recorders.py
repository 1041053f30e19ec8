"""Implementations that record every call and answer with prepared data.

A recorder accepts any call, binds it with the parameters the legacy implementation has (data from signatures.py), so
positional and keyword calls are recorded alike, and keeps what the call was made with: the arguments as JSON with the
type names that matter to an implementation, and the request context seen during the call.
"""

from __future__ import annotations

import base64
import functools
import importlib
import inspect
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable


def import_attribute(target: str) -> Any:
    """The object that "module:qualname" names; where its module went away or lost it, the package is asked."""
    module_name, _, qualname = target.partition(":")
    try:
        return functools.reduce(getattr, qualname.split("."), importlib.import_module(module_name))
    except (ModuleNotFoundError, AttributeError) as error:
        if isinstance(error, ModuleNotFoundError) and error.name != module_name:
            raise
        package = importlib.import_module(module_name.rpartition(".")[0])
        return functools.reduce(getattr, qualname.split("."), package)


def wire_signature(function: Any) -> inspect.Signature:
    """The signature the legacy server saw on a bound method: without self, and with usable defaults.

    A `Field(...)` call as the default stands for its own default: as an endpoint default it stops the registration.
    """
    signature = inspect.signature(function)
    if any(isinstance(parameter.annotation, str) for parameter in signature.parameters.values()):
        signature = inspect.signature(function, eval_str=True)
    parameters = []
    for index, parameter in enumerate(signature.parameters.values()):
        if index == 0 and parameter.name in ("self", "cls"):
            continue
        default = parameter.default
        if isinstance(default, FieldInfo) and type(default) is FieldInfo:
            default = default.get_default(call_default_factory=True)
            default = inspect.Parameter.empty if default is PydanticUndefined else default
        parameters.append(parameter.replace(default=default))
    return signature.replace(parameters=parameters)


def record_value(value: Any) -> Any:
    """`value` as JSON, with its type name wherever plain JSON would not show what an implementation gets."""
    match value:
        case Enum():
            return {"$enum": type(value).__name__, "value": record_value(value.value)}
        case None | bool() | int() | float() | str():
            return value
        case BaseModel():
            dumped = value.model_dump(mode="json", warnings="none")
            return {"$model": type(value).__name__, "value": dumped, "set": sorted(value.model_fields_set)}
        case dict():
            return {str(key): record_value(item) for key, item in value.items()}
        case list() | tuple():
            return [record_value(item) for item in value]
        case set() | frozenset():
            return {"$set": sorted((record_value(item) for item in value), key=repr)}
        case bytes():
            return {"$bytes": base64.b64encode(value).decode()}
        case datetime() | date():
            return {"$time": value.isoformat()}
    if type(value).__name__ == "UploadFile":
        content = base64.b64encode(value.file.read()).decode()
        value.file.seek(0)
        return {"$upload": value.filename, "content_type": value.content_type, "content": content}
    return {"$type": type(value).__name__}


@dataclass(frozen=True)
class Recorded:
    """A default value that is only known by its record."""

    record: Any


def binding_signature(params: list[dict[str, Any]]) -> inspect.Signature:
    return inspect.Signature(
        [
            inspect.Parameter(
                param["name"],
                getattr(inspect.Parameter, param["kind"]),
                default=Recorded(param["default"]) if param["has_default"] else inspect.Parameter.empty,
            )
            for param in params
        ]
    )


@dataclass
class Journal:
    """What the recorders share: the calls of the current request, how to answer it, and the request context."""

    context: Callable[[], dict[str, Any]]
    answer: Callable[[str, str], Any]
    failure: Callable[[str], Exception]
    mode: str = "full"
    calls: list[dict[str, Any]] = field(default_factory=list)
    called: set[tuple[str, str]] = field(default_factory=set)

    def start(self, mode: str) -> None:
        self.mode = mode
        self.calls = []

    def respond(self, method: dict[str, Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Record one call and return, or raise, what the current mode asks for."""
        key = f"{method['api']}.{method['name']}"
        call: dict[str, Any] = {"api": method["api"], "method": method["name"], "context": self.context()}
        self.calls.append(call)
        try:
            bound = binding_signature(method["params"]).bind(*args, **kwargs)
        except TypeError as error:
            call["unbindable"] = str(error)
            raise
        self.called.add((method["api"], method["name"]))
        bound.apply_defaults()
        call["arguments"] = {
            name: value.record if isinstance(value, Recorded) else record_value(value)
            for name, value in bound.arguments.items()
        }
        if self.mode.startswith("raise:"):
            raise self.failure(self.mode.removeprefix("raise:"))
        if asks_to_stream(bound.arguments):
            return self.stream(key, call)
        return self.answer(key, self.mode)

    async def stream(self, key: str, call: dict[str, Any]) -> AsyncIterator[Any]:
        """Two small items; the modes "stream-fails:0" and "stream-fails:1" raise instead of that item."""
        for index in range(2):
            call.setdefault("stream_context", []).append(self.context())
            if self.mode == f"stream-fails:{index}":
                raise self.failure("ValueError")
            yield self.answer(key, f"item-{index}")


def asks_to_stream(arguments: dict[str, Any]) -> bool:
    """The legacy rule (`is_streaming_request`): the argument `stream`, or the attribute `stream` of `params`."""
    if "stream" in arguments:
        stream = arguments["stream"]
        return bool(stream.record if isinstance(stream, Recorded) else stream)
    return bool(getattr(arguments.get("params"), "stream", False))


def make_recorder(method: dict[str, Any], journal: Journal) -> Any:
    """A sync or async function with the name of the method that records its calls in `journal`."""
    if method["sync"]:

        def recorder(*args: Any, **kwargs: Any) -> Any:
            return journal.respond(method, args, kwargs)
    else:

        async def recorder(*args: Any, **kwargs: Any) -> Any:
            return journal.respond(method, args, kwargs)

    recorder.__name__ = recorder.__qualname__ = method["protocol_method"]
    return recorder


def make_implementations(methods: list[dict[str, Any]], journal: Journal, typed: bool) -> dict[str, Any]:
    """One recorder object per API name; with `typed`, each recorder shows the real signature, as the server needs it.

    Methods of a special tool group are found both under the dotted name (`getattr(impl, "rag_tool.insert")`) and
    through the group (`impl.rag_tool.insert`).
    """
    implementations: dict[str, Any] = {}
    for method in methods:
        implementation = implementations.setdefault(method["api"], SimpleNamespace())
        recorder = make_recorder(method, journal)
        if typed:
            recorder.__signature__ = wire_signature(import_attribute(method["function"]))
        setattr(implementation, method["name"], recorder)
        group, _, name = method["name"].rpartition(".")
        if group:
            if not hasattr(implementation, group):
                setattr(implementation, group, SimpleNamespace())
            setattr(getattr(implementation, group), name, recorder)
    return implementations
