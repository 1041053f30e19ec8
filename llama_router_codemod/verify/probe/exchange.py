"""Sends requests to the application of a tree, in this process, and writes down what happened."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import httpx

from llama_router_codemod.verify.messages.record import Outcome
from llama_router_codemod.verify.messages.request import FormBody, JsonBody, TextBody

if TYPE_CHECKING:
    from llama_router_codemod.verify.messages.json_value import Json
    from llama_router_codemod.verify.messages.request import Request
    from llama_router_codemod.verify.probe.recorders import Journal

PROVIDER_DATA_HEADERS = ("X-LlamaStack-Provider-Data", "X-MiniStack-Provider-Data")
PROVIDER_DATA = {"probe_key": "probe-value", "__test_id": "probe-test"}
REQUEST_SECONDS = 30


class Tap:
    """An ASGI application around the tested one: names the user, counts what is sent, and notices exceptions."""

    def __init__(self, app: Any, journal: Journal) -> None:
        self.app = app
        self.journal = journal
        self.raised: str | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        scope = {**scope, "principal": "probe-user", "user_attributes": {"roles": ["probe"]}}

        async def counted(message: Any) -> None:
            self.journal.chunks_sent += bool(message.get("body"))
            await send(message)

        try:
            await self.app(scope, receive, counted)
        except Exception as error:
            self.raised = type(error).__name__
            raise


class Exchange:
    """One application under test, its recorders' journal and a client."""

    def __init__(self, app: Any, journal: Journal) -> None:
        self.tap = Tap(app, journal)
        self.journal = journal
        transport = httpx.ASGITransport(app=self.tap, raise_app_exceptions=False)
        headers = dict.fromkeys(PROVIDER_DATA_HEADERS, json.dumps(PROVIDER_DATA))
        self.client = httpx.AsyncClient(transport=transport, base_url="http://probe", headers=headers)

    async def send(self, request: Request) -> Outcome:
        """Send one request and describe the answer and the recorded calls.

        An answer that takes longer than REQUEST_SECONDS is recorded as the exception TimeoutError.
        """
        self.journal.start(request.answer)
        self.tap.raised = None
        sending = self.client.send(self.http_request(request))
        try:
            response = await asyncio.wait_for(sending, REQUEST_SECONDS)
        except TimeoutError:
            return Outcome(raised="TimeoutError", calls=tuple(self.journal.calls))
        return Outcome(
            status=response.status_code,
            content_type=response.headers.get("content-type", ""),
            allow=response.headers.get("allow"),
            kept_header=response.headers.get("x-probe"),
            body=_body(response),
            raised=self.tap.raised,
            calls=tuple(self.journal.calls),
        )

    def http_request(self, request: Request) -> httpx.Request:
        """The request as it is sent."""
        build, method, url = self.client.build_request, request.method, request.url
        match request.body:
            case None:
                return build(method, url)
            case JsonBody(value):
                return build(method, url, content=json.dumps(value), headers={"content-type": "application/json"})
            case TextBody(text, content_type):
                return build(method, url, content=text, headers={"content-type": content_type})
            case FormBody(fields, files):
                uploads = {name: (file.filename, file.content, file.content_type) for name, file in files.items()}
                return build(method, url, data=fields, files=uploads or None)


def _body(response: httpx.Response) -> Json:
    if "json" in response.headers.get("content-type", ""):
        try:
            return response.json()
        except ValueError:
            pass
    return response.text
