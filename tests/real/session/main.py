"""Runs a session against the llama_stack that PYTHONPATH puts first, and writes what it recorded.

    python main.py {plain,guarded,library} DIRECTORY RECORD.json

`plain` is a server without authentication, `guarded` one with authentication and a quota, `library` the library client.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
from dialogue import all_dialogues
from documents import batches, files_and_stores
from guarded import guarded_steps
from normal import Normaliser
from recording import Recorder, RecordingTransport
from resources import all_resources, ids_with_slashes
from server import logged, running_server, server_environment, written_configuration
from stub import running_stub
from wire import wire_steps

QUOTA = 60
SECONDS = 60


def plain(directory: Path, stub: str) -> dict[str, Any]:
    from llama_stack_client import LlamaStackClient
    from openai import OpenAI

    normal = Normaliser(str(directory))
    transport = RecordingTransport()
    record = Recorder(normal, transport)
    with running_server(directory, written_configuration(directory, {"port": 8321}), stub) as (base, _):
        http = httpx.Client(transport=transport, base_url=base, trust_env=False, timeout=SECONDS)
        options: dict[str, Any] = {
            "max_retries": 0,
            "timeout": SECONDS,
            "http_client": httpx.Client(transport=transport),
        }
        client = LlamaStackClient(base_url=base, **options)
        openai = OpenAI(base_url=f"{base}/v1", api_key="unused", **options)
        all_resources(record, client, stub)
        files_and_stores(record, client)
        batches(record, openai)
        all_dialogues(record, client)
        openai_steps(record, openai)
        wire_steps(record, http, base)
    return {"steps": record.steps, "logged": logged(directory)}


def openai_steps(record: Recorder, openai: Any) -> None:
    """The same service through OpenAI's client, at the addresses that it asks."""
    step = record.step
    chat = {"model": "openai/chat-1", "messages": [{"role": "user", "content": "from OpenAI's client"}]}
    step("OpenAI: models", lambda: openai.models.list())
    step("OpenAI: chat", lambda: openai.chat.completions.create(**chat))
    step("OpenAI: chat stream", lambda: list(openai.chat.completions.create(**chat, stream=True)))
    step("OpenAI: completion", lambda: openai.completions.create(model="openai/chat-1", prompt="x"))
    step("OpenAI: embeddings", lambda: openai.embeddings.create(model="openai/embed-1", input="x"))
    made = step("OpenAI: response", lambda: openai.responses.create(model="openai/chat-1", input="x"))
    step("OpenAI: response stream", lambda: list(
        openai.responses.create(model="openai/chat-1", input="x", stream=True)
    ))  # fmt: skip
    step("OpenAI: response input items", lambda: openai.responses.input_items.list(made.id))
    step("OpenAI: delete response", lambda: openai.responses.delete(made.id))
    step("OpenAI: moderation", lambda: openai.moderations.create(model="openai/chat-1", input="x"))
    talk = step("OpenAI: conversation", lambda: openai.conversations.create(metadata={"a": "b"}))
    step("OpenAI: conversation items", lambda: openai.conversations.items.list(
        talk.id, limit=3, include=["message.output_text.logprobs"]
    ))  # fmt: skip
    store = step("OpenAI: vector store", lambda: openai.vector_stores.create(
        name="openai", extra_body={"embedding_model": "openai/embed-1", "embedding_dimension": 8}
    ))  # fmt: skip
    step("OpenAI: vector store search", lambda: openai.vector_stores.search(store.id, query="x"))
    step("OpenAI: vector store delete", lambda: openai.vector_stores.delete(store.id))


def guarded(directory: Path, stub: str) -> dict[str, Any]:
    normal = Normaliser(str(directory))
    transport = RecordingTransport()
    record = Recorder(normal, transport)
    settings = {
        "port": 8321,
        "auth": {"provider_config": {"type": "custom", "endpoint": f"{stub}/authenticate"}},
        "quota": {
            "kvstore": {"backend": "kv_default", "namespace": "quota"},
            "anonymous_max_requests": QUOTA,
            "authenticated_max_requests": QUOTA,
            "period": "day",
        },
    }
    with running_server(directory, written_configuration(directory, settings), stub) as (base, _):
        guarded_steps(record, httpx.Client(transport=transport, base_url=base, trust_env=False, timeout=SECONDS), QUOTA)
    return {"steps": record.steps, "logged": logged(directory)}


def library(directory: Path, stub: str) -> dict[str, Any]:
    os.environ.update(server_environment(directory, written_configuration(directory, {"port": 8321}), stub))
    from llama_stack.core.library_client import LlamaStackAsLibraryClient

    record = Recorder(Normaliser(str(directory)), None)
    client = LlamaStackAsLibraryClient(
        os.environ["LLAMA_STACK_CONFIG"], provider_data={"openai_api_key": "key-of-the-library"}
    )
    all_resources(record, client, stub, slash=".")
    ids_with_slashes(record, client)
    files_and_stores(record, client)
    all_dialogues(record, client)
    return {"steps": record.steps}


FLOWS: dict[str, Callable[[Path, str], dict[str, Any]]] = {"plain": plain, "guarded": guarded, "library": library}


def main(flow: str, directory: str, result: str) -> None:
    where = Path(directory).absolute()
    where.mkdir(parents=True, exist_ok=True)
    with running_stub() as stub:
        recorded = FLOWS[flow](where, stub)
    attempts = where / "network.txt"
    recorded["network"] = attempts.read_text(encoding="utf-8").splitlines() if attempts.exists() else []
    Path(result).write_text(json.dumps(recorded, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
    sys.stdout.flush()
    os._exit(0)  # the library client leaves the threads of its databases running
