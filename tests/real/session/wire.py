"""The session's steps that no client library sends: wrong requests, old addresses, forms, headers, sockets."""

from __future__ import annotations

import http.client
import json
from typing import Any
from urllib.parse import urlsplit

import httpx
from recording import Recorder, recorded_headers

CHAT = {"model": "openai/chat-1", "messages": [{"role": "user", "content": "raw"}]}
STREAM = {**CHAT, "stream": True}
JSON = {"content-type": "application/json"}
PROVIDER_DATA = "x-llamastack-provider-data"
UNKNOWN_PROMPT = "pmpt_" + "0" * 48


def wire_steps(record: Recorder, http_client: httpx.Client, base: str) -> None:
    prompts(record, http_client)
    without_a_client(record, http_client)
    forms(record, http_client)
    wrong_requests(record, http_client)
    lists_of_a_get(record, http_client)
    old_addresses(record, http_client)
    headers(record, http_client)
    generated_documents(record, http_client)
    sockets(record, base)


def prompts(record: Recorder, http: httpx.Client) -> None:
    step = record.step
    made = step("prompts: create", lambda: http.post(
        "/v1/prompts", json={"prompt": "Hi {{ name }}", "variables": ["name"]}
    ))  # fmt: skip
    where = f"/v1/prompts/{made.json()['prompt_id']}"
    text = {"prompt": "Bye {{ name }}", "variables": ["name"]}
    step("prompts: create, undeclared variable", lambda: http.post("/v1/prompts", json={"prompt": "{{ a }}"}))
    step("prompts: create, no prompt", lambda: http.post("/v1/prompts", json={}))
    step("prompts: list", lambda: http.get("/v1/prompts"))
    step("prompts: get", lambda: http.get(where))
    step("prompts: get version", lambda: http.get(where, params={"version": 1}))
    step("prompts: get, version is no number", lambda: http.get(where, params={"version": "one"}))
    step("prompts: get, unknown", lambda: http.get(f"/v1/prompts/{UNKNOWN_PROMPT}"))
    step("prompts: update by POST", lambda: http.post(where, json={**text, "version": 1, "set_as_default": False}))
    step("prompts: update by PUT", lambda: http.put(where, json={**text, "version": 2}))
    step("prompts: update, old version", lambda: http.post(where, json={**text, "version": 1}))
    step("prompts: versions", lambda: http.get(f"{where}/versions"))
    step("prompts: default by POST", lambda: http.post(f"{where}/set-default-version", json={"version": 2}))
    step("prompts: default by PUT", lambda: http.put(f"{where}/set-default-version", json={"version": 1}))
    step("prompts: default, unknown", lambda: http.post(f"{where}/set-default-version", json={"version": 9}))
    step("prompts: get default", lambda: http.get(where))
    step("prompts: delete", lambda: http.delete(where))
    step("prompts: delete again", lambda: http.delete(where))


def without_a_client(record: Recorder, http: httpx.Client) -> None:
    """What the service has and its client has not."""
    step = record.step
    item = {"type": "message", "role": "user", "content": "short"}
    made = step("conversation items: create with", lambda: http.post("/v1/conversations", json={"items": [item]}))
    items = f"/v1/conversations/{made.json()['id']}/items"
    listed = step("conversation items: list without options", lambda: http.get(items))
    step("conversation items: list, options", lambda: http.get(items, params={"limit": "1", "order": "desc"}))
    where = f"{items}/{listed.json()['data'][0]['id']}"
    step("conversation items: delete", lambda: http.delete(where))
    step("conversation items: delete again", lambda: http.delete(where))
    resume = "/v1alpha/agents/none/session/none/turn/none/resume"
    step("agent turns: resume", lambda: http.post(resume, json={"tool_responses": []}))
    step("agent turns: resume, stream", lambda: http.post(resume, json={"tool_responses": [], "stream": True}))


