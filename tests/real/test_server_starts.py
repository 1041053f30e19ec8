"""The server of release 0.3.5 starts in every state of its migration, and its routes stay the same.

Each API alone would be 21 migrations and starts, more than four minutes on two processors: one is taken, which has two
routers. With LRC_EVERY_API set all are tried.
"""

from __future__ import annotations

import os
from typing import Any

import pytest
from session_jobs import APPLICATION, EXTERNAL
from thorough import THOROUGH
from workshop import (
    HYBRID,
    LEGACY,
    MIGRATED,
    NEWEST,
    OLDEST,
    Edit,
    Job,
    Tree,
    Workshop,
    application,
    edited,
    half,
)

pytestmark = pytest.mark.real

APIS = "agents batches benchmarks conversations datasetio datasets eval files inference inspect models post_training"
APIS += " prompts providers safety scoring scoring_functions shields synthetic_data_generation tools vector_io"
SOME = ["tools"]
ALONE = APIS.split() if os.environ.get("LRC_EVERY_API") else SOME
HALVES = {
    "resources": half("models", "shields", "datasets", "scoring_functions", "benchmarks", "tools"),
    "dialogue": half("inference", "agents", "conversations", "prompts", "safety"),
    "documents": half("files", "vector_io", "batches", "datasetio", "eval", "inspect", "providers"),
}
TRIED = HALVES if THOROUGH else {"dialogue": HALVES["dialogue"]}
REST = Tree((*HALVES["dialogue"].runs, ()))
ROUTES, OPERATIONS = 187, 175

LOCALFS = "providers/inline/datasetio/localfs/datasetio.py"
INCOMPLETE = Edit(LOCALFS, "    async def append_rows(", "    async def append_rows_later(")
RAISING = Edit("apis/files/routes.py", "get_files_service = ", 'raise LookupError("on purpose")\nget_files_service = ')
MISSING = Edit("apis/prompts/routes.py")

STARTED = {"legacy": APPLICATION[LEGACY], "migrated": APPLICATION[MIGRATED], "then the rest": application(REST)}
STARTED |= {f"half: {name}": application(tree) for name, tree in TRIED.items()}
STARTED |= {f"only {api}": application(half(api)) for api in ALONE}
OTHER_FASTAPI = {versions[0]: application(MIGRATED, versions) for versions in (OLDEST, NEWEST)}
INCOMPLETE_STARTS = {tree: application(edited(tree, INCOMPLETE)) for tree in (LEGACY, MIGRATED)}
BROKEN = {edit.path: application(edited(MIGRATED, edit)) for edit in (RAISING, MISSING)}
COMPLIANCE = {tree: Job("compliance.py", tree) for tree in (LEGACY, MIGRATED)}
EXTERNAL_COMPLIANCE = {tree: Job("compliance.py", tree, external=True) for tree in (LEGACY, HYBRID)}
JOBS: list[Job] = [
    *STARTED.values(),
    *OTHER_FASTAPI.values(),
    *EXTERNAL.values(),
    *INCOMPLETE_STARTS.values(),
    *BROKEN.values(),
    *COMPLIANCE.values(),
    *EXTERNAL_COMPLIANCE.values(),
]


def test_the_release_itself(workshop: Workshop) -> None:
    legacy = workshop.result(STARTED["legacy"])
    assert (len(legacy["rows"]), len(legacy["operations"])) == (ROUTES, OPERATIONS)
    assert [status for status, _ in legacy["answers"].values()] == [200, 200, 200, 404]


@pytest.mark.parametrize("name", [name for name in STARTED if name != "legacy"])
def test_starts_with_the_same_routes(name: str, workshop: Workshop) -> None:
    """Rows of the table (deprecation, level, authentication, scope, name of the span), operations, and some answers."""
    assert started(workshop, STARTED[name]) == started(workshop, STARTED["legacy"])


@pytest.mark.parametrize("fastapi", OTHER_FASTAPI)
def test_starts_with_other_versions_of_fastapi(fastapi: str, workshop: Workshop) -> None:
    """That the release itself starts with the newest of them, test_client_sessions sees."""
    result = workshop.result(OTHER_FASTAPI[fastapi])
    assert f"fastapi=={result['fastapi']}" == fastapi
    assert started(workshop, OTHER_FASTAPI[fastapi]) == started(workshop, STARTED["legacy"])


def started(workshop: Workshop, job: Job) -> dict[str, Any]:
    result = workshop.result(job)
    assert "error" not in result, result["error"]
    return {key: result[key] for key in ("rows", "operations", "answers")}


