"""`verify` as a command: exit codes, and what stands on stdout and stderr."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from run_cli import run
from tiny_server import tiny_server
from whole_trees import migrated_tree

from llama_router_codemod.model.catalogue import CATALOGUE
from llama_router_codemod.verify.result import VerifyResult

FIXTURE = Path(__file__).parent.parent.parent / "fixtures/stack"
BEFORE, AFTER = FIXTURE / "before", migrated_tree("stack")
OPTIONS = ("--python", sys.executable, "--api", "prompts")
MANY = ("--requests", "40")


def verified(before: Path, after: Path, *arguments: str) -> tuple[int, str]:
    """Exit code and stdout of a run that says nothing on stderr."""
    code, stdout, stderr = run("verify", before, after, *OPTIONS, *arguments)
    assert stderr == ""
    return code, stdout


def refusal(*arguments: str | Path) -> str:
    """The error of a command that could not run."""
    code, stdout, stderr = run("verify", *arguments)
    assert (code, stdout) == (2, "")
    return stderr


def evidence(stdout: str) -> VerifyResult:
    return VerifyResult.model_validate_json(stdout, extra="forbid")


# Nothing differs


def test_same_tree_twice_and_the_same_result_for_a_seed() -> None:
    runs = [verified(AFTER, AFTER, "--requests", "10", "--seed", "7", "--format", "json") for _ in range(2)]
    assert runs[0] == runs[1]
    found = evidence(runs[0][1])
    assert (runs[0][0], found.differences, found.is_accepted) == (0, [], True)
    assert (found.seed, found.requests, found.equal) == (7, 60, 60)
    assert {route.api for route in found.routes} == {"prompts"}


def test_text_is_not_folded_to_the_width_of_a_terminal(tmp_path: Path) -> None:
    tree = tiny_server(tmp_path / "tree")
    options = ("--python", sys.executable, "--requests", "5")
    assert run("verify", tree, tree, *options, env={"COLUMNS": "20"}) == (
        0,
        "1 route, 5 requests to each tree (seed 0), 5 answered alike; nothing differs; "
        "0 unexplained, 0 explained but not accepted\n",
        "",
    )


def test_markdown(tmp_path: Path) -> None:
    tree = tiny_server(tmp_path / "tree")
    code, stdout, stderr = run(
        "verify", tree, tree, "--python", sys.executable, "--requests", "2", "--format", "markdown"
    )
    assert (code, stderr) == (0, "")
    assert stdout.startswith(f"## The wire did not change\n\n`{tree}` against `{tree}`: 1 route, 2 requests ")


# Something differs


def test_explained_differences_must_be_accepted() -> None:
    code, stdout = verified(BEFORE, AFTER, *MANY, "--accept", "LRC101")
    assert code == 1
    assert stdout.splitlines()[0] == f"LRC105 {CATALOGUE['LRC105'].title}"
    assert "  5 differences, accept with --accept LRC105\n" in stdout
    code, stdout = verified(BEFORE, AFTER, *MANY, "--accept", "LRC101", "--accept", "LRC105", "--format", "json")
    found = evidence(stdout)
    assert (code, found.is_accepted) == (0, True)
    assert [(item.finding, item.accepted) for item in found.differences] == [("LRC105", True)] * 5


def test_unexplained_difference_is_accepted_by_nothing(tmp_path: Path) -> None:
    trees = tiny_server(tmp_path / "one"), tiny_server(tmp_path / "two")
    protocol = trees[1] / "shop/orders.py"
    protocol.write_text(protocol.read_text(encoding="utf-8").replace("= 20", "= 10"), encoding="utf-8")
    accept = [word for code in CATALOGUE for word in ("--accept", code)]
    code, stdout, stderr = run("verify", *trees, "--python", sys.executable, "--requests", "3", *accept)
    assert (code, stderr) == (1, "")
    assert stdout.splitlines()[:2] == [
        "GET /v1/orders (orders.list_orders)",
        "  document: parameter limit.default: 20 -> 10",
    ]


# It cannot run


def test_unknown_api(tmp_path: Path) -> None:
    tree = tiny_server(tmp_path / "tree")
    assert refusal(tree, tree, "--python", sys.executable, "--api", "orders", "--api", "stock") == (
        "error: stock: no such API\nThe server has orders.\n"
    )


def test_unknown_finding(tmp_path: Path) -> None:
    """Before anything is run."""
    assert refusal(tmp_path, tmp_path, "--accept", "LRC105", "--accept", "LRC999") == (
        f"error: LRC999: no such finding\nCodes are LRC101 to {max(CATALOGUE)}; see the README.\n"
    )


def test_not_a_tree(tmp_path: Path) -> None:
    (tmp_path / "setup.py").touch()
    assert refusal(AFTER, tmp_path) == (
        f"error: {tmp_path}: no server found: no package has a core/server/server.py\n"
        "Give the root of a llama-stack checkout, or the directory into which its wheel was unpacked.\n"
    )


def test_name_that_is_neither_directory_nor_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert refusal("nowhere", AFTER) == (
        f"error: nowhere: neither a directory nor a revision of the repository around {tmp_path}\n"
        "Give a directory, or run in the repository: `verify HEAD~1 .`\n"
    )


def test_server_that_cannot_be_run(tmp_path: Path) -> None:
    tree = tiny_server(tmp_path / "tree")
    broken = tiny_server(tmp_path / "broken", 'raise RuntimeError("no database")\n')
    said = refusal(tree, broken, "--python", sys.executable).splitlines()
    assert said[0] == f"error: {broken}: its server cannot be run in {sys.executable}:"
    assert said[-2] == "RuntimeError: no database"


def test_limit(tmp_path: Path) -> None:
    slow = tiny_server(tmp_path / "slow", "import time\ntime.sleep(60)\n")
    assert refusal(slow, slow, "--python", sys.executable, "--timeout", "1.5") == (
        f"error: {slow}: took more than 1.5 s\nRaise --timeout, or name APIs.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Missing argument 'BEFORE'."),
        (("a",), "Missing argument 'AFTER'."),
        (("a", "b", "--requests", "0"), "'--requests'"),
        (("a", "b", "--timeout", "0"), "'--timeout'"),
        (("a", "b", "--format", "yaml"), "'yaml' is not one of 'text'"),
    ],
)
def test_wrong_command_line(arguments: tuple[str, ...], message: str) -> None:
    assert message in refusal(*arguments)


def test_the_tool_itself_needs_nothing_of_a_server() -> None:
    """Only the interpreter of the checkout has these packages."""
    imports = "import sys, llama_router_codemod.cli, llama_router_codemod.verify.verification, "
    imports += "llama_router_codemod.verify.planned, llama_router_codemod.report.verify_markdown\n"
    found = "print(*sorted({'fastapi', 'httpx', 'starlette'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", imports + found], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


# In a repository


def test_revision_against_the_tree_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = tiny_server(tmp_path / "tree")
    identity = ["-c", "user.name=Reader", "-c", "user.email=reader@example.org"]
    for words in (["init"], ["add", "--all"], ["commit", "-m", "start"]):
        subprocess.run(["git", *identity, *words], cwd=tree, check=True, capture_output=True)
    protocol = tree / "shop/orders.py"
    protocol.write_text(protocol.read_text(encoding="utf-8").replace("List orders.", "All orders."), encoding="utf-8")
    monkeypatch.chdir(tree)
    code, stdout, stderr = run("verify", "HEAD", ".", "--python", sys.executable, "--requests", "2", "--format", "json")
    found = json.loads(stdout)
    assert (code, stderr, found["before"], found["after"]) == (1, "", "HEAD", ".")
    assert [item["place"] for item in found["routes"][0]["differences"]] == ["text of summary", "text of description"]