def forms(record: Recorder, http: httpx.Client) -> None:
    step, file = record.step, {"file": ("a.txt", b"form", "text/plain")}
    lifetime = {"expires_after[anchor]": "created_at", "expires_after[seconds]": "3600"}
    for path in ("/v1/files", "/v1/openai/v1/files"):
        step(f"form {path}", lambda: http.post(path, files=file, data={"purpose": "assistants", **lifetime}))  # noqa: B023
    data: dict[str, dict[str, str]] = {
        "no lifetime": {"purpose": "assistants"},
        "half a lifetime": {"purpose": "assistants", "expires_after[seconds]": "3600"},
        "wrong anchor": {"purpose": "assistants", **lifetime, "expires_after[anchor]": "now"},
        "too short": {"purpose": "assistants", **lifetime, "expires_after[seconds]": "1"},
        "no number": {"purpose": "assistants", **lifetime, "expires_after[seconds]": "soon"},
        "as JSON": {"purpose": "assistants", "expires_after": '{"anchor": "created_at", "seconds": 3600}'},
        "no purpose": {},
        "wrong purpose": {"purpose": "none"},
    }
    for name, fields in data.items():
        step(f"form: {name}", lambda: http.post("/v1/files", files=file, data=fields))  # noqa: B023
    step("form: no file", lambda: http.post("/v1/files", data={"purpose": "assistants"}))
    step("form: JSON instead", lambda: http.post("/v1/files", json={"purpose": "assistants"}))
    step("form: nothing", lambda: http.post("/v1/files"))


def wrong_requests(record: Recorder, http: httpx.Client) -> None:
    """One of each kind; the bodies are refused before a service is called, or the service refuses them."""
    rows, configured = "/v1beta/datasetio/iterrows/team/configured", "/v1beta/datasetio/append-rows/team/configured"
    plain = {"content": b'{"model_id": "m"}', "headers": {"content-type": "text/plain"}}
    void = {"json": {"benchmark_id": "v", "dataset_id": "team/configured", "scoring_functions": []}}
    rag = {"documents": [], "vector_store_id": "vs_none", "chunk_size_in_tokens": 100}
    bare = {"json": {"model": "openai/chat-1", "instructions": "x"}}
    requests: dict[str, tuple[str, str, dict[str, Any]]] = {
        "unknown path": ("GET", "/v1/nothing", {}),
        "unknown path, POST": ("POST", "/v1/nothing", {"json": {}}),
        "root": ("GET", "/", {}),
        "slash at the end": ("GET", "/v1/models/", {}),
        "slash at the end, POST": ("POST", "/v1/prompts/", {"json": {"prompt": "x"}}),
        "wrong verb": ("PATCH", "/v1/models", {}),
        "wrong verb, PUT": ("PUT", "/v1/models", {"json": {}}),
        "wrong verb, DELETE": ("DELETE", "/v1/health", {}),
        "HEAD": ("HEAD", "/v1/health", {}),
        "OPTIONS": ("OPTIONS", "/v1/models", {}),
        "malformed JSON": ("POST", "/v1/models", {"content": b'{"model_id": ', "headers": JSON}),
        "no UTF-8": ("POST", "/v1/models", {"content": b'{"model_id": "\xff"}', "headers": JSON}),
        "JSON list": ("POST", "/v1/models", {"json": []}),
        "JSON null": ("POST", "/v1/models", {"json": None}),
        "JSON text": ("POST", "/v1/models", {"json": "x"}),
        "no body": ("POST", "/v1/models", {}),
        "JSON of another type": ("POST", "/v1/models", plain),
        "form instead of JSON": ("POST", "/v1/models", {"data": {"model_id": "m"}}),
        "wrong types": ("POST", "/v1/models", {"json": {"model_id": 1, "metadata": [], "model_type": "none"}}),
        "unknown field": ("POST", "/v1/conversations", {"json": {"metadata": {}, "unknown": 1}}),
        "empty body, all optional": ("POST", "/v1/conversations", {}),
        "empty object, all optional": ("POST", "/v1/conversations", {"json": {}}),
        "null body, all optional": ("POST", "/v1/conversations", {"json": None}),
        "empty body, path and optional fields": ("POST", "/v1/vector_stores/vs_none", {}),
        "empty body, one model": ("POST", "/v1/chat/completions", {}),
        "list body, one model": ("POST", "/v1/chat/completions", {"json": []}),
        "malformed body, one model": ("POST", "/v1/chat/completions", {"content": b"{", "headers": JSON}),
        "wrong messages": ("POST", "/v1/chat/completions", {"json": {"model": "m", "messages": [{"role": "none"}]}}),
        "no messages": ("POST", "/v1/chat/completions", {"json": {"model": "m"}}),
        "body embedded under its name": ("POST", "/v1/chat/completions", {"json": {"params": CHAT}}),
        "single field not embedded": ("POST", "/v1alpha/agents", bare),
        "wrong nested field": ("POST", "/v1beta/datasets", {"json": {"purpose": "none", "source": {"type": "none"}}}),
        "path and body, no body": ("POST", configured, {}),
        "path in the body too": ("POST", configured, {"json": {"dataset_id": "other", "rows": []}}),
        "query is no number": ("GET", rows, {"params": {"limit": "many"}}),
        "query given twice": ("GET", rows, {"params": {"limit": ["1", "2"]}}),
        "empty query value": ("GET", "/v1/prompts/" + UNKNOWN_PROMPT, {"params": {"version": ""}}),
        "unknown query": ("GET", rows, {"params": {"nothing": "x", "limit": "1"}}),
        "query out of bounds": ("GET", "/v1/responses", {"params": {"limit": "-1", "model": "none"}}),
        "query of a list with a bracket": ("GET", "/v1/tools", {"params": {"toolgroup_id[]": "x"}}),
        "query out of its values": ("GET", "/v1/chat/completions", {"params": {"order": "sideways"}}),
        "missing query": ("GET", "/v1alpha/post-training/job/status", {}),
        "encoded slash in an id": ("GET", "/v1/models/openai%2Fchat-1", {}),
        "id with two slashes": ("GET", "/v1beta/datasets/team/none/x", {}),
        "id with spaces and umlauts": ("GET", "/v1/models/a%20b%C3%A9", {}),
        "void POST": ("POST", "/v1alpha/eval/benchmarks", void),
        "void POST again": ("POST", "/v1alpha/eval/benchmarks", void),
        "void DELETE": ("DELETE", "/v1alpha/eval/benchmarks/v", {}),
        "void DELETE, unknown": ("DELETE", "/v1alpha/eval/benchmarks/v", {}),
        "DELETE scoring function": ("DELETE", "/v1/scoring-functions/team/equal", {}),
        "DELETE with a body": ("DELETE", "/v1/models/none", {"content": b'{"a": 1}', "headers": JSON}),
        "GET with a body": ("GET", "/v1/models", {"content": b'{"a": 1}', "headers": JSON}),
        "rag insert": ("POST", "/v1/tool-runtime/rag-tool/insert", {"json": rag}),
        "rag query": ("POST", "/v1/tool-runtime/rag-tool/query", {"json": {"content": "x", "vector_store_ids": []}}),
        "rag query, wrong": ("POST", "/v1/tool-runtime/rag-tool/query", {"json": {"content": "x"}}),
        "stream is no boolean": ("POST", "/v1/chat/completions", {"json": {**CHAT, "stream": "maybe"}}),
        "stream as text": ("POST", "/v1/completions", {"json": {"model": "none", "prompt": "x", "stream": "true"}}),
    }  # fmt: skip
    for name, (method, path, options) in requests.items():
        record.step(f"wrong: {name}", lambda: http.request(method, path, **options))  # noqa: B023
    for chunk in (b"", b"{}", b"null"):
        record.step(f"wrong: prompts with {chunk!r}", lambda: http.post("/v1/prompts", content=chunk, headers=JSON))  # noqa: B023


