"""Clients of release 0.3.5 and of its migrated copies: the same session gets the same answers.

The sessions are those of `session/`: with llama-stack-client, openai and httpx, against a server in a process of its
own, and with the library client. What may differ is in `session_difference`.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from session_difference import Announced, Difference, differences
from session_jobs import APPLICATION, GUARDED, GUARDED_NEWEST, LIBRARY, PLAIN
from thorough import THOROUGH
from workshop import KEPT, LEGACY, MIGRATED, Job, Workshop

pytestmark = pytest.mark.real

TABLE = APPLICATION[LEGACY]
SESSIONS: list[Job] = [*PLAIN.values(), *GUARDED.values(), *LIBRARY.values()]
SESSIONS += GUARDED_NEWEST.values() if THOROUGH else ()
JOBS = [*SESSIONS, TABLE]
STEPS = {"plain": 380, "guarded": 47, "library": 212}
NO_CALL = {"AttributeError", "TypeError", "NameError", "KeyError", "IndexError", "AssertionError"}


def announced(workshop: Workshop, jobs: dict[Any, Job], tree: Any) -> tuple[list[Difference], Announced]:
    found = differences(workshop.result(jobs[LEGACY]), workshop.result(jobs[tree]))
    return found, Announced(workshop.findings(tree), workshop.result(TABLE)["rows"])


def reasons(found: list[Difference], rules: Announced) -> set[str | None]:
    return {rules.reason(difference) for difference in found}


def test_session_is_whole(workshop: Workshop) -> None:
    """The session's own script makes no mistake, and its steps reach the services."""
    for jobs in (PLAIN, GUARDED):
        record = workshop.result(jobs[LEGACY])
        assert len(record["steps"]) == STEPS[jobs[LEGACY].flow]
        raised = {step["step"]: step["outcome"].get("raised") for step in record["steps"] if is_call(step)}
        assert {name: error for name, error in raised.items() if error in NO_CALL} == {}
    assert len(workshop.result(LIBRARY[LEGACY])["steps"]) == STEPS["library"]


def is_call(step: dict[str, Any]) -> bool:
    return isinstance(step["outcome"], dict)


def test_session_covers_every_api(workshop: Workshop) -> None:
    """Every method that the configuration serves is called at an address that is not deprecated."""
    rules = Announced([], workshop.result(TABLE)["rows"])
    served = workshop.result(TABLE)["operations"]
    reached: dict[str, set[str]] = {}
    for step in workshop.result(PLAIN[LEGACY])["steps"]:
        for exchange in step["exchanges"]:
            row = rules.row(exchange["request"])
            if row is not None:
                reached.setdefault(row[0], set()).add(row[3])
    wanted: dict[str, set[str]] = {}
    for row in rules.rows:
        if f"{row[1]} {re.sub(':path', '', row[2])}" in served and not row[5]:
            wanted.setdefault(row[0], set()).add(row[3])
    missed = {api: methods - reached.get(api, set()) for api, methods in wanted.items()}
    assert {api: methods for api, methods in missed.items() if methods} == {}


def test_server_answers_alike(workshop: Workshop) -> None:
    found, rules = announced(workshop, PLAIN, MIGRATED)
    assert rules.unannounced(found) == []
    assert reasons(found, rules) == {"LRC105", "LRC102", "LRC115"}


def test_kept_fields_make_bodies_fully_equal(workshop: Workshop) -> None:
    found, rules = announced(workshop, PLAIN, KEPT)
    assert rules.unannounced(found) == []
    assert reasons(found, rules) == {"LRC102", "LRC115"}


@pytest.mark.parametrize("jobs", [GUARDED, GUARDED_NEWEST] if THOROUGH else [GUARDED])
def test_guarded_server_answers_alike(jobs: dict[Any, Job], workshop: Workshop) -> None:
    """Authentication and quota; also with a FastAPI that keeps included routers nested."""
    found, rules = announced(workshop, jobs, MIGRATED)
    assert rules.unannounced(found) == []
    assert reasons(found, rules) == {"LRC105", "LRC115"}


def test_guarded_session_is_guarded(workshop: Workshop) -> None:
    """What the recordings agree in is what authentication and quota are for."""
    record = workshop.result(GUARDED[MIGRATED])
    status = {step["step"]: step["exchanges"][-1]["status"] for step in record["steps"] if step["exchanges"]}
    assert [status["no token: /v1/health"], status["no token: /v1/version"]] == [200, 200]
    assert [code for name, code in status.items() if name.startswith("none: ")] == [401] * 5
    assert [status["unknown token: /v1/models"], status["ann: /v1/models"]] == [401, 200]
    assert [status["ann gets it"], status["bob gets it"], status["bob deletes it"]] == [200, 404, 404]
    assert [status["over the quota"], status["over the quota, no token"]] == [429, 429]


def test_library_client_answers_alike(workshop: Workshop) -> None:
    """All but ids with slashes, for which the release's library client finds no route at all."""
    found, rules = announced(workshop, LIBRARY, MIGRATED)
    unknown = {
        step["step"]
        for step in workshop.result(LIBRARY[LEGACY])["steps"]
        if is_call(step) and str(step["outcome"].get("text")).startswith("No endpoint found for ")
    }
    assert [str(item) for item in found if item.step not in unknown and rules.reason(item) is None] == []
    assert unknown == {name for name in unknown if "slash" in name or "configured" in name}


def test_logs_alike(workshop: Workshop) -> None:
    """Warnings of deprecated routes and of lifetimes, and a line for each call that failed, naming its route."""
    old, new, kept = (workshop.result(PLAIN[tree])["logged"] for tree in (LEGACY, MIGRATED, KEPT))
    assert old["deprecated"] == new["deprecated"] == kept["deprecated"]
    assert old["lifetimes"] == new["lifetimes"] == kept["lifetimes"]
    assert len(old["deprecated"]) > 15
    include = "GET /v1/responses/{response_id}/input_items"  # LRC102: there is a failure where there was none
    assert [line for line in old["failed"] if line != include] == [line for line in new["failed"] if line != include]
    assert new["failed"] == kept["failed"]
    assert len(old["failed"]) > 80
    assert old["drawn"] == new["drawn"] == kept["drawn"] == []
    assert old["chained"] == new["chained"] == kept["chained"]


def test_nothing_reaches_the_network(workshop: Workshop) -> None:
    assert [workshop.result(job)["network"] for job in SESSIONS] == [[]] * len(SESSIONS)
