"""The migrated fixture, and trees on the way to it, answer every request like the fixture itself."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from thorough import THOROUGH
from whole_trees import migrated_tree

from llama_router_codemod.verify.result import Check, VerifyResult
from llama_router_codemod.verify.verification import VerifyOptions, verify

FIXTURE = Path(__file__).parent.parent.parent / "fixtures" / "stack"
BEFORE, AFTER = str(FIXTURE / "before"), str(migrated_tree("stack"))
ROUTES, TEXTS = 93, 645
REQUESTS = 50 if THOROUGH else 20
HERE = Path(sys.executable)


@pytest.fixture(scope="module")
def verified() -> VerifyResult:
    return verify(BEFORE, AFTER, VerifyOptions(python=HERE, requests=REQUESTS))


def test_every_route_is_asked_and_every_method_reached(verified: VerifyResult) -> None:
    assert (len(verified.routes), verified.requests, verified.texts) == (ROUTES, ROUTES * REQUESTS, TEXTS)
    assert {route.requests for route in verified.routes} == {REQUESTS}
    assert (verified.refused, verified.uncalled, verified.not_imported, verified.without_method) == ([], [], [], [])


def test_every_difference_is_announced(verified: VerifyResult) -> None:
    assert verified.unexplained == []
    assert {item.check for item in verified.differences} == {Check.BEHAVIOUR, Check.DOCUMENT}
    codes = {str(item.finding) for item in verified.differences}
    assert codes == {"LRC102", "LRC105", "LRC110", "LRC201"}
    findings = (FIXTURE / "findings.txt").read_text(encoding="utf-8")
    assert {code for code in codes if f"{code} " in findings} == codes


def test_kept_fields_are_equal(tmp_path: Path, verified: VerifyResult) -> None:
    """With the option that keeps undeclared fields, the answers that LRC105 names are equal."""
    kept = migrated(tmp_path / "kept", "--keep-undeclared-fields")
    assert "LRC105" in {item.finding for item in verified.differences}
    apis = () if THOROUGH else tuple({route.api for route in verified.routes if route.differences})
    still = verify(BEFORE, str(kept), VerifyOptions(python=HERE, requests=REQUESTS, apis=apis))
    assert still.unexplained == []
    assert {item.finding for item in still.differences} == {"LRC102", "LRC110", "LRC201"}


def test_the_layout_of_upstream(tmp_path: Path) -> None:
    after = migrated(tmp_path / "upstream", "--layout", "upstream")
    result = verify(
        BEFORE, str(after), VerifyOptions(python=HERE, requests=3, apis=("files", "inference", "tool_runtime"))
    )
    assert result.unexplained == []
    assert len(result.routes) > 20
    assert (result.refused, result.uncalled, result.without_method) == ([], [], [])


@pytest.mark.parametrize(("put", "verbs"), [("declared", "PUT"), ("both", "PUT and POST")])
def test_declared_verbs(put: str, verbs: str, tmp_path: Path) -> None:
    """What was asked for differs, and nothing else; requests that had POST are answered alike with PUT."""
    result = verify(BEFORE, str(migrated(tmp_path / put, "--put", put)), VerifyOptions(python=HERE, apis=("prompts",)))
    assert result.unexplained == []
    found = [item for item in result.differences if item.finding == "LRC101"]
    table = [(item.before, item.after) for item in found if item.check is Check.ROUTES]
    assert table == [("POST", verbs), ("POST", verbs)]
    places = {item.place for item in found if item.check is Check.BEHAVIOUR}
    assert places == ({"verb:PUT", "verb:PATCH"} if put == "declared" else {"verb:PUT"})


def test_half_migrated_tree(tmp_path: Path) -> None:
    """From the original to half way, and from there to the end."""
    apis = ("desk", "files", "prompts", "visits")
    half = str(migrated(tmp_path / "half", *(word for api in apis for word in ("--api", api))))
    options = VerifyOptions(python=HERE, requests=REQUESTS // 4)
    first, second = verify(BEFORE, half, options), verify(half, AFTER, options)
    assert (first.unexplained, second.unexplained) == ([], [])
    changed = [{route.api for route in result.routes if route.differences} for result in (first, second)]
    assert changed[0] <= set(apis)
    assert changed[1].isdisjoint(apis)


def test_tree_against_itself() -> None:
    result = verify(AFTER, AFTER, VerifyOptions(python=HERE, requests=REQUESTS // 4))
    assert result.differences == []
    assert result.is_accepted
    assert (result.refused, result.uncalled) == ([], [])


def migrated(target: Path, *arguments: str) -> Path:
    shutil.copytree(BEFORE, target)
    command = [sys.executable, "-m", "llama_router_codemod", "migrate", str(target), *arguments]
    subprocess.run(command, check=True, capture_output=True)
    return target
