"""Messages as files: what is written is read back as the same data."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from llama_router_codemod.verify.messages.answer_mode import Answer, AnswerMode, ErrorName, Raises, StreamFails
from llama_router_codemod.verify.messages.message_file import read_message, write_message
from llama_router_codemod.verify.messages.method import (
    MethodName,
    ObjectPath,
    Parameter,
    Recorded,
    ServedMethod,
    ServedRoute,
    SignatureSource,
)
from llama_router_codemod.verify.messages.options import ProbeOptions
from llama_router_codemod.verify.messages.plan import Plan, PreparedAnswers
from llama_router_codemod.verify.messages.record import (
    Call,
    CallContext,
    Disagreement,
    Outcome,
    PublishedRoute,
    PublishedTexts,
    Record,
    RouteRow,
)
from llama_router_codemod.verify.messages.request import (
    Body,
    Case,
    CaseKind,
    FormBody,
    JsonBody,
    Request,
    TextBody,
    UploadedFile,
)
from llama_router_codemod.verify.messages.route_key import RouteKey
from llama_router_codemod.verify.messages.server_modules import ServerModules

ORDERS = RouteKey("GET", "/v1/orders/{order:path}")
LIST = MethodName("orders", "list_orders")
FORM = FormBody({"purpose": "a"}, {"file": UploadedFile("name-of-file.txt", "file_1", "text/plain")})


def read_back(message: Any, directory: Path) -> Any:
    write_message(directory / "message.json", message)
    return read_message(type(message), directory / "message.json")


def request(body: Body | None = None, answer: AnswerMode = Answer.FULL) -> Request:
    return Request(ORDERS, Case(CaseKind.TYPE, "limit", 2), "GET", "/v1/orders/order_1", body, answer)


@pytest.mark.parametrize(
    "body",
    [None, JsonBody(None), JsonBody({"text": "{", "content_type": "a"}), TextBody("{", "text/plain"), FORM],
    ids=["none", "null", "JSON with the fields of a text", "text", "form"],
)
def test_body(body: Body | None, tmp_path: Path) -> None:
    assert read_back(request(body), tmp_path) == request(body)


@pytest.mark.parametrize("answer", [*Answer, *map(Raises, ErrorName), StreamFails(0), StreamFails(1)], ids=str)
def test_answer_mode(answer: AnswerMode, tmp_path: Path) -> None:
    read = read_back(request(answer=answer), tmp_path)
    assert read.answer == answer
    assert type(read.answer) is type(answer)


@pytest.mark.parametrize(
    "value",
    [None, True, 1, 1.0, -0.0, math.inf, 10**30, "ü\ud800", ["a", [None]], {"a": {"$ref": "b"}, "": []}],
    ids=repr,
)
def test_free_json_is_read_as_it_was(value: Any, tmp_path: Path) -> None:
    """To a client 1, 1.0 and true are different, and so is a text that is no Unicode."""
    read = read_back(Outcome(status=200, body=value), tmp_path).body
    assert (read, type(read), repr(read)) == (value, type(value), repr(value))


def test_not_a_number(tmp_path: Path) -> None:
    assert math.isnan(read_back(Outcome(body={"score": math.nan}), tmp_path).body["score"])


def test_plan(tmp_path: Path) -> None:
    method = ServedMethod(
        name=MethodName("tool_runtime", "insert", "rag_tool"),
        protocol=ObjectPath("shop.orders", "Orders"),
        signature=SignatureSource(ObjectPath("shop.orders", "Orders.list_orders"), "self, limit: int = 20"),
        parameters=(
            Parameter("limit", "KEYWORD_ONLY", Recorded(20)),
            Parameter("after", "POSITIONAL_ONLY", Recorded(None)),
            Parameter("shop", "POSITIONAL_OR_KEYWORD"),
        ),
        routes=(ServedRoute(ORDERS, "PUT", "Orders"),),
    )
    plan = Plan(
        (method, replace(method, signature=None)),
        (PreparedAnswers(LIST, ({"item": 0}, None), ["a"]),),
        (request(),),
        refused=(ORDERS,),
        import_failures=("a: b",),
        without_method=(ORDERS,),
    )
    assert read_back(plan, tmp_path) == plan


def test_record(tmp_path: Path) -> None:
    context = CallContext({"key": "value"}, {"principal": "reader"}, "a test")
    calls = (Call(LIST, context, {"limit": 7}, None, (context, CallContext()), (0, 1)), Call(LIST, context))
    record = Record(
        rows=(RouteRow(ORDERS, "orders", "Orders", deprecated=True, scope="a.read", span="list", webmethod=LIST),),
        document={"paths": {"/v1/orders": {"get": {}}}},
        published=(
            PublishedRoute(ORDERS, PublishedTexts("A.", "B.", {"top": "C."}, "D.", ""), {"$ref": "#/$defs/A"}, {}),
        ),
        drift=(Disagreement(LIST, ORDERS, "route", "`limit` is not there"),),
        uncalled=(LIST,),
        outcomes=(Outcome(200, "application/json", None, "kept", [1], "ValueError", calls), Outcome()),
    )
    assert read_back(record, tmp_path) == record


def test_options(tmp_path: Path) -> None:
    modules = ServerModules(discovery="core.server.endpoints")
    places = tmp_path / "plan", tmp_path / "record", tmp_path / "bytecode"
    options = ProbeOptions("shop", modules, (tmp_path,), ("shop.errors",), *places, True, apis=("orders",))
    assert read_back(options, tmp_path) == options


def test_another_message_than_expected(tmp_path: Path) -> None:
    write_message(tmp_path / "message.json", ORDERS)
    with pytest.raises(ValueError, match=r"validation errors? for Plan"):
        read_message(Plan, tmp_path / "message.json")
