"""What is sent to an application, and what is written down of its answer."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse, StreamingResponse
from served import request, served

import llama_router_codemod.verify.probe.exchange
from llama_router_codemod.verify.messages.answer_mode import Answer
from llama_router_codemod.verify.messages.record import CallContext, Outcome
from llama_router_codemod.verify.messages.request import JsonBody
from llama_router_codemod.verify.messages.route_key import RouteKey
from llama_router_codemod.verify.probe.asgi_request import PROVIDER_DATA
from llama_router_codemod.verify.probe.exchange import INCOMPLETE, Exchange
from llama_router_codemod.verify.probe.recorders import Journal, make_implementations

POST = RouteKey("POST", "/v1/orders")


class NamedAnswers:
    """Answers by their names."""

    def plain(self, method: object, answer: Answer) -> str:
        return f"{method} {answer}"


def journal() -> Journal:
    return Journal(CallContext, NamedAnswers(), ValueError)


def outcome(app: Any, sent: Any = None, kept: Journal | None = None) -> Outcome:
    return asyncio.run(Exchange(app, kept or journal()).send(sent or request()))


def answering(response: Response) -> FastAPI:
    app = FastAPI()

    @app.get("/v1/orders", response_class=Response)
    def orders() -> Response:
        return response

    return app


# What is sent


def test_caller_and_provider_data() -> None:
    app = FastAPI()

    @app.get("/v1/orders")
    def orders(request: Request) -> Any:
        data = json.loads(request.headers["x-llamastack-provider-data"])
        return [request.scope["principal"], request.scope["user_attributes"], data]

    assert outcome(app).body == ["probe-user", {"roles": ["probe"]}, PROVIDER_DATA]


def test_body_then_the_end_of_it_then_a_disconnect() -> None:
    seen: list[Any] = []

    async def application(scope: Any, receive: Any, send: Any) -> None:
        seen.extend([await receive(), await receive()])
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body"})
        seen.append(await receive())

    outcome(application, request(route=POST, body=JsonBody([])))
    assert [(message["type"], message.get("body"), message.get("more_body")) for message in seen] == [
        ("http.request", b"[]", True),
        ("http.request", b"", False),
        ("http.disconnect", None, None),
    ]


# What is written down


@pytest.mark.parametrize(
    ("response", "written"),
    [
        (JSONResponse({"a": [None]}), Outcome(200, "application/json", body={"a": [None]})),
        (JSONResponse(None, 404, {"x-probe": "kept", "allow": "GET"}), Outcome(404, "application/json", "GET", "kept")),
        (PlainTextResponse("[1]"), Outcome(200, "text/plain; charset=utf-8", body="[1]")),
        (Response(b"{", media_type="application/json"), Outcome(200, "application/json", body="{")),
        (Response(status_code=204), Outcome(204, "", body="")),
    ],
    ids=["JSON", "headers", "text", "broken JSON", "nothing"],
)
def test_answer(response: Response, written: Outcome) -> None:
    assert outcome(answering(response)) == written


def test_exception_that_reaches_the_server() -> None:
    app = FastAPI()

    @app.get("/v1/orders")
    def orders() -> None:
        raise LookupError("no orders")

    assert outcome(app) == Outcome(500, "text/plain; charset=utf-8", body="Internal Server Error", raised="LookupError")


def test_exception_after_the_answer_began() -> None:
    async def application(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
        await send({"type": "http.response.body", "body": b"a", "more_body": True})
        raise LookupError

    assert outcome(application) == Outcome(200, "text/plain", body="a", raised="LookupError")


def test_answer_without_an_end() -> None:
    async def application(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200})

    assert outcome(application) == Outcome(200, "", body="", raised=INCOMPLETE)


def test_no_body_of_a_head() -> None:
    async def application(scope: Any, receive: Any, send: Any) -> None:
        await PlainTextResponse("a")(scope, receive, send)

    assert outcome(application, request(method="HEAD")) == Outcome(200, "text/plain; charset=utf-8", body="")


def test_answer_that_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(llama_router_codemod.verify.probe.exchange, "REQUEST_SECONDS", 0.05)
    app = FastAPI()

    @app.get("/v1/orders")
    async def orders() -> None:
        await asyncio.sleep(60)

    assert outcome(app) == Outcome(raised="TimeoutError")


def test_calls_and_mode_of_the_request() -> None:
    app, kept = FastAPI(), journal()
    implementation = make_implementations([served()], kept)["orders"]

    @app.get("/v1/orders")
    async def orders() -> Any:
        return await implementation.list_orders()

    found = outcome(app, request(answer=Answer.MINIMAL), kept)
    assert found.body == "orders.list_orders minimal"
    assert [(call.method, call.arguments) for call in found.calls] == [(served().name, {})]


def test_chunks_are_counted() -> None:
    kept = journal()
    seen = []

    async def items() -> Any:
        for index in range(3):
            seen.append(kept.chunks_sent)
            yield f"{index}"

    assert outcome(answering(StreamingResponse(items())), kept=kept).body == "012"
    assert seen == [0, 1, 2]
