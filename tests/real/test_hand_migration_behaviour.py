"""Each change of behaviour that the migration by hand made (sections 2.1, 2.2 of its history), against release 0.3.5.

Rows without a test, and why:

    inspect api_filter                  0.3.5 has no such parameter
    provider data in an invalid header  decoding did not change; the session sends Latin-1, see test_context_of_a_call
    missing implementation              see test_server_starts; the release's own lines are kept, test_missing_service
    models, two signatures of a method  test_a1_to_a10_no_signature_of_a_protocol_changes
    post_training                       its providers need PyTorch: test_contract_on_release covers it with recorders
    tools, `authorization`              0.3.5 has no such parameter
    descriptions, summaries (2.2, 2.3)  test_contract_on_release compares every text
"""

from __future__ import annotations

import ast
import re
from collections import Counter

import pytest
from migrated_recordings import Migrated
from session_jobs import APPLICATION, EXTERNAL, LIBRARY, PLAIN
from workshop import HYBRID, LEGACY, MIGRATED, Workshop

pytestmark = pytest.mark.real

JOBS = [*PLAIN.values(), *APPLICATION.values(), *EXTERNAL.values(), *LIBRARY.values()]


@pytest.fixture
def migrated(workshop: Workshop) -> Migrated:
    return Migrated(workshop)


def test_parameters_come_from_the_implementation(migrated: Migrated) -> None:
    """LRC103: SafetyRouter has a default where the Protocol has none, and the router follows it."""
    name, model = migrated.request_model("POST /v1/safety/run-shield")
    assert (name, model["required"]) == ("RunShieldRequest", ["shield_id", "messages"])


def test_void_delete_answers_204_without_a_body(migrated: Migrated) -> None:
    for step in ("wrong: void DELETE", "datasets: unregister", "prompts: delete", "agents: delete"):
        answer = migrated.answer(step)
        assert (answer["status"], answer["body"]) == (204, ""), step
        assert [header for header in answer["headers"] if header.startswith("content")] == [], step
    operation = migrated.operation("DELETE /v1alpha/eval/benchmarks/{benchmark_id}")
    assert [code for code in operation["responses"] if code.startswith("2")] == ["204"]


def test_void_post_answers_200_null(migrated: Migrated) -> None:
    for step in ("datasets: append rows", "chunks: insert", "wrong: void POST", "benchmarks: register"):
        assert migrated.body(step) == [200, None], step


def test_subclass_response_is_filtered_and_announced(migrated: Migrated) -> None:
    """LRC105; with the option to keep them, the fields are there."""
    legacy = migrated.answer("models: register", LEGACY)["body"]
    filtered = {key: value for key, value in legacy.items() if key not in ("owner", "source")}
    assert migrated.answer("models: register")["body"] == filtered != legacy
    assert migrated.kept("models: register") == legacy
    messages = [item["message"] for item in migrated.workshop.findings(MIGRATED) if item["code"] == "LRC105"]
    assert "`register_model` answers Model; ModelWithOwner also has owner, source" in messages


def test_answers_of_a_providers_own_types_are_whole(migrated: Migrated) -> None:
    """A completion as the provider's SDK has it, with fields that the response model does not declare."""
    status, body = migrated.body("chat: create")
    assert status == 200
    assert [body[key] for key in ("system_fingerprint", "service_tier")] == ["fp_stub", "default"]
    assert body["vendor_field"] == {"region": "local"}
    assert "refusal" in body["choices"][0]["message"]


def test_body_may_be_absent_where_all_is_optional(migrated: Migrated) -> None:
    for name in ("empty body", "empty object", "null body"):
        assert migrated.answer(f"wrong: {name}, all optional")["status"] == 200
    assert migrated.answer("conversations: create, nothing given")["status"] == 200
    # the service is reached, and knows no such store
    assert migrated.body("wrong: empty body, path and optional fields")[1]["detail"].startswith(
        "Invalid value: Vector_store"
    )


def test_error_of_a_service(migrated: Migrated) -> None:
    detail = "Invalid value: Provider `none` not found"
    assert migrated.body("models: register, unknown provider") == [400, {"detail": detail}]
    unknown = "Model 'no/such/model' not found. Use 'client.models.list()' to list available Models."
    assert migrated.body("models: get, unknown") == [404, {"detail": unknown}]


def test_error_of_a_request(migrated: Migrated) -> None:
    missing = {"loc": ["body", "prompt"], "msg": "Field required", "type": "missing"}
    assert migrated.body("prompts: create, no prompt") == [400, {"error": {"detail": {"errors": [missing]}}}]


