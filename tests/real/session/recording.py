"""Records what a server answers to each step of a session, as two servers can be compared by it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from normal import Normaliser

# The values of these headers differ between any two answers; that they are there is what counts.
VOLATILE_HEADERS = {"date", "content-length", "x-trace-id"}
WAIT_SECONDS = 30


class RecordingTransport(httpx.BaseTransport):
    """Reads each answer to its end and keeps it for the current step."""

    def __init__(self, normaliser: Normaliser) -> None:
        self._wire = httpx.HTTPTransport()
        self._normaliser = normaliser
        self.exchanges: list[dict[str, Any]] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = self._wire.handle_request(request)
        try:
            raw = b"".join(answer.iter_raw())
        finally:
            answer.close()
        headers = httpx.Headers([(k, v) for k, v in answer.headers.multi_items() if k != "transfer-encoding"])
        self.exchanges.append(self.exchange(request, answer, raw))
        return httpx.Response(answer.status_code, headers=headers, content=raw, request=request)

    def exchange(self, request: httpx.Request, answer: httpx.Response, raw: bytes) -> dict[str, Any]:
        normal = self._normaliser
        streamed = answer.headers.get("content-type", "").startswith("text/event-stream")
        return {
            "request": f"{request.method} {normal.text(str(request.url.raw_path, 'ascii'))}",
            "status": answer.status_code,
            "headers": recorded_headers(answer.headers.multi_items(), normal),
            "events" if streamed else "body": normal.events(raw) if streamed else normal.body(raw),
        }

    def close(self) -> None:
        self._wire.close()


def recorded_headers(headers: list[tuple[str, str]], normal: Normaliser) -> list[str]:
    return sorted(
        name.lower() if name.lower() in VOLATILE_HEADERS else f"{name.lower()}: {normal.text(value)}"
        for name, value in headers
    )


class Recorder:
    """The steps of a session. Without a transport only what the clients make of the answers is recorded."""

    def __init__(self, normaliser: Normaliser, transport: RecordingTransport | None) -> None:
        self.normal = normaliser
        self.steps: list[dict[str, Any]] = []
        self._transport = transport

    def step(self, name: str, call: Callable[[], Any], bodies: bool = True) -> Any:
        """Does the call and records its outcome; gives its result, None if it raised.

        Without `bodies` the content of the answers is left out, for one that chance orders.
        """
        result = None
        began = time.monotonic()
        try:
            result = call()
            outcome: Any = {"type": type(result).__name__, "value": self.normal.value(plain(result))}
        except Exception as error:
            outcome = {"raised": type(error).__name__, "text": self.normal.text(str(error))}
        print(f"{time.monotonic() - began:6.2f} s  {name}", flush=True)
        exchanges = [item if bodies else {**item, "body": "<left out>"} for item in self._taken()]
        self.steps.append({"step": name, "outcome": outcome, "exchanges": exchanges})
        return result

    def note(self, name: str, value: Any) -> None:
        self.steps.append({"step": name, "outcome": self.normal.value(value), "exchanges": self._taken()})

    def until(self, call: Callable[[], Any], done: Callable[[Any], bool]) -> Any:
        """Repeats a call, unrecorded, until its result is as wanted; gives that."""
        deadline = time.monotonic() + WAIT_SECONDS
        with self._unrecorded():
            while not done(result := call()) and time.monotonic() < deadline:
                time.sleep(0.05)
        return result

    def _taken(self) -> list[dict[str, Any]]:
        if self._transport is None:
            return []
        taken, self._transport.exchanges = self._transport.exchanges, []
        return taken

    @contextmanager
    def _unrecorded(self) -> Iterator[None]:
        kept = list(self._transport.exchanges) if self._transport else []
        yield
        if self._transport:
            self._transport.exchanges = kept


def next_second() -> None:
    """Waits until what is made gets a later time than what was made, where the server orders by whole seconds."""
    time.sleep(1.02 - time.time() % 1)


def plain(result: Any) -> Any:
    """What a client gave, as JSON values; a stream as the list of its items."""
    match result:
        case None | bool() | int() | float() | str():
            return result
        case bytes():
            return result.decode("utf-8", "backslashreplace")
        case dict():
            return {str(key): plain(value) for key, value in result.items()}
        case list() | tuple():
            return [plain(item) for item in result]
    if hasattr(result, "model_dump"):
        return plain(result.model_dump(mode="json"))
    if isinstance(result, httpx.Response):
        return result.status_code
    if hasattr(result, "read"):
        return plain(result.read())
    if hasattr(result, "__iter__"):
        return [plain(item) for item in result]
    return type(result).__name__