def lists_of_a_get(record: Recorder, http: httpx.Client) -> None:
    """LRC102: a list parameter of a GET, as the published document says and as the legacy server reads it."""
    items = "/v1/responses/resp_none/input_items"
    record.step("list of a GET: query", lambda: http.get(items, params={"include": ["a", "b"]}))
    record.step("list of a GET: body", lambda: http.request("GET", items, json=["a"]))
    record.step("list of a GET: wrong body", lambda: http.request("GET", items, json={"include": 1}))


def old_addresses(record: Recorder, http: httpx.Client) -> None:
    """Deprecated routes, level by level; the log of the server warns of each."""
    rows: dict[str, Any] = {"type": "rows", "rows": []}
    posts: dict[str, dict[str, Any]] = {
        "/v1/openai/v1/chat/completions": CHAT,
        "/v1/openai/v1/completions": {"model": "openai/chat-1", "prompt": "old"},
        "/v1/openai/v1/embeddings": {"model": "openai/embed-1", "input": "old"},
        "/v1/openai/v1/moderations": {"model": "openai/chat-1", "input": "old"},
        "/v1/openai/v1/responses": {"model": "openai/chat-1", "input": "old"},
        "/v1/openai/v1/vector_stores": {"name": "old", "embedding_model": "openai/embed-1", "embedding_dimension": 8},
        "/v1/datasets": {"purpose": "eval/question-answer", "source": rows, "dataset_id": "old"},
        "/v1/eval/benchmarks": {"benchmark_id": "old", "dataset_id": "old", "scoring_functions": []},
        "/v1/agents": {"agent_config": {"model": "openai/chat-1", "instructions": "x"}},
    }  # fmt: skip
    for path, body in posts.items():
        record.step(f"old POST {path}", lambda: http.post(path, json=body))  # noqa: B023
    record.step("old stream", lambda: http.post("/v1/openai/v1/chat/completions", json=STREAM))
    gets = ["openai/v1/models", "datasets", "datasets/old", "datasetio/iterrows/old", "eval/benchmarks"]
    gets += ["openai/v1/batches?limit=0", "openai/v1/files/file-none", "openai/v1/responses/resp_none", "agents/none"]
    for path in gets:
        record.step(f"old GET {path}", lambda: http.get(f"/v1/{path}"))  # noqa: B023
    record.step("old DELETE", lambda: http.delete("/v1/datasets/old"))


