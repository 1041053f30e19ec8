"""What the server talks to instead of the network: a provider of OpenAI shape, an authentication service and MCP tools.

All on one loopback port. What the provider answers depends on the last message only, so that two servers asked the same
get the same.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any

import uvicorn
from mcp.server.fastmcp import FastMCP
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route

MODELS = ("chat-1", "chat-2", "embed-1")
EMBEDDING_DIMENSION = 8
CREATED = 1700000000
VALID_TOKEN_PREFIX = "token-of-"
USAGE = {
    "prompt_tokens": 5,
    "completion_tokens": 3,
    "total_tokens": 8,
    "prompt_tokens_details": {"cached_tokens": 1, "audio_tokens": 0},
    "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 0, "accepted_prediction_tokens": 0},
}
# Fields that OpenAI answers with, and one of a neighbour, though the models of the release do not declare them.
UNDECLARED = {"system_fingerprint": "fp_stub", "service_tier": "default", "vendor_field": {"region": "local"}}


async def models(_: Request) -> Response:
    data = [{"id": name, "object": "model", "created": CREATED, "owned_by": "stub"} for name in MODELS]
    return JSONResponse({"object": "list", "data": data})


async def chat_completions(request: Request) -> Response:
    body = await request.json()
    last = body["messages"][-1]
    text = text_of(last.get("content"))
    if refusal := provider_error(text):
        return refusal
    key = request.headers.get("authorization", "").removeprefix("Bearer ")
    if "drop the connection" in text:
        return StreamingResponse(broken_stream(body["model"]), media_type="text/event-stream")
    asks_for_tool = bool(body.get("tools")) and last["role"] == "user" and "tool" in text
    reply = {"tool_calls": [tool_call(body["tools"][0])]} if asks_for_tool else {"content": f"echo({key}): {text}"}
    finish = "tool_calls" if asks_for_tool else "stop"
    if body.get("stream"):
        return StreamingResponse(chunks(body, reply, finish), media_type="text/event-stream")
    message = {"role": "assistant", "content": None, "refusal": None, "annotations": [], **reply}
    choice = {"index": 0, "message": message, "finish_reason": finish, "logprobs": logprobs(body)}
    head = {"id": f"chatcmpl-{digest(text)}", "object": "chat.completion", "created": CREATED, "model": body["model"]}
    return JSONResponse({**head, "choices": [choice], "usage": USAGE, **UNDECLARED})


def text_of(content: Any) -> str:
    if isinstance(content, list):
        return " ".join(part.get("text", part["type"]) for part in content)
    return content or ""


def provider_error(text: str) -> Response | None:
    """The provider's error for `please fail with <status>`."""
    if "please fail with " not in text:
        return None
    status = int(text.split("please fail with ")[1][:3])
    error = {"message": f"the provider refuses: {status}", "type": "stub_error", "param": None, "code": "stub"}
    # without this header the provider's client would wait and try again
    return JSONResponse({"error": error}, status_code=status, headers={"x-should-retry": "false"})


def tool_call(tool: dict[str, Any]) -> dict[str, Any]:
    name = tool["function"]["name"]
    arguments = json.dumps({"text": "abc"})
    return {"index": 0, "id": f"call_{name}", "type": "function", "function": {"name": name, "arguments": arguments}}


def logprobs(body: dict[str, Any]) -> dict[str, Any] | None:
    if not body.get("logprobs"):
        return None
    token = {"token": "echo", "bytes": [101], "logprob": -0.5}
    return {"content": [{**token, "top_logprobs": [token]}], "refusal": None}


async def chunks(body: dict[str, Any], reply: dict[str, Any], finish: str) -> AsyncIterator[str]:
    head = {"id": "chatcmpl-stream", "object": "chat.completion.chunk", "created": CREATED, "model": body["model"]}
    pieces: list[dict[str, Any]] = [{"role": "assistant"}]
    if "content" in reply:
        pieces += [{"content": word + " "} for word in reply["content"].split()]
    else:
        pieces.append({"tool_calls": reply["tool_calls"]})
    for piece in pieces:
        choice = {"index": 0, "delta": piece, "finish_reason": None, "logprobs": logprobs(body)}
        yield event({**head, "choices": [choice], **UNDECLARED})
    yield event({**head, "choices": [{"index": 0, "delta": {}, "finish_reason": finish}], **UNDECLARED})
    if (body.get("stream_options") or {}).get("include_usage"):
        yield event({**head, "choices": [], "usage": USAGE, **UNDECLARED})
    yield "data: [DONE]\n\n"


