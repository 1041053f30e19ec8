"""Each bug that the migration by hand caused (the rows A and B of its history) against the migrated release 0.3.5.

Rows without a test, and why:

    A2   files in a Responses request are not read by 0.3.5: no implementation calls the Files API for them
    A3   0.3.5 has no connectors
    A4   Responses of 0.3.5 take no `prompt`; the session sends one, and it is ignored as before (see B6)
    A7   0.3.5 has no file processors
    A10  about callers outside the tree: that the signatures are unchanged is the test of A1 to A10 together
    B8   strictness of a model that was there before
    B9   PUT stays POST: test_put_is_served_as_post in test_hand_migration_behaviour
    B15  about tests of that time: see test_safety_keeps_params in test_hand_migration_behaviour
    B16  a client's handling of another server's stream
"""

from __future__ import annotations

import ast
import re

import pytest
from migrated_recordings import Migrated
from session_jobs import APPLICATION, GUARDED_NEWEST, LIBRARY, PLAIN
from workshop import KEPT, LEGACY, MIGRATED, Workshop

pytestmark = pytest.mark.real

JOBS = [*PLAIN.values(), *APPLICATION.values(), GUARDED_NEWEST[MIGRATED], *LIBRARY.values()]


@pytest.fixture
def migrated(workshop: Workshop) -> Migrated:
    return Migrated(workshop)


def test_a1_to_a10_no_signature_of_a_protocol_changes(migrated: Migrated) -> None:
    """The cause of them all: callers and implementations that still had the signature of yesterday."""
    before, after = migrated.signatures(LEGACY), migrated.signatures(MIGRATED)
    assert len(before) == 125
    assert after == before


def test_a1_resources_of_the_configuration_are_registered(migrated: Migrated) -> None:
    listed = {
        "models: list": "openai/embed-1",
        "shields: list": "guard",
        "datasets: list": "team/configured",
        "benchmarks: list": "configured-benchmark",
        "toolgroups: list": "mcp::configured",
    }
    for step, identifier in listed.items():
        status, body = migrated.body(step)
        assert (status, identifier in {item["identifier"] for item in body["data"]}) == (200, True), step


def test_a5_rerank(migrated: Migrated) -> None:
    """Nothing serves it in this release, which the answer says, as before."""
    assert migrated.body("inference: rerank") == [501, {"detail": "Not implemented: Reranking is not implemented"}]


def test_a6_scoring_of_a_dataset(migrated: Migrated) -> None:
    """The line behind the call of get_dataset is wrong in the release too; what reaches the client is the same."""
    assert migrated.body("scoring: score batch")[0] == 500
    assert migrated.body("scoring: score")[0] == 200


def test_a8_datasets_are_registered_and_found(migrated: Migrated) -> None:
    assert migrated.kept("datasets: register")["identifier"] == "team/numbers"
    assert migrated.kept("datasets: get")["metadata"] == {"size": 7}


def test_a9_providers_of_datasetio_get_flat_arguments(migrated: Migrated) -> None:
    status, page = migrated.body("datasets: a page of rows")
    assert (status, [row["expected_answer"] for row in page["data"]]) == (200, ["6", "8", "10"])
    assert migrated.body("datasets: append rows") == [200, None]


def test_b1_user_and_provider_data_inside_the_call(migrated: Migrated) -> None:
    assert content(migrated, "provider data") == "echo(key-of-the-client): raw"
    assert content(migrated, "provider data does not stay") == "echo(configured-key): raw"
    events = migrated.answer("provider data, stream")["events"]
    assert events == migrated.answer("provider data, stream", LEGACY)["events"]
    assert "echo(key-of-the-client):" in str(events)


def content(migrated: Migrated, step: str) -> str:
    return migrated.body(step)[1]["choices"][0]["message"]["content"]


def test_b2_connection_stays_alive(migrated: Migrated) -> None:
    """After each kind of error the second request on the socket is answered."""
    sockets = [
        step for step in migrated.workshop.result(PLAIN[MIGRATED])["steps"] if step["step"].startswith("socket: ")
    ]
    assert len(sockets) == 11
    for step in sockets:
        (failed, _, first_open), (status, _, second_open) = step["outcome"]
        assert (failed == 200) == (step["step"] == "socket: stream that fails"), step
        assert (first_open, status, second_open) == (True, 200, True), step


def test_b3_path_dependency_without_path_parameter(migrated: Migrated) -> None:
    """The parameters in the path of an operation are those of its template."""
    operations = [
        (path, operation) for path, verbs in migrated.document()["paths"].items() for operation in verbs.values()
    ]
    assert len(operations) == 175
    for path, operation in operations:
        names = {item["name"] for item in operation.get("parameters", []) if item["in"] == "path"}
        assert names == set(re.findall(r"\{(\w+)", path)), path


