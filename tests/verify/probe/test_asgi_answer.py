"""An answer that an application sends in parts, as a client reads it."""

from __future__ import annotations

from typing import Any

import pytest

from llama_router_codemod.verify.probe.asgi_answer import AsgiAnswer


def answered(*chunks: bytes, headers: list[tuple[bytes, bytes]] | None = None, **last: Any) -> AsgiAnswer:
    answer = AsgiAnswer()
    answer.add({"type": "http.response.start", "status": 201, "headers": headers or []})
    for chunk in chunks:
        answer.add({"type": "http.response.body", "body": chunk, "more_body": True})
    answer.add({"type": "http.response.body", **last})
    return answer


def test_nothing_is_sent() -> None:
    answer = AsgiAnswer()
    assert (answer.status, answer.content_type, answer.body(), answer.is_complete.is_set()) == (500, "", "", False)


def test_chunks() -> None:
    answer = answered(b"a", b"b")
    assert (answer.status, answer.body(), answer.is_complete.is_set()) == (201, "ab", True)
    assert not answered(more_body=True).is_complete.is_set()


def test_headers() -> None:
    answer = answered(headers=[(b"Allow", b"GET"), (b"x", b"\xe9"), (b"allow", b"POST")])
    assert answer.headers == {"allow": "GET, POST", "x": "é"}


@pytest.mark.parametrize(
    ("content_type", "content", "body"),
    [
        (b"application/json", b'{"a": [null]}', {"a": [None]}),
        (b"application/problem+json; charset=utf-8", b"1", 1),
        (b"application/json", b"{", "{"),
        (b"application/json", b"", ""),
        (b"text/plain", b"[1]", "[1]"),
        (b"text/plain; charset=utf-8", "ü".encode(), "ü"),
        (b"text/plain; charset=latin-1", b"\xfc", "ü"),
        (b"text/plain; charset=unknown", "ü".encode(), "ü"),
        (b"text/plain", b"\xfc", "\ufffd"),
        (b"", "ü".encode(), "ü"),
    ],
)
def test_body(content_type: bytes, content: bytes, body: object) -> None:
    assert answered(content, headers=[(b"content-type", content_type)]).body() == body
