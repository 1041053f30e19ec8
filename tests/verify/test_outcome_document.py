"""The outcome of a request as JSON."""

from __future__ import annotations

import pytest

from llama_router_codemod.verify.change import Aspect
from llama_router_codemod.verify.messages.json_value import Fields
from llama_router_codemod.verify.messages.method import MethodName
from llama_router_codemod.verify.messages.record import Call, CallContext, Outcome
from llama_router_codemod.verify.outcome_document import outcome_document

INSERT = MethodName("tool_runtime", "insert", "rag_tool")
CONTEXT = CallContext({"key": "value"}, {"principal": "reader"}, "a test")
SHOWN = {"provider_data": {"key": "value"}, "user": {"principal": "reader"}, "test_id": "a test"}
NO_CONTEXT = {"provider_data": {}, "user": None, "test_id": None}


def test_every_aspect_in_its_order() -> None:
    outcome = Outcome(200, "text/plain", "GET", "kept", "a text", "ValueError", ())
    assert list(outcome_document(outcome).items()) == [
        (Aspect.STATUS, 200),
        (Aspect.CONTENT_TYPE, "text/plain"),
        (Aspect.KEPT_HEADER, "kept"),
        (Aspect.ALLOW, "GET"),
        (Aspect.BODY, "a text"),
        (Aspect.RAISED, "ValueError"),
        (Aspect.CALLS, []),
    ]
    assert list(outcome_document(outcome)) == list(Aspect)


@pytest.mark.parametrize(
    ("call", "shown"),
    [
        (Call(INSERT, CONTEXT, {}), {"context": SHOWN, "arguments": {}}),
        (Call(INSERT, CONTEXT, {"limit": None}), {"context": SHOWN, "arguments": {"limit": None}}),
        (Call(INSERT, CONTEXT, unbindable="no `limit`"), {"context": SHOWN, "unbindable": "no `limit`"}),
        (
            Call(INSERT, CONTEXT, {}, None, (CONTEXT, CallContext()), (0, 1)),
            {"context": SHOWN, "arguments": {}, "stream_context": [SHOWN, NO_CONTEXT], "chunks_sent": [0, 1]},
        ),
    ],
    ids=["no arguments", "arguments", "unbindable", "stream"],
)
def test_call_without_what_it_does_not_have(call: Call, shown: Fields) -> None:
    assert outcome_document(Outcome(calls=(call,)))[Aspect.CALLS] == [
        {"api": "tool_runtime", "method": "rag_tool.insert", **shown}
    ]
