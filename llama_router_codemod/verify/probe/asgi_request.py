"""A planned request as a server gives it to an ASGI application: a scope, and a body in two messages."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlencode

from llama_router_codemod.verify.messages.request import FormBody, JsonBody, TextBody

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from llama_router_codemod.verify.messages.request import Body, Request, UploadedFile

HOST = "probe"
PROVIDER_DATA_HEADERS = ("x-llamastack-provider-data", "x-ministack-provider-data")
PROVIDER_DATA = {"probe_key": "probe-value", "__test_id": "probe-test"}
_HEADERS = [
    (b"host", HOST.encode()),
    (b"accept", b"*/*"),
    (b"connection", b"keep-alive"),
    (b"user-agent", b"llama-router-codemod"),
    *((name.encode(), json.dumps(PROVIDER_DATA).encode()) for name in PROVIDER_DATA_HEADERS),
]
#: What a path keeps as it is, among it what is quoted already.
_SAFE = "".join(map(chr, range(0x21, 0x7F))).translate(dict.fromkeys(map(ord, '"#<>?`{}')))
_BOUNDARY = "probe-boundary-0123456789abcdef"


@dataclass(frozen=True)
class Content:
    """The bytes of a body, and their content type; None for a request without a body."""

    data: bytes = b""
    content_type: str | None = None


def asgi_scope(request: Request, content: Content) -> dict[str, Any]:
    """The scope of a request that has this content, sent by the probe's own user with provider data."""
    path, _, query = request.url.partition("?")
    raw_path = quote(path, safe=_SAFE)
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "headers": [*_HEADERS, *_content_headers(request, content)],
        "scheme": "http",
        "path": unquote(raw_path),
        "raw_path": raw_path.encode(),
        "query_string": query.encode(),
        "server": (HOST, None),
        "client": ("127.0.0.1", 123),
        "root_path": "",
        "principal": "probe-user",
        "user_attributes": {"roles": ["probe"]},
    }


def _content_headers(request: Request, content: Content) -> Iterable[tuple[bytes, bytes]]:
    if content.content_type is not None:
        yield b"content-type", content.content_type.encode()
    if request.body is not None or request.method in ("POST", "PUT", "PATCH"):
        yield b"content-length", b"%d" % len(content.data)


def encoded(body: Body | None) -> Content:
    """The bytes of a body."""
    match body:
        case JsonBody(value):
            return Content(json.dumps(value).encode(), "application/json")
        case TextBody(text, content_type):
            return Content(text.encode(), content_type)
        case FormBody(fields, files) if files:
            return Content(_multipart(fields, files), f"multipart/form-data; boundary={_BOUNDARY}")
        case FormBody(fields) if fields:
            return Content(urlencode(fields).encode(), "application/x-www-form-urlencoded")
        case _:
            return Content()


def _multipart(fields: Mapping[str, str], files: Mapping[str, UploadedFile]) -> bytes:
    parts = [(f"name={_quoted(name)}", text) for name, text in fields.items()]
    parts += [
        (f"name={_quoted(name)}; filename={_quoted(file.filename)}\r\nContent-Type: {file.content_type}", file.content)
        for name, file in files.items()
    ]
    before = f"--{_BOUNDARY}\r\nContent-Disposition: form-data; "
    text = "".join(f"{before}{header}\r\n\r\n{content}\r\n" for header, content in parts)
    return f"{text}--{_BOUNDARY}--\r\n".encode()


def _quoted(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', "%22")
    return f'"{escaped}"'