def test_every_known_exception_has_its_status(migrated: Migrated) -> None:
    """And none is raised again; test_b2_connection_stays_alive sees the sockets."""
    found = {
        step["exchanges"][-1]["status"]
        for step in migrated.workshop.result(PLAIN[MIGRATED])["steps"]
        if step["exchanges"]
    }
    assert found == {200, 204, 307, 400, 401, 404, 405, 409, 426, 429, 500, 501}


def test_failed_call_is_logged_with_route_and_method(migrated: Migrated) -> None:
    assert "GET /v1/models/{model_id:path}" in migrated.workshop.result(PLAIN[MIGRATED])["logged"]["failed"]


def test_request_is_logged_before_it_is_served(migrated: Migrated) -> None:
    assert "await log_request_pre_validation(request)" in migrated.source("core/server/router_utils.py")


def test_context_of_a_call(migrated: Migrated) -> None:
    """Also with a header in another encoding, and with one that is no JSON."""
    assert migrated.body("provider data in Latin-1")[0] == 400
    assert migrated.answer("another header in Latin-1")["status"] == 200
    assert migrated.body("provider data is no JSON")[0] == 200
    assert "sync_test_context_from_provider_data()" in migrated.source("core/server/router_utils.py")


def test_the_request_decides_to_stream(migrated: Migrated) -> None:
    """By a field of the body or of the one model in it; a service that cannot answer without says so."""
    assert "events" in migrated.answer("wrong: stream as text")
    assert migrated.body("agent turns: no stream")[0] == 501


@pytest.mark.parametrize(
    "step", ["chat: stream, unknown model", "responses: stream, unknown previous", "agent turns: stream, unknown agent"]
)
def test_stream_error_before_the_first_event_is_an_event(step: str, migrated: Migrated) -> None:
    answer = migrated.answer(step)
    assert answer == migrated.answer(step, LEGACY)
    assert (answer["status"], len(answer["events"])) == (200, 2)
    assert list(answer["events"][0]["error"]) == ["message"]


def test_generator_of_events_is_the_releases_own(migrated: Migrated) -> None:
    """It ends quietly when it is cancelled."""
    legacy = functions(migrated, LEGACY, "server.py")["sse_generator"]
    assert functions(migrated, MIGRATED, "router_utils.py")["sse_generator"] == legacy
    assert "sse_generator" not in functions(migrated, MIGRATED, "server.py")


def functions(migrated: Migrated, tree: object, name: str) -> dict[str, str]:
    module = migrated.modules("core/server", tree)[name]  # type: ignore[arg-type]
    return {node.name: ast.unparse(node) for node in module.body if isinstance(node, ast.AsyncFunctionDef)}


def test_page_has_the_url_of_its_route(migrated: Migrated) -> None:
    assert migrated.body("datasets: rows")[1]["url"] == "/v1beta/datasetio/iterrows/{dataset_id:path}"
    assert migrated.body("agents: list")[1]["url"] == "/v1alpha/agents"


def test_list_of_a_get_is_a_query_and_announced(migrated: Migrated) -> None:
    """LRC102; the published document always said so."""
    parameters = migrated.operation("GET /v1/responses/{response_id}/input_items")["parameters"]
    assert {item["name"]: item["in"] for item in parameters}["include"] == "query"
    assert [item["code"] for item in migrated.workshop.findings(MIGRATED)].count("LRC102") == 2


def test_put_is_served_as_post(migrated: Migrated) -> None:
    assert migrated.body("prompts: update by POST")[0] == 200
    assert migrated.answer("prompts: update by PUT")["status"] == 405
    assert [item["code"] for item in migrated.workshop.findings(MIGRATED)].count("LRC101") == 2


def test_no_two_routes_of_an_api_answer_one_address(migrated: Migrated) -> None:
    """So that the order of routes, which was that of the alphabet, decides nothing."""
    rows = migrated.workshop.result(APPLICATION[MIGRATED])["rows"]
    patterns = {(row[1], row[2]): re.sub(r"\{\w+\}", "[^/]+", re.sub(r"\{\w+:path\}", ".+", row[2])) for row in rows}
    shared = [
        (method, example, path)
        for method, example in patterns
        for (other, path), pattern in patterns.items()
        if method == other and example != path and re.fullmatch(pattern, re.sub(r"\{\w+(:path)?\}", "x", example))
    ]
    assert shared == []


def test_inspect_lists_the_same_routes_and_providers(migrated: Migrated) -> None:
    status, body = migrated.body("inspect: routes")
    assert (status, len(body["data"])) == (200, 125)


def test_missing_service_has_a_text_of_its_own(migrated: Migrated) -> None:
    source = migrated.source("core/server/server.py")
    assert source.index("Could not find provider implementation for") < source.index("include_routers(app, api, impl")


