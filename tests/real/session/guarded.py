"""The session's steps with authentication on: who may call what, whose the resources are, and the quota."""

from __future__ import annotations

import json

import httpx
from recording import Recorder

OPEN = ["/v1/health", "/v1/version"]
CLOSED = ["/v1/models", "/v1/models/openai/chat-1", "/v1beta/datasets/team/configured", "/v1/nothing", "/openapi.json"]
ANN = {"authorization": "Bearer token-of-ann"}
BOB = {"authorization": "Bearer token-of-bob"}
WRONG = {
    "none": {},
    "unknown token": {"authorization": "Bearer nobody"},
    "no bearer": {"authorization": "Basic YTpi"},
    "empty": {"authorization": "Bearer "},
    "broken answer": {"authorization": "Bearer a-token-with-a-broken-answer"},
}


def guarded_steps(record: Recorder, http: httpx.Client, quota: int) -> None:
    """Fewer requests than `quota` in all, and then one more."""
    step = record.step
    for path in OPEN:
        step(f"no token: {path}", lambda: http.get(path))  # noqa: B023
    step("unknown token, open path", lambda: http.get(OPEN[0], headers=WRONG["unknown token"]))
    step("no token, other verb of an open path", lambda: http.post(OPEN[0]))
    step("no token, open path with a slash", lambda: http.get(f"{OPEN[0]}/"))
    for name, headers in WRONG.items():
        for path in CLOSED if name == "none" else CLOSED[:1]:
            step(f"{name}: {path}", lambda: http.get(path, headers=headers))  # noqa: B023
    for path in CLOSED[:-1]:
        step(f"ann: {path}", lambda: http.get(path, headers=ANN))  # noqa: B023
    owned(record, http)
    dialogue(record, http)
    used = sum(len(item["exchanges"]) for item in record.steps)
    for _ in range(quota - used):
        http.get(OPEN[0])
    record.note("within the quota", None)
    step("over the quota", lambda: http.get("/v1/models", headers=ANN))
    step("over the quota, no token", lambda: http.get(OPEN[0]))


def owned(record: Recorder, http: httpx.Client) -> None:
    """A resource that one user made, seen by the other: the user is known inside the call."""
    step = record.step
    dataset = {"purpose": "eval/question-answer", "source": {"type": "rows", "rows": [{"a": 1}]}}
    step("ann makes a dataset", lambda: http.post(
        "/v1beta/datasets", json={**dataset, "dataset_id": "ann/own/data"}, headers=ANN
    ))  # fmt: skip
    for name, headers in {"ann": ANN, "bob": BOB}.items():
        step(f"{name} gets it", lambda: http.get("/v1beta/datasets/ann/own/data", headers=headers))  # noqa: B023
        step(f"{name} lists", lambda: http.get("/v1beta/datasets", headers=headers))  # noqa: B023
        step(f"{name} reads rows", lambda: http.get("/v1beta/datasetio/iterrows/ann/own/data", headers=headers))  # noqa: B023
    step("no token deletes it", lambda: http.delete("/v1beta/datasets/ann/own/data"))
    step("bob deletes it", lambda: http.delete("/v1beta/datasets/ann/own/data", headers=BOB))
    step("ann deletes it", lambda: http.delete("/v1beta/datasets/ann/own/data", headers=ANN))
    step("ann makes a model", lambda: http.post(
        "/v1/models", json={"model_id": "a/b", "provider_id": "openai", "provider_model_id": "chat-1"}, headers=ANN
    ))  # fmt: skip
    step("bob gets the model", lambda: http.get("/v1/models/a/b", headers=BOB))
    step("ann gets the model", lambda: http.get("/v1/models/a/b", headers=ANN))


def dialogue(record: Recorder, http: httpx.Client) -> None:
    """Calls that act for the user while they stream or store."""
    step = record.step
    chat = {"model": "openai/chat-1", "messages": [{"role": "user", "content": "guarded"}]}
    data = {"x-llamastack-provider-data": json.dumps({"openai_api_key": "key-of-ann"})}
    step("ann chats", lambda: http.post("/v1/chat/completions", json=chat, headers={**ANN, **data}))
    step("ann streams", lambda: http.post("/v1/chat/completions", json={**chat, "stream": True}, headers=ANN))
    talk = step("ann converses", lambda: http.post("/v1/conversations", headers=ANN))
    where = f"/v1/conversations/{talk.json().get('id')}"
    for name, headers in {"ann": ANN, "bob": BOB}.items():
        step(f"{name} gets the conversation", lambda: http.get(where, headers=headers))  # noqa: B023
    answer = step("ann asks", lambda: http.post(
        "/v1/responses", json={"model": "openai/chat-1", "input": "x"}, headers=ANN
    ))  # fmt: skip
    where = f"/v1/responses/{answer.json().get('id')}"
    for name, headers in {"bob": BOB, "ann": ANN}.items():
        step(f"{name} gets the response", lambda: http.get(where, headers=headers))  # noqa: B023
    file = {"file": ("a.txt", b"of ann")}
    made = step("ann uploads", lambda: http.post("/v1/files", files=file, data={"purpose": "batch"}, headers=ANN))
    where = f"/v1/files/{made.json().get('id')}"
    for name, headers in {"bob": BOB, "ann": ANN}.items():
        step(f"{name} gets the file", lambda: http.get(f"{where}/content", headers=headers))  # noqa: B023
    step("bob deletes the file", lambda: http.delete(where, headers=BOB))
    step("a malformed body", lambda: http.post("/v1/prompts", content=b"{", headers=ANN))
