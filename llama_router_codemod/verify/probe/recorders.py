"""Implementations that record every call and answer with prepared data.

A recorder accepts any call, binds it with the parameters that the implementation of the first tree has, so positional
and keyword calls are recorded alike, and keeps what the call was made with: the arguments as JSON with the type names
that matter to an implementation, and the request context seen during the call.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from llama_router_codemod.verify.messages.answer_mode import Answer, AnswerMode, ErrorName, Raises, StreamFails
from llama_router_codemod.verify.messages.method import MethodName, Recorded
from llama_router_codemod.verify.messages.record import Call, CallContext
from llama_router_codemod.verify.probe.signatures import binding_signature
from llama_router_codemod.verify.probe.values import record_value

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Mapping
    from inspect import Signature

    from llama_router_codemod.verify.messages.method import ServedMethod
    from llama_router_codemod.verify.probe.answers import Answers
    from llama_router_codemod.verify.probe.request_objects import RequestObjects


@dataclass
class Journal:
    """What the recorders share: the calls of the current request, how to answer it, and the request context.

    `signatures` are those by which calls have been bound.
    """

    context: Callable[[], CallContext]
    answers: Answers
    failure: Callable[[ErrorName], Exception]
    objects: Mapping[MethodName, RequestObjects] = field(default_factory=dict)
    mode: AnswerMode = Answer.FULL
    chunks_sent: int = 0
    calls: list[Call] = field(default_factory=list)
    called: set[MethodName] = field(default_factory=set)
    signatures: dict[MethodName, Signature] = field(default_factory=dict)

    def start(self, mode: AnswerMode) -> None:
        """A new request is about to be sent."""
        self.mode = mode
        self.chunks_sent = 0
        self.calls = []

    def respond(self, method: ServedMethod, args: tuple[Any, ...], kwargs: dict[str, object]) -> Any:
        """Record one call and return, or raise, what the current mode asks for.

        Raises TypeError for a call that the implementation would refuse.
        """
        call = Call(method.name, self.context())
        try:
            arguments = self._bound(method, args, kwargs)
        except TypeError as error:
            self.calls.append(replace(call, unbindable=str(error)))
            raise
        self.called.add(method.name)
        recorded = {name: _record_of(value) for name, value in arguments.items()}
        self.calls.append(replace(call, arguments=recorded))
        if isinstance(self.mode, Raises):
            raise self.failure(self.mode.error)
        if asks_to_stream(arguments):
            return self._stream(method.name, self.calls, len(self.calls) - 1)
        return self.answers.plain(method.name, self.mode if isinstance(self.mode, Answer) else Answer.FULL)

    def _bound(self, method: ServedMethod, args: tuple[Any, ...], kwargs: dict[str, object]) -> dict[str, object]:
        if method.name in self.objects:
            args, kwargs = (), self.objects[method.name].flat_arguments(args, kwargs)
        if method.name not in self.signatures:
            self.signatures[method.name] = binding_signature(method.parameters)
        bound = self.signatures[method.name].bind(*args, **kwargs)
        bound.apply_defaults()
        return bound.arguments

    async def _stream(self, method: MethodName, calls: list[Call], index: int) -> AsyncIterator[Any]:
        """Two small items, in place of one of which StreamFails raises; what is seen before each joins the call."""
        for item in range(2):
            seen = calls[index]
            calls[index] = replace(
                seen,
                contexts=(*seen.contexts, self.context()),
                chunks_sent=(*seen.chunks_sent, self.chunks_sent),
            )
            if self.mode == StreamFails(item):
                raise self.failure(ErrorName.VALUE)
            yield self.answers.item(method, item)


def _record_of(value: Any) -> Any:
    return value.record if isinstance(value, Recorded) else record_value(value)


def asks_to_stream(arguments: Mapping[str, Any]) -> bool:
    """The legacy rule (`is_streaming_request`): the argument `stream`, or the attribute `stream` of `params`."""
    if "stream" in arguments:
        stream = arguments["stream"]
        return bool(stream.record if isinstance(stream, Recorded) else stream)
    return bool(getattr(arguments.get("params"), "stream", False))


def make_recorder(method: ServedMethod, journal: Journal) -> Any:
    """A sync or async function with the name of the method that records its calls in `journal`."""

    def record(*args: Any, **kwargs: Any) -> Any:
        return journal.respond(method, args, kwargs)

    async def record_async(*args: Any, **kwargs: Any) -> Any:
        return journal.respond(method, args, kwargs)

    recorder = record if method.is_sync else record_async
    recorder.__name__ = recorder.__qualname__ = method.name.method
    return recorder


def make_implementations(methods: Iterable[ServedMethod], journal: Journal) -> dict[str, SimpleNamespace]:
    """One recorder object per API name.

    Methods of a special tool group are found both under the dotted name (`getattr(impl, "rag_tool.insert")`) and
    through the group (`impl.rag_tool.insert`).
    """
    implementations: dict[str, SimpleNamespace] = {}
    for method in methods:
        implementation = implementations.setdefault(method.name.api, SimpleNamespace())
        recorder = make_recorder(method, journal)
        setattr(implementation, method.name.attribute, recorder)
        if group := method.name.group:
            if not hasattr(implementation, group):
                setattr(implementation, group, SimpleNamespace())
            setattr(getattr(implementation, group), method.name.method, recorder)
    return implementations