def test_library_client_calls_the_implementation(migrated: Migrated) -> None:
    """With flat arguments; test_client_sessions compares all that it gives."""
    source = migrated.source("core/library_client.py")
    assert "matched_func(**body)" in source
    assert source == migrated.source("core/library_client.py", LEGACY).replace("webmethod", "metadata")


def test_table_of_routes_names_spans_and_scopes(migrated: Migrated) -> None:
    legacy, ours = (migrated.workshop.result(APPLICATION[tree])["rows"] for tree in (LEGACY, MIGRATED))
    assert ours == legacy
    assert {row[8] for row in ours} == {
        None,
        "create_agent",
        "create_agent_session",
        "create_agent_turn",
        "resume_agent_turn",
    }
    assert {row[2] for row in ours if not row[6]} == {"/v1/health", "/v1/version"}


def test_external_api_with_webmethods_is_served(migrated: Migrated) -> None:
    answers = migrated.workshop.result(EXTERNAL[HYBRID])["answers"]
    assert answers["/v1/weather/oslo?days=2"] == [200, {"place": "oslo", "days": 2}]


def test_batches_are_known_to_the_library_client(migrated: Migrated) -> None:
    assert migrated.rows("batches") == migrated.rows("batches", LEGACY)
    assert len(migrated.rows("batches")) == 8


def test_datasets_keep_their_long_descriptions(migrated: Migrated) -> None:
    assert '"question": "What is the capital of France?"' in migrated.source("apis/datasets/models.py")
    assert "class DatasetInput(" in migrated.source("apis/datasets/models.py")


def test_operation_ids_and_form_schemas_keep_their_names(migrated: Migrated) -> None:
    ids = [migrated.workshop.result(APPLICATION[tree])["operations"] for tree in (LEGACY, MIGRATED)]
    assert ids[0] == ids[1]
    bodies = [
        {name for name in migrated.document(tree)["components"]["schemas"] if "upload_file" in name}
        for tree in (LEGACY, MIGRATED)
    ]
    assert (
        bodies[0]
        == bodies[1]
        == {"Body_openai_upload_file_v1_files_post", "Body_openai_upload_file_v1_openai_v1_files_post"}
    )


def test_conversations_take_more_than_twenty_items(migrated: Migrated) -> None:
    status, body = migrated.body("conversation items: add many")
    assert (status, len(body["data"])) == (200, 21)


def test_no_constraint_is_added(migrated: Migrated) -> None:
    """Of eval, agents, inference and all others: in requests and in answers."""
    before, after = migrated.constraints(LEGACY), migrated.constraints(MIGRATED)
    assert after == before
    assert sum(before.values()) > 0
    assert migrated.body("wrong: query out of bounds")[0] == 200
    assert migrated.body("scoring: score, nothing")[0] == 200


def test_request_models_have_their_published_names(migrated: Migrated) -> None:
    published = {
        "POST /v1alpha/eval/benchmarks/{benchmark_id}/jobs": "RunEvalRequest",
        "POST /v1alpha/eval/benchmarks/{benchmark_id}/evaluations": "EvaluateRowsRequest",
        "POST /v1/prompts/{prompt_id}": "UpdatePromptRequest",
        "POST /v1/prompts/{prompt_id}/set-default-version": "SetDefaultVersionRequest",
        "POST /v1/responses": "CreateOpenaiResponseRequest",
        "POST /v1/vector_stores/{vector_store_id}": "OpenaiUpdateVectorStoreRequest",
    }
    assert {operation: migrated.request_model(operation)[0] for operation in published} == published


def test_safety_keeps_params(migrated: Migrated) -> None:
    assert list(migrated.request_model("POST /v1/safety/run-shield")[1]["properties"]) == [
        "shield_id",
        "messages",
        "params",
    ]
    assert migrated.answer("safety: run") == migrated.answer("safety: run", LEGACY)


def test_responses_accept_what_they_accepted(migrated: Migrated) -> None:
    """Guardrails as an extension of the body, any temperature, fields that are not known."""
    assert migrated.answer("responses: create, guarded") == migrated.answer("responses: create, guarded", LEGACY)
    assert "guardrails" in migrated.request_model("POST /v1/responses")[1]["properties"]


def test_vector_stores_answer_as_before(migrated: Migrated) -> None:
    assert migrated.body("vector stores: get, unknown")[0] == 400
    assert migrated.body("vector stores: search, unknown")[0] == 400
    summaries = Counter("OpenAI-compatible" in row[3] for row in migrated.rows("vector_io"))
    assert summaries == {False: 34}
