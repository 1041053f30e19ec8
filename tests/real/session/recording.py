"""Records what a server answers to each step of a session, as two servers can be compared by it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from normal import Normaliser

# The values of these headers differ between any two answers; that they are there is what counts.
VOLATILE_HEADERS = {"date", "content-length", "x-trace-id"}
WAIT_SECONDS = 30


@dataclass(frozen=True)
class Exchange:
    """A request and its answer as they went over the wire."""

    method: str
    target: str
    status: int
    headers: list[tuple[str, str]]
    content: bytes

    def recorded(self, normal: Normaliser, bodies: bool) -> dict[str, Any]:
        record = {
            "request": f"{self.method} {normal.text(self.target)}",
            "status": self.status,
            "headers": recorded_headers(self.headers, normal),
        }
        if not bodies:
            return record
        if any(value.startswith("text/event-stream") for name, value in self.headers if name == "content-type"):
            return {**record, "events": normal.events(self.content)}
        return {**record, "body": normal.body(self.content)}


class RecordingTransport(httpx.BaseTransport):
    """Reads each answer to its end and keeps it for the current step."""

    def __init__(self) -> None:
        self._wire = httpx.HTTPTransport()
        self.exchanges: list[Exchange] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = self._wire.handle_request(request)
        try:
            content = b"".join(answer.iter_raw())
        finally:
            answer.close()
        target, headers = request.url.raw_path.decode("ascii"), answer.headers.multi_items()
        self.exchanges.append(Exchange(request.method, target, answer.status_code, headers, content))
        kept = [(name, value) for name, value in headers if name != "transfer-encoding"]
        return httpx.Response(answer.status_code, headers=kept, content=content, request=request)

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
        self.steps.append({"step": name, "outcome": outcome, "exchanges": self._taken(bodies)})
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

    def _taken(self, bodies: bool = True) -> list[dict[str, Any]]:
        if self._transport is None:
            return []
        taken, self._transport.exchanges = self._transport.exchanges, []
        return [exchange.recorded(self.normal, bodies) for exchange in taken]

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