async def broken_stream(model: str) -> AsyncIterator[str]:
    head = {"id": "chatcmpl-broken", "object": "chat.completion.chunk", "created": CREATED, "model": model}
    yield event({**head, "choices": [{"index": 0, "delta": {"role": "assistant", "content": "first"}}]})
    yield "data: {this is no json\n\n"


def event(data: dict[str, Any]) -> str:
    return f"data: {json.dumps(data)}\n\n"


async def completions(request: Request) -> Response:
    body = await request.json()
    text = str(body["prompt"])
    if refusal := provider_error(text):
        return refusal
    head = {"id": f"cmpl-{digest(text)}", "object": "text_completion", "created": CREATED, "model": body["model"]}
    choice = {"index": 0, "text": f"after {text}", "finish_reason": "stop", "logprobs": None}
    if body.get("stream"):
        first = {**head, "choices": [{**choice, "text": "after ", "finish_reason": None}], **UNDECLARED}
        events = [
            event(first),
            event({**head, "choices": [{**choice, "text": text}], **UNDECLARED}),
            "data: [DONE]\n\n",
        ]
        return StreamingResponse(iter(events), media_type="text/event-stream")
    return JSONResponse({**head, "choices": [choice], "usage": USAGE, **UNDECLARED})


async def embeddings(request: Request) -> Response:
    body = await request.json()
    inputs = [body["input"]] if isinstance(body["input"], str) else body["input"]
    if refusal := provider_error(str(inputs[0])):
        return refusal
    data = [
        {"object": "embedding", "index": index, "embedding": vector(str(text))} for index, text in enumerate(inputs)
    ]
    usage = {"prompt_tokens": 4, "total_tokens": 4}
    return JSONResponse({"object": "list", "data": data, "model": body["model"], "usage": usage})


def vector(text: str) -> list[float]:
    return [byte / 256 for byte in hashlib.sha256(text.encode()).digest()[:EMBEDDING_DIMENSION]]


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


async def authenticate(request: Request) -> Response:
    """The endpoint of the `custom` authentication provider."""
    token = (await request.json())["api_key"]
    if token == "a-token-with-a-broken-answer":
        return Response("no json")
    if not token.startswith(VALID_TOKEN_PREFIX):
        return JSONResponse({"message": "unknown token"}, status_code=401)
    name = token.removeprefix(VALID_TOKEN_PREFIX)
    return JSONResponse({"principal": name, "attributes": {"roles": [name], "teams": ["team-a"]}})


def mcp_server() -> FastMCP:
    server = FastMCP("stub", stateless_http=True, json_response=True, log_level="ERROR")

    @server.tool()
    def reverse(text: str) -> str:
        """Reverse a text."""
        return text[::-1]

    @server.tool()
    def fail(text: str) -> str:
        """Always fail."""
        raise ValueError(f"cannot work on {text}")

    return server


def application() -> Starlette:
    mcp = mcp_server()
    mcp_app = mcp.streamable_http_app()

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with mcp.session_manager.run():
            yield

    routes = [
        Route("/v1/models", models),
        Route("/v1/chat/completions", chat_completions, methods=["POST"]),
        Route("/v1/completions", completions, methods=["POST"]),
        Route("/v1/embeddings", embeddings, methods=["POST"]),
        Route("/authenticate", authenticate, methods=["POST"]),
        Mount("/", app=mcp_app),
    ]
    return Starlette(routes=routes, lifespan=lifespan)


@contextlib.contextmanager
def running_stub() -> Iterator[str]:
    """The base URL of the stub while it runs in a thread."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(application(), log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
