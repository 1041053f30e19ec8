"""The session's steps for files, vector stores and batches."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

from recording import Recorder, next_second

TEXT = b"Llamas live in the Andes. " * 20
EMBEDDING = {"embedding_model": "openai/embed-1", "embedding_dimension": 8, "provider_id": "faiss"}


def named(content: bytes, name: str) -> BytesIO:
    file = BytesIO(content)
    file.name = name
    return file


def files_and_stores(record: Recorder, client: Any) -> None:
    """Every step but batches, for a client of a server or of the library."""
    kept = files(record, client)
    vector_stores(record, client, kept)


def files(record: Recorder, client: Any) -> list[str]:
    """The ids of three uploaded files."""
    step, files = record.step, client.files
    upload = step("files: upload", lambda: files.create(file=named(TEXT, "andes.txt"), purpose="assistants"))
    expiring = step("files: upload with expires_after", lambda: files.create(
        file=named(b"soon gone", "soon.txt"),
        purpose="assistants",
        expires_after={"anchor": "created_at", "seconds": 7200},
    ))  # fmt: skip
    step("files: upload, expires too soon", lambda: files.create(
        file=named(b"x", "x.txt"), purpose="assistants", expires_after={"anchor": "created_at", "seconds": 5}
    ))  # fmt: skip
    step("files: upload, unknown purpose", lambda: files.create(file=named(b"x", "x.txt"), purpose="nothing"))
    more = [files.create(file=named(TEXT + bytes([65 + n]), f"more{n}.txt"), purpose="assistants") for n in range(2)]
    step("files: list", lambda: sorted(item.filename for item in files.list().data), bodies=False)
    step("files: list, filtered", lambda: files.list(limit=1, order="asc", purpose="batch"))
    step("files: list, wrong order", lambda: files.list(order="sideways"))
    step("files: get", lambda: files.retrieve(upload.id))
    step("files: get, unknown", lambda: files.retrieve("file-none"))
    step("files: content", lambda: files.content(upload.id))
    step("files: content, unknown", lambda: files.content("file-none"))
    step("files: delete", lambda: files.delete(expiring.id))
    step("files: delete again", lambda: files.delete(expiring.id))
    return [upload.id, *(item.id for item in more)]


def vector_stores(record: Recorder, client: Any, files: list[str]) -> None:
    step, stores = record.step, client.vector_stores
    store = step("vector stores: create", lambda: stores.create(
        name="notes", metadata={"topic": "llamas"}, extra_body=EMBEDDING
    ))  # fmt: skip
    next_second()
    step("vector stores: create, nothing named", lambda: stores.create(extra_body=EMBEDDING))
    step("vector stores: create, unknown model", lambda: stores.create(
        name="x", extra_body={**EMBEDDING, "embedding_model": "none"}
    ))  # fmt: skip
    next_second()
    with_files = step("vector stores: create with files", lambda: stores.create(
        name="filled",
        file_ids=files[:1],
        chunking_strategy={"type": "static", "static": {"max_chunk_size_tokens": 100, "chunk_overlap_tokens": 10}},
        extra_body=EMBEDDING,
    ))  # fmt: skip
    step("vector stores: get", lambda: stores.retrieve(store.id))
    step("vector stores: get, unknown", lambda: stores.retrieve("vs_none"))
    step("vector stores: update", lambda: stores.update(store.id, name="renamed", metadata={"topic": "alpacas"}))
    step("vector stores: update, nothing", lambda: stores.update(store.id))
    step("vector stores: update, unknown", lambda: stores.update("vs_none", name="x"))
    step("vector stores: list, one", lambda: stores.list(limit=1, order="desc"))
    step("vector stores: list after none", lambda: stores.list(after="vs_none"))
    store_files(record, client, store.id, files[:2])
    step("vector stores: search", lambda: stores.search(store.id, query="Llamas live", max_num_results=2))
    step("vector stores: search, all options", lambda: stores.search(
        store.id,
        query=["llamas", "andes"],
        filters={"type": "eq", "key": "kind", "value": "text"},
        ranking_options={"ranker": "auto", "score_threshold": 0.0},
        rewrite_query=False,
        search_mode="vector",
    ))  # fmt: skip
    step("vector stores: search, unknown", lambda: stores.search("vs_none", query="x"))
    chunks(record, client, store.id)
    file_batches(record, client, store.id, files)
    step("vector stores: delete", lambda: stores.delete(with_files.id))
    step("vector stores: delete again", lambda: stores.delete(with_files.id))


def store_files(record: Recorder, client: Any, store: str, files: list[str]) -> None:
    step, items = record.step, client.vector_stores.files
    first, second = files
    step("store files: add", lambda: items.create(store, file_id=first, attributes={"kind": "text", "n": 1}))
    step("store files: add, chunked", lambda: items.create(
        store,
        file_id=second,
        chunking_strategy={"type": "static", "static": {"max_chunk_size_tokens": 120, "chunk_overlap_tokens": 20}},
    ))  # fmt: skip
    step("store files: add, unknown", lambda: items.create(store, file_id="file-none"))
    step("store files: add, wrong chunking", lambda: items.create(
        store, file_id=first, chunking_strategy={"type": "static", "static": {"max_chunk_size_tokens": 1}}
    ))  # fmt: skip
    step("store files: get", lambda: items.retrieve(first, vector_store_id=store))
    step("store files: get, unknown", lambda: items.retrieve("file-none", vector_store_id=store))
    step("store files: list", lambda: items.list(store, limit=5, order="asc", filter="completed"))
    step("store files: list, wrong filter", lambda: items.list(store, filter="nothing"))
    step("store files: update", lambda: items.update(first, vector_store_id=store, attributes={"kind": "text"}))
    step("store files: content", lambda: items.content(first, vector_store_id=store))
    step("store files: content, unknown", lambda: items.content("file-none", vector_store_id=store))
    step("store files: delete", lambda: items.delete(second, vector_store_id=store))


def file_batches(record: Recorder, client: Any, store: str, files: list[str]) -> None:
    step, batches = record.step, client.vector_stores.file_batches
    made = step("file batches: create", lambda: batches.create(store, file_ids=files[1:], attributes={"b": True}))
    record.until(lambda: batches.retrieve(made.id, vector_store_id=store), lambda batch: batch.status != "in_progress")
    step("file batches: get", lambda: batches.retrieve(made.id, vector_store_id=store))
    step("file batches: files", lambda: sorted(
        item.status for item in batches.list_files(made.id, vector_store_id=store, limit=5, order="asc")
    ), bodies=False)  # fmt: skip
    step("file batches: cancel when done", lambda: batches.cancel(made.id, vector_store_id=store))
    step("file batches: get, unknown", lambda: batches.retrieve("batch_none", vector_store_id=store))


def chunks(record: Recorder, client: Any, store: str) -> None:
    step = record.step
    chunk = {"content": "Alpacas too", "metadata": {"document_id": "d1"}, "embedding": [0.1] * 8}
    step("chunks: insert", lambda: client.vector_io.insert(vector_db_id=store, chunks=[chunk], ttl_seconds=5))
    step("chunks: insert, unknown store", lambda: client.vector_io.insert(vector_db_id="none", chunks=[chunk]))
    step("chunks: query", lambda: client.vector_io.query(vector_db_id=store, query="Alpacas", params={"k": 2}))
    step("chunks: query, unknown store", lambda: client.vector_io.query(vector_db_id="none", query="x"))


def batches(record: Recorder, openai: Any) -> None:
    """Batches with the OpenAI client; a client of the library has none."""
    step = record.step
    request = {"custom_id": "r1", "method": "POST", "url": "/v1/chat/completions"}
    body = {"model": "openai/chat-1", "messages": [{"role": "user", "content": "in a batch"}]}
    lines = [{**request, "body": body}, {**request, "custom_id": "r2", "body": {**body, "model": "none"}}]
    file = openai.files.create(file=("requests.jsonl", json.dumps(lines[0]).encode()), purpose="batch")
    made = step("batches: create", lambda: openai.batches.create(
        input_file_id=file.id,
        endpoint="/v1/chat/completions",
        completion_window="24h",
        metadata={"of": "session"},
        extra_headers={"Idempotency-Key": "k1"},
    ))  # fmt: skip
    step("batches: create, wrong window", lambda: openai.batches.create(
        input_file_id=file.id, endpoint="/v1/chat/completions", completion_window="1h"
    ))  # fmt: skip
    wrong = openai.files.create(file=("wrong.jsonl", "\n".join(map(json.dumps, lines)).encode()), purpose="batch")
    failed = step("batches: create, wrong file", lambda: openai.batches.create(
        input_file_id=wrong.id, endpoint="/v1/chat/completions", completion_window="24h"
    ))  # fmt: skip
    over = {"completed", "failed", "cancelled"}
    done = record.until(lambda: openai.batches.retrieve(made.id), lambda batch: batch.status in over)
    record.until(lambda: openai.batches.retrieve(failed.id), lambda batch: batch.status in over)
    step("batches: get", lambda: openai.batches.retrieve(made.id))
    step("batches: get, failed", lambda: openai.batches.retrieve(failed.id))
    step("batches: get, unknown", lambda: openai.batches.retrieve("batch_none"))
    step("batches: output", lambda: openai.files.content(done.output_file_id))
    step("batches: cancel when done", lambda: openai.batches.cancel(made.id))
    step("batches: list, one", lambda: len(openai.batches.list(limit=1).data), bodies=False)
    step("batches: list", lambda: sorted(item.status for item in openai.batches.list()), bodies=False)
