"""Sends requests to the application of a tree, in this process, and writes down what happened."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
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

    async def send(self, request: dict[str, Any]) -> dict[str, Any]:
        """Send one request and describe the answer and the recorded calls.

        An answer that takes longer than REQUEST_SECONDS is recorded as the exception TimeoutError.
        """
        self.journal.start(request["answer"])
        self.tap.raised = None
        sending = self.client.request(request["method"], request["url"], **request_content(request["body"]))
        try:
            response = await asyncio.wait_for(sending, REQUEST_SECONDS)
        except TimeoutError:
            return {**dict.fromkeys(ANSWERED), "raised": "TimeoutError", "calls": self.journal.calls}
        content_type = response.headers.get("content-type", "")
        try:
            body = response.json() if "json" in content_type else response.text
        except ValueError:
            body = response.text
        return {
            "status": response.status_code,
            "content_type": content_type,
            "allow": response.headers.get("allow"),
            "kept_header": response.headers.get("x-probe"),
            "body": body,
            "raised": self.tap.raised,
            "calls": self.journal.calls,
        }


ANSWERED = ("status", "content_type", "allow", "kept_header", "body")


def request_content(body: dict[str, Any] | None) -> dict[str, Any]:
    """The arguments for httpx that send `body` (see requests.py for its forms)."""
    match body:
        case None:
            return {}
        case {"json": value}:
            return {"content": json.dumps(value), "headers": {"content-type": "application/json"}}
        case {"text": text, "type": content_type}:
            return {"content": text, "headers": {"content-type": content_type}}
        case _:
            files = {name: tuple(value) for name, value in body["files"].items()}
            return {"data": body["form"], **({"files": files} if files else {})}
