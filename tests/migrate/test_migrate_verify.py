"""`migrate --verify`: nothing is written unless what differs is accepted."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest
from run_cli import run

from llama_router_codemod.contract.list_of_a_get import ListInQuery
from llama_router_codemod.report.migrate_document import MigrateResult

FIXTURE = Path(__file__).parents[2] / "fixtures/stack/before"
PYTHON = ("--python", sys.executable)
#: One of these requests has a list in the body of a GET, which a migration moves.
ONE_API = ("--api", "visits", "--requests", "3")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return shutil.copytree(FIXTURE, tmp_path / "tree", ignore=shutil.ignore_patterns("__pycache__"))


def files_of(tree: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(tree.rglob("*")) if path.is_file()}


def test_nothing_is_written_when_something_differs(tree: Path) -> None:
    before = files_of(tree)
    code, out, err = run("migrate", str(tree), "--verify", *PYTHON, *ONE_API)
    assert code == 1
    assert f"accept with --accept {ListInQuery.code}" in err
    assert "not written: the evidence has differences" in out
    assert files_of(tree) == before


def test_accepted_differences_are_written(tree: Path) -> None:
    accept = ("--accept", ListInQuery.code)
    code, out, _err = run("migrate", str(tree), "--verify", *PYTHON, *ONE_API, *accept, "--format", "json")
    assert code == 0
    result = MigrateResult.model_validate_json(out)
    assert result.written
    assert result.verification is not None
    assert (result.verification.is_accepted, result.verification.unexplained) == (True, [])
    assert json.loads(out)["verification"]["after"] == "the migrated tree"
    assert (tree / "mini_stack/apis/visits/routes.py").is_file()
    code, out, _err = run("migrate", str(tree), "--verify", *PYTHON, *ONE_API)
    assert (code, "no file changes" in out) == (0, True)


def test_patch_and_evidence(tree: Path) -> None:
    """With --diff the patch is all that stands on stdout, and the exit code is that of the evidence."""
    code, out, err = run("migrate", str(tree), "--verify", *PYTHON, *ONE_API, "--diff")
    assert code == 1
    assert out.startswith("diff --git a/mini_stack/apis/common/request_model.py")
    assert "0 unexplained, " in err


@pytest.mark.parametrize(
    "option",
    [("--accept", "LRC105"), PYTHON, ("--requests", "5"), ("--seed", "1"), ("--timeout", "9")],
    ids=lambda option: option[0],
)
def test_options_of_the_evidence_need_it(option: tuple[str, str], tree: Path) -> None:
    code, _out, err = run("migrate", str(tree), *option)
    assert code == 2
    assert f"{option[0]} is for --verify" in err


def test_what_the_evidence_is_of(tree: Path) -> None:
    _code, out, _err = run("migrate", str(tree), "--verify", *PYTHON, *ONE_API, "--seed", "7", "--format", "json")
    verification = MigrateResult.model_validate_json(out).verification
    assert verification is not None
    assert ({route.requests for route in verification.routes}, verification.seed) == ({3}, 7)


def test_the_time_that_the_evidence_may_take(tree: Path) -> None:
    code, _out, err = run("migrate", str(tree), "--verify", *PYTHON, *ONE_API, "--timeout", "1")
    assert (code, "1 s" in err) == (2, True)


def test_server_that_cannot_run(tree: Path) -> None:
    before = files_of(tree)
    with (tree / "mini_stack/core/server/auth.py").open("a", encoding="utf-8") as module:
        module.write("\nraise LookupError('on purpose')\n")
    changed = files_of(tree)
    code, _out, err = run("migrate", str(tree), "--verify", *PYTHON, *ONE_API)
    assert code == 2
    assert "LookupError: on purpose" in err
    assert files_of(tree) == changed != before