def test_half_and_then_the_rest_is_all(workshop: Workshop) -> None:
    whole, later = (workshop.tree(tree) / "llama_stack" for tree in (MIGRATED, REST))
    files = {path.relative_to(whole) for path in whole.rglob("*.py")}
    assert {path.relative_to(later) for path in later.rglob("*.py")} == files
    assert [str(path) for path in sorted(files) if (whole / path).read_bytes() != (later / path).read_bytes()] == []


def test_external_apis_are_served(workshop: Workshop) -> None:
    """By their webmethods as before, in a package or a module; by their router if they have one."""
    old, new = (workshop.result(EXTERNAL[tree]) for tree in (LEGACY, HYBRID))
    assert "error" not in new, new.get("error")
    for api in ("weather", "winds"):
        assert answers_of(new, api) == answers_of(old, api)
        assert [row for row in new["rows"] if row[0] == api] == [row for row in old["rows"] if row[0] == api]
    assert answers_of(new, "tides") == answers_of(old, "weather")
    assert [status for status, _ in answers_of(new, "tides")] == [200, 400, 400, 404]
    assert answers_of(new, "tides")[0] == [200, {"place": "oslo", "days": 2}]
    assert [row[1:5] for row in new["rows"] if row[0] == "tides"] == [["GET", "/v1/tides/{place}", "forecast", "v1"]]
    routes = new["answers"]["/v1/inspect/routes"][1]["data"]
    found = {item["route"]: item["provider_types"] for item in routes}
    assert found["/v1/tides/{place}"] == ["inline::tides"]
    assert found["/v1/winds/{place}"] == ["inline::winds"]
    added = {f"GET /v1/{api}/{{place}}" for api in ("weather", "winds", "tides")}
    assert {*new["operations"]} - {*workshop.result(STARTED["legacy"])["operations"]} == added


def test_an_external_api_without_a_router_stops_the_start(workshop: Workshop) -> None:
    last = workshop.result(EXTERNAL[MIGRATED])["error"].strip().splitlines()[-1]
    assert last.startswith("RuntimeError: The external API w")
    assert last.endswith("migrate it: `llama-router-codemod migrate`.")


def answers_of(result: dict[str, Any], api: str) -> list[Any]:
    return [answer for path, answer in result["answers"].items() if path.startswith(f"/v1/{api}/")]


def test_incomplete_implementation_is_rejected(workshop: Workshop) -> None:
    errors = [workshop.result(INCOMPLETE_STARTS[tree])["error"] for tree in (LEGACY, MIGRATED)]
    said = [error[error.index("ValueError: Provider `localfs") :] for error in errors]
    assert said[0] == said[1]
    assert "('append_rows', 'not_actually_implemented')" in said[0]


def test_compliance_check_says_the_same_of_every_api(workshop: Workshop) -> None:
    """Of implementations without a method or its parameters, with a value in its place, or that inherit everything."""
    old, new = (workshop.result(COMPLIANCE[tree]) for tree in (LEGACY, MIGRATED))
    assert new == old
    verdicts = [said for answers in old.values() for said in answers.values()]
    assert (len(old), len(verdicts)) == (24, 417)
    assert {answers["complete"] for answers in old.values()} == {"accepted"}
    checked = {api for api, answers in old.items() if answers["inheriting"] != "accepted"}
    assert {*old} - checked == {"benchmarks", "eval", "post_training", "telemetry"}  # those below /v1alpha were never


def test_compliance_check_knows_external_apis(workshop: Workshop) -> None:
    """By their webmethods, or by a router that nothing has imported yet."""
    old, new = (workshop.result(EXTERNAL_COMPLIANCE[tree]) for tree in (LEGACY, HYBRID))
    assert new == {**old, "tides": old["weather"]}
    assert [said == "accepted" for said in new["tides"].values()] == [True, False, False, False, False]


@pytest.mark.parametrize("edit", [RAISING, MISSING], ids=["raises", "missing"])
def test_router_that_is_no_router_stops_the_start(edit: Edit, workshop: Workshop) -> None:
    last = workshop.result(BROKEN[edit.path])["error"].strip().splitlines()[-1]
    package = f"llama_stack.{edit.path.removesuffix('/routes.py').replace('/', '.')}"
    reason = "on purpose" if edit is RAISING else f"No module named '{package}.routes'"
    assert last == f"RuntimeError: The routes of {package} cannot be imported: {reason}"
