"""Recorders bind every call alike, write it down, and do what the request asks of them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
from pydantic import BaseModel
from served import AFTER, LIMIT, served

from llama_router_codemod.verify.messages.answer_mode import Answer, AnswerMode, ErrorName, Raises, StreamFails
from llama_router_codemod.verify.messages.method import MethodName, Parameter, Recorded
from llama_router_codemod.verify.messages.record import Call, CallContext
from llama_router_codemod.verify.probe.recorders import Journal, asks_to_stream, make_implementations
from llama_router_codemod.verify.probe.request_objects import RequestObjects

LIST = served(AFTER, LIMIT)
CHAT = served(Parameter("stream", "KEYWORD_ONLY", Recorded(False)), method="chat")


class NamedError(Exception):
    """Stands for every error."""


class NamedAnswers:
    """Answers by their names."""

    def plain(self, method: MethodName, answer: Answer) -> str:
        return f"{method} {answer}"

    def item(self, method: MethodName, index: int) -> str:
        return f"{method} item {index}"


def journal(objects: Mapping[MethodName, RequestObjects] | None = None) -> Journal:
    return Journal(lambda: CallContext(test_id="a test"), NamedAnswers(), NamedError, objects or {})


def called(kept: Journal, *args: Any, **kwargs: Any) -> Any:
    """The answer of `list_orders`."""
    return asyncio.run(make_implementations([LIST], kept)["orders"].list_orders(*args, **kwargs))


async def items_of(stream: Any) -> list[Any]:
    return [item async for item in stream]


# What is recorded


@pytest.mark.parametrize(
    ("args", "kwargs", "bound"),
    [
        (("a", 5), {}, {"after": "a", "limit": 5}),
        ((), {"limit": 5, "after": "a"}, {"after": "a", "limit": 5}),
        (("a",), {}, {"after": "a", "limit": 20}),
    ],
)
def test_calls_are_bound_alike(args: tuple[Any, ...], kwargs: dict[str, Any], bound: dict[str, Any]) -> None:
    kept = journal()
    assert called(kept, *args, **kwargs) == "orders.list_orders full"
    assert kept.calls == [Call(LIST.name, CallContext(test_id="a test"), bound)]
    assert kept.called == {LIST.name}


def test_a_call_that_the_implementation_would_refuse_is_recorded() -> None:
    kept = journal()
    with pytest.raises(TypeError):
        called(kept, before="a")
    refused = "missing a required argument: 'after'"
    assert kept.calls == [Call(LIST.name, CallContext(test_id="a test"), unbindable=refused)]
    assert kept.called == set()


def test_a_new_request_has_no_calls() -> None:
    kept = journal()
    called(kept, "a")
    kept.start(Answer.MINIMAL)
    assert (kept.calls, kept.chunks_sent, kept.called) == ([], 0, {LIST.name})
    assert called(kept, "a") == "orders.list_orders minimal"


class ListRequest(BaseModel):
    after: str
    limit: int = 20


@pytest.mark.parametrize(
    ("args", "kwargs", "bound"),
    [
        ((ListRequest(after="a", limit=5),), {}, {"after": "a", "limit": 5}),
        ((), {"request": ListRequest(after="a")}, {"after": "a", "limit": 20}),
    ],
)
def test_a_request_object_stands_for_flat_arguments(
    args: tuple[Any, ...], kwargs: dict[str, Any], bound: dict[str, Any]
) -> None:
    request, known = Parameter("request", "POSITIONAL_OR_KEYWORD"), frozenset({"after", "limit"})
    own = RequestObjects((request, LIMIT), frozenset({"request"}), known)
    kept = journal({LIST.name: own})
    called(kept, *args, **kwargs)
    assert [call.arguments for call in kept.calls] == [bound]


# What is answered


@pytest.mark.parametrize("answer", Answer)
def test_answer(answer: Answer) -> None:
    kept = journal()
    kept.start(answer)
    assert called(kept, "a") == f"orders.list_orders {answer}"


def test_error() -> None:
    kept = journal()
    kept.start(Raises(ErrorName.CONFLICT))
    with pytest.raises(NamedError, match="ConflictError"):
        called(kept, "a")
    assert [call.arguments for call in kept.calls] == [{"after": "a", "limit": 20}]


def test_failing_stream_where_none_is_asked_for() -> None:
    kept = journal()
    kept.start(StreamFails(0))
    assert called(kept, "a") == "orders.list_orders full"


# Streams


async def streamed(kept: Journal) -> list[Any]:
    stream = await make_implementations([CHAT], kept)["orders"].chat(stream=True)
    return await items_of(stream)


def test_stream() -> None:
    kept = journal()
    assert asyncio.run(streamed(kept)) == ["orders.chat item 0", "orders.chat item 1"]
    context = CallContext(test_id="a test")
    assert kept.calls == [Call(CHAT.name, context, {"stream": True}, None, (context, context), (0, 0))]


def test_what_was_sent_before_each_item() -> None:
    kept = journal()

    async def counted() -> None:
        stream = await make_implementations([CHAT], kept)["orders"].chat(stream=True)
        async for _ in stream:
            kept.chunks_sent += 1

    asyncio.run(counted())
    assert [call.chunks_sent for call in kept.calls] == [(0, 1)]


@pytest.mark.parametrize("item", [0, 1])
def test_stream_that_fails(item: int) -> None:
    kept = journal()
    kept.start(StreamFails(item))
    with pytest.raises(NamedError, match="ValueError"):
        asyncio.run(streamed(kept))
    assert [len(call.contexts) for call in kept.calls] == [item + 1]


@pytest.mark.parametrize("mode", [Raises(ErrorName.VALUE)])
def test_stream_that_does_not_begin(mode: AnswerMode) -> None:
    kept = journal()
    kept.start(mode)
    with pytest.raises(NamedError, match="ValueError"):
        asyncio.run(streamed(kept))
    assert [call.contexts for call in kept.calls] == [()]


class Parameters(BaseModel):
    stream: bool | None = None


@pytest.mark.parametrize(
    ("arguments", "streams"),
    [
        ({}, False),
        ({"stream": True}, True),
        ({"stream": None}, False),
        ({"stream": Recorded(True)}, True),
        ({"stream": Recorded(False)}, False),
        ({"params": Parameters(stream=True)}, True),
        ({"params": Parameters()}, False),
        ({"params": {"stream": True}}, False),
        ({"stream": False, "params": Parameters(stream=True)}, False),
    ],
)
def test_what_asks_to_stream(arguments: dict[str, Any], streams: bool) -> None:
    assert asks_to_stream(arguments) is streams


# Implementations


def test_sync_method() -> None:
    kept = journal()
    method = served(LIMIT, method="count_orders", is_sync=True)
    recorder = make_implementations([method], kept)["orders"].count_orders
    assert (recorder.__name__, recorder(5)) == ("count_orders", "orders.count_orders full")


def test_methods_of_a_special_tool_group() -> None:
    kept = journal()
    methods = [served(AFTER, method=name, group="rag_tool") for name in ("insert", "query")]
    implementation = make_implementations([*methods, LIST], kept)["orders"]
    for recorder in (implementation.rag_tool.insert, getattr(implementation, "rag_tool.insert")):
        assert asyncio.run(recorder("a")) == "orders.rag_tool.insert full"
    assert asyncio.run(implementation.rag_tool.query(after="a")) == "orders.rag_tool.query full"
    assert [call.method for call in kept.calls] == [methods[0].name, methods[0].name, methods[1].name]


def test_an_implementation_for_each_api() -> None:
    assert make_implementations([], journal()) == {}
    assert list(make_implementations([LIST, CHAT], journal())) == ["orders"]
