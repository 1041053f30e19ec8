"""Sends requests to the application of a tree, in this process, and writes down what happened."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from llama_router_codemod.verify.messages.record import Outcome
from llama_router_codemod.verify.probe.asgi_answer import AsgiAnswer
from llama_router_codemod.verify.probe.asgi_request import asgi_scope, encoded

if TYPE_CHECKING:
    from llama_router_codemod.verify.messages.request import Request
    from llama_router_codemod.verify.probe.recorders import Journal

REQUEST_SECONDS = 30
#: In place of the name of an exception: the application returned, and its answer has no end.
INCOMPLETE = "incomplete answer"


@dataclass(frozen=True)
class Exchange:
    """One application under test, an ASGI one, and its recorders' journal."""

    app: Any
    journal: Journal

    async def send(self, request: Request) -> Outcome:
        """Send one request and describe the answer and the recorded calls.

        An answer that takes longer than REQUEST_SECONDS is recorded as the exception TimeoutError.
        """
        self.journal.start(request.answer)
        answer = AsgiAnswer()
        try:
            async with asyncio.timeout(REQUEST_SECONDS):
                raised = await self._answered(request, answer)
        except TimeoutError:
            return Outcome(raised="TimeoutError", calls=tuple(self.journal.calls))
        return Outcome(
            status=answer.status,
            content_type=answer.content_type,
            allow=answer.headers.get("allow"),
            kept_header=answer.headers.get("x-probe"),
            body=answer.body() if request.method != "HEAD" else "",
            raised=raised,
            calls=tuple(self.journal.calls),
        )

    async def _answered(self, request: Request, answer: AsgiAnswer) -> str | None:
        """Fill in the answer of the application; the name of an exception that it lets through, or INCOMPLETE."""
        content = encoded(request.body)
        messages = [
            {"type": "http.request", "body": b"", "more_body": False},
            {"type": "http.request", "body": content.data, "more_body": True},
        ]

        async def receive() -> Any:
            if messages:
                return messages.pop()
            await answer.is_complete.wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            # What a service sees before an item counts the items before it.
            self.journal.chunks_sent += bool(message.get("body"))
            answer.add(message)

        try:
            await self.app(asgi_scope(request, content), receive, send)
        except Exception as error:
            return type(error).__name__
        return None if answer.is_complete.is_set() else INCOMPLETE
