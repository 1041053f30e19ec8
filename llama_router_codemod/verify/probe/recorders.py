"""Implementations that record every call and answer with prepared data.

A recorder accepts any call, binds it with the parameters that the implementation of the first tree has, so positional
and keyword calls are recorded alike, and keeps what the call was made with: the arguments as JSON with the type names
that matter to an implementation, and the request context seen during the call.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from llama_router_codemod.verify.probe.values import Recorded, record_value

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable


def spread(method: dict[str, Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
    """The flat arguments of a call with request objects, as llama-stack's own migration makes them.

    Raises TypeError for a call that the tree's own Protocol refuses.
    """
    flat: dict[str, Any] = {}
    for name, value in binding_signature(method["own_params"]).bind(*args, **kwargs).arguments.items():
        if name in method["request_objects"] and isinstance(value, BaseModel):
            flat |= {field: getattr(value, field) for field in type(value).model_fields}
        else:
            flat[name] = value
    return flat


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
    chunks_sent: int = 0
    calls: list[dict[str, Any]] = field(default_factory=list)
    called: set[tuple[str, str]] = field(default_factory=set)

    def start(self, mode: str) -> None:
        self.mode = mode
        self.chunks_sent = 0
        self.calls = []

    def respond(self, method: dict[str, Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Record one call and return, or raise, what the current mode asks for."""
        key = f"{method['api']}.{method['name']}"
        call: dict[str, Any] = {"api": method["api"], "method": method["name"], "context": self.context()}
        self.calls.append(call)
        try:
            if method.get("request_objects"):
                args, kwargs = (), spread(method, args, kwargs)
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
            call.setdefault("chunks_sent", []).append(self.chunks_sent)
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

    def record(*args: Any, **kwargs: Any) -> Any:
        return journal.respond(method, args, kwargs)

    async def record_async(*args: Any, **kwargs: Any) -> Any:
        return journal.respond(method, args, kwargs)

    recorder = record if method["sync"] else record_async
    recorder.__name__ = recorder.__qualname__ = method["protocol_method"]
    return recorder


def make_implementations(methods: list[dict[str, Any]], journal: Journal) -> dict[str, Any]:
    """One recorder object per API name.

    Methods of a special tool group are found both under the dotted name (`getattr(impl, "rag_tool.insert")`) and
    through the group (`impl.rag_tool.insert`).
    """
    implementations: dict[str, Any] = {}
    for method in methods:
        implementation = implementations.setdefault(method["api"], SimpleNamespace())
        recorder = make_recorder(method, journal)
        setattr(implementation, method["name"], recorder)
        group, _, name = method["name"].rpartition(".")
        if group:
            if not hasattr(implementation, group):
                setattr(implementation, group, SimpleNamespace())
            setattr(getattr(implementation, group), name, recorder)
    return implementations