def test_b4_no_path_parameter_in_a_body(migrated: Migrated) -> None:
    for path, verbs in migrated.document()["paths"].items():
        if "post" in verbs and "application/json" in verbs["post"].get("requestBody", {}).get("content", {}):
            schema = verbs["post"]["requestBody"]["content"]["application/json"]["schema"]
            if "$ref" in schema:
                _, model = migrated.request_model(f"POST {path}")
                assert not set(re.findall(r"\{(\w+)", path)) & set(model.get("properties", {})), path
    name, model = migrated.request_model("POST /v1beta/datasetio/append-rows/{dataset_id}")
    assert (name, list(model["properties"]), model["required"]) == ("AppendRowsRequest", ["rows"], ["rows"])
    assert migrated.body("wrong: path in the body too") == [200, None]


def test_b5_expires_after_is_read_from_the_form(migrated: Migrated) -> None:
    """By the dependency of the implementation: fields in brackets, or a text in JSON; what does not fit is left out."""
    lifetimes = migrated.workshop.result(PLAIN[MIGRATED])["logged"]["lifetimes"]
    assert lifetimes == [f"anchor='created_at' seconds={seconds}" for seconds in (7200, 3600, 3600, 3600)]
    names = ["no lifetime", "half a lifetime", "wrong anchor", "too short", "no number", "as JSON"]
    assert [migrated.body(f"form: {name}")[0] for name in names] == [200] * 6
    schema = migrated.operation("POST /v1/files")["requestBody"]["content"]["multipart/form-data"]["schema"]
    assert "expires_after" in schema["properties"]


def test_b6_unknown_fields_are_accepted(migrated: Migrated) -> None:
    """`user`, `truncation` and `prompt`, which the release does not know, in a Responses request."""
    assert migrated.body("responses: create, list input")[0] == 200
    assert migrated.answer("wrong: unknown field")["status"] == 200
    assert migrated.constraints(MIGRATED)["extra"] == migrated.constraints(LEGACY)["extra"]


def test_b7_library_client_lists_with_a_query(migrated: Migrated) -> None:
    steps = {step["step"]: step["outcome"] for step in migrated.workshop.result(LIBRARY[MIGRATED])["steps"]}
    for name in ("responses: list, one", "responses: input items", "vector stores: list, one", "files: list, filtered"):
        assert "value" in steps[name], steps[name]
    assert len(steps["responses: list, one"]["value"]["data"]) == 1


def test_b10_one_shape_of_errors_each_as_before(migrated: Migrated) -> None:
    """`detail` for what a service or no route answers, `error.detail.errors` for a request that does not fit."""
    assert migrated.body("wrong: unknown path") == [404, {"detail": "Not Found"}]
    assert list(migrated.body("prompts: get, unknown")[1]) == ["detail"]
    shapes = set()
    for step in migrated.workshop.result(PLAIN[MIGRATED])["steps"]:
        for exchange in step["exchanges"]:
            if exchange["status"] >= 400 and isinstance(exchange["body"], dict):
                shapes.add(shape(exchange["body"]))
    # of a service, of a model that a service builds, of a request, of the check of client versions
    assert shapes == {"detail", "detail.errors", "error.detail.errors", "error.message"}


def shape(body: dict[str, object]) -> str:
    keys = []
    while isinstance(body, dict):
        assert len(body) == 1, body
        ((key, body),) = body.items()  # type: ignore[assignment]
        keys.append(key)
    return ".".join(keys)


def test_b11_newest_fastapi_keeps_open_paths_open(migrated: Migrated) -> None:
    record = migrated.workshop.result(GUARDED_NEWEST[MIGRATED])
    status = {step["step"]: step["exchanges"][-1]["status"] for step in record["steps"] if step["exchanges"]}
    assert [status["no token: /v1/health"], status["no token: /v1/version"], status["none: /v1/models"]] == [
        200,
        200,
        401,
    ]


def test_b12_one_helper_for_event_streams(migrated: Migrated) -> None:
    places = [
        f"{path}:{node.name}"
        for path, module in migrated.modules("").items()
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name in ("sse_generator", "create_sse_event", "event_stream")
    ]
    assert places == [
        "core/server/router_utils.py:event_stream",
        "core/server/router_utils.py:create_sse_event",
        "core/server/router_utils.py:sse_generator",
    ]


def test_b13_no_api_speaks_of_webmethod(migrated: Migrated) -> None:
    """Neither code nor comments of the packages of the APIs."""
    root = migrated.workshop.tree(MIGRATED) / "llama_stack" / "apis"
    assert [path.name for path in root.rglob("*.py") if "webmethod" in path.read_text(encoding="utf-8").lower()] == []


def test_b14_tags_are_kept_and_every_schema_is_used(migrated: Migrated) -> None:
    document = migrated.document()
    tags = {tag for verbs in document["paths"].values() for item in verbs.values() for tag in item["tags"]}
    assert tags == set(TAGS.split())
    used = set(re.findall(r"#/components/schemas/([^\"']+)", str(document)))
    assert sorted({*document["components"]["schemas"]} - used) == []


TAGS = (
    "Agents Batches Benchmarks Conversations DatasetIO Datasets Eval Files Inference Inspect Models Prompts Providers"
)
TAGS += " Safety Scoring ScoringFunctions Shields ToolGroups ToolRuntime VectorIO"


def test_kept_fields_are_kept(migrated: Migrated) -> None:
    """The option that the rows about filtered fields speak of."""
    assert migrated.answer("models: register", KEPT)["body"] == migrated.answer("models: register", LEGACY)["body"]