def headers(record: Recorder, http: httpx.Client) -> None:
    step, chat = record.step, "/v1/chat/completions"
    own = {PROVIDER_DATA: json.dumps({"openai_api_key": "key-of-the-client"})}
    step("provider data", lambda: http.post(chat, json=CHAT, headers=own))
    step("provider data, stream", lambda: http.post(chat, json=STREAM, headers=own))
    step("provider data does not stay", lambda: http.post(chat, json=CHAT))
    step("provider data is no JSON", lambda: http.post(chat, json=CHAT, headers={PROVIDER_DATA: "{"}))
    step("provider data of a wrong type", lambda: http.post(
        chat, json=CHAT, headers={PROVIDER_DATA: json.dumps({"openai_api_key": 3})}
    ))  # fmt: skip
    latin = [(PROVIDER_DATA.encode(), '{"openai_api_key": "clé"}'.encode("latin-1"))]
    step("provider data in Latin-1", lambda: http.post(chat, json=CHAT, headers=latin))
    step("another header in Latin-1", lambda: http.get("/v1/models", headers=[(b"x-name", b"\xe9")]))
    version = "x-llamastack-client-version"
    step("client of this version", lambda: http.get("/v1/health", headers={version: "0.3.1"}))
    step("client of another version", lambda: http.get("/v1/health", headers={version: "0.1.0"}))
    trace = {"traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "tracestate": "a=1"}
    step("trace context", lambda: http.get("/v1/health", headers=trace))
    step("other accept", lambda: http.get("/v1/models", headers={"accept": "text/plain"}))
    step("origin", lambda: http.get("/v1/models", headers={"origin": "http://localhost:3000"}))


def generated_documents(record: Recorder, http: httpx.Client) -> None:
    """That they are served; what they say is the subject of other tests."""
    for path in ("/docs", "/redoc", "/openapi.json"):
        record.note(f"document {path}", status_and_type(http.get(path)))
        record.steps[-1]["exchanges"] = []


def status_and_type(answer: httpx.Response) -> list[Any]:
    return [answer.status_code, answer.headers["content-type"]]


def sockets(record: Recorder, base: str) -> None:
    """Pairs of requests on one socket; the first fails in a way of its own."""
    firsts: dict[str, tuple[str, str, bytes]] = {
        "validation error": ("POST", "/v1/prompts", b"{}"),
        "malformed JSON": ("POST", "/v1/prompts", b"{"),
        "value error": ("GET", f"/v1/prompts/{UNKNOWN_PROMPT}", b""),
        "not found error": ("GET", "/v1/models/none", b""),
        "key error": ("GET", "/v1beta/datasetio/iterrows/team/none", b""),
        "not implemented": ("POST", "/v1alpha/inference/rerank", b'{"model": "m", "query": "q", "items": ["a"]}'),
        "provider's error": ("POST", "/v1/chat/completions", failing(500)),
        "unknown path": ("GET", "/v1/nothing", b""),
        "wrong verb": ("PATCH", "/v1/models", b""),
        "stream that fails": ("POST", "/v1/chat/completions", json.dumps({**STREAM, "model": "none"}).encode()),
        "no content": ("DELETE", "/v1/scoring-functions/basic::none", b""),
    }
    for name, request in firsts.items():
        record.note(f"socket: {name}", on_one_socket(record, base, [request, ("GET", "/v1/health", b"")]))


def failing(status: int) -> bytes:
    return json.dumps({**CHAT, "messages": [{"role": "user", "content": f"please fail with {status}"}]}).encode()


def on_one_socket(record: Recorder, base: str, requests: list[tuple[str, str, bytes]]) -> list[Any]:
    """Status and headers of each answer, and whether the socket was open after it."""
    address = urlsplit(base)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=30)
    connection.connect()
    socket, results = connection.sock, []
    for method, path, body in requests:
        connection.request(method, path, body or None, JSON if body else {})
        answer = connection.getresponse()
        answer.read()
        results.append([answer.status, recorded_headers(answer.getheaders(), record.normal), connection.sock is socket])
    connection.close()
    return results
