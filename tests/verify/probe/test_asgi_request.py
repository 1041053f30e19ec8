"""A planned request as an application gets it: as a client of the network would send it."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
import pytest
from served import request

from llama_router_codemod.verify.messages.request import Body, FormBody, JsonBody, Request, TextBody, UploadedFile
from llama_router_codemod.verify.messages.route_key import RouteKey
from llama_router_codemod.verify.probe.asgi_request import (
    HOST,
    PROVIDER_DATA,
    PROVIDER_DATA_HEADERS,
    asgi_scope,
    encoded,
)

POST = RouteKey("POST", "/v1/orders")
FILE = UploadedFile("name-of-file.txt", "content", "text/plain")
#: What a client says of itself, which no route asks for.
OF_THE_CLIENT = ("accept-encoding", "user-agent", "content-type", "content-length")


@pytest.mark.parametrize(
    ("body", "content_type", "content"),
    [
        (None, None, b""),
        (JsonBody({"a": 1}), "application/json", b'{"a": 1}'),
        (JsonBody(None), "application/json", b"null"),
        (JsonBody("\ud800"), "application/json", b'"\\ud800"'),
        (TextBody("{ü", "text/plain"), "text/plain", "{ü".encode()),
        (FormBody({"a": "x y", "b": ""}, {}), "application/x-www-form-urlencoded", b"a=x+y&b="),
        (FormBody({}, {}), None, b""),
    ],
    ids=repr,
)
def test_body(body: Body | None, content_type: str | None, content: bytes) -> None:
    found = encoded(body)
    assert (found.content_type, found.data) == (content_type, content)


def as_httpx_sends(sent: Request) -> tuple[dict[str, Any], bytes]:
    """The scope and the body that an application gets from httpx."""
    seen: list[Any] = []

    async def application(scope: Any, receive: Any, send: Any) -> None:
        message = await receive()
        content = message["body"]
        while message["more_body"]:
            message = await receive()
            content += message["body"]
        seen.extend((scope, content))
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body"})

    async def exchange() -> None:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(application), base_url=f"http://{HOST}") as client:
            data = dict.fromkeys(PROVIDER_DATA_HEADERS, json.dumps(PROVIDER_DATA))
            await client.send(client.build_request(sent.method, sent.url, headers=data, **arguments(sent.body)))

    asyncio.run(exchange())
    scope, content = seen
    return scope, content


def arguments(body: Body | None) -> dict[str, Any]:
    match body:
        case JsonBody(value):
            return {"content": json.dumps(value)}
        case TextBody(text):
            return {"content": text}
        case FormBody(fields, files):
            uploads = {name: (file.filename, file.content, file.content_type) for name, file in files.items()}
            return {"data": fields, "files": uploads or None}
        case _:
            return {}


@pytest.mark.parametrize(
    "sent",
    [
        request(),
        request("/v1/orders?a=b&c=%7B%22d%22%3A+1%7D&a=%C3%BC"),
        request("/v1/orders/id%20with%20spaces%20%26%20%C3%BC%3A%2B"),
        request("/v1/orders/id_1%2Fpart/id/with/slashes:cancel"),
        request("/v1/orders/a[b]|^;=@!$'()*,~\\"),
        request('/v1/orders/a b"<>`{}ü'),
        request(method="PATCH"),
        request(route=POST),
        request(route=POST, body=JsonBody({"a": "ü"})),
        request(body=JsonBody([])),
        request(route=POST, body=TextBody("{", "text/plain")),
        request(route=POST, body=FormBody({"a": "x y", "expires[anchor]": "ü"}, {})),
        request(route=POST, body=FormBody({}, {})),
    ],
    ids=lambda sent: f"{sent.method} {sent.url} {sent.body}",
)
def test_scope(sent: Request) -> None:
    """As httpx makes it, but for who sends it."""
    wanted, content = as_httpx_sends(sent)
    scope = asgi_scope(sent, encoded(sent.body))
    assert encoded(sent.body).data == content
    headers, wanted_headers = dict(scope.pop("headers")), dict(wanted.pop("headers"))
    assert (scope.pop("principal"), scope.pop("user_attributes")) == ("probe-user", {"roles": ["probe"]})
    assert scope == wanted
    for name in OF_THE_CLIENT:
        headers.pop(name.encode(), None)
        wanted_headers.pop(name.encode(), None)
    assert headers == wanted_headers


@pytest.mark.parametrize(
    ("sent", "length"),
    [
        (request(), None),
        (request(route=POST), b"0"),
        (request(method="PATCH"), b"0"),
        (request(body=JsonBody([])), b"2"),
        (request(route=POST, body=JsonBody({"a": "ü"})), b"15"),
    ],
    ids=repr,
)
def test_length(sent: Request, length: bytes | None) -> None:
    assert dict(asgi_scope(sent, encoded(sent.body))["headers"]).get(b"content-length") == length


def test_files() -> None:
    found = encoded(FormBody({'a "\\': "1"}, {"file": FILE}))
    _, _, boundary = (found.content_type or "").partition("multipart/form-data; boundary=")
    sent = httpx.Request(
        "POST",
        "http://probe",
        data={'a "\\': "1"},
        files={"file": (FILE.filename, FILE.content, FILE.content_type)},
        headers={"content-type": f"multipart/form-data; boundary={boundary}"},
    )
    assert found.data == sent.read()
