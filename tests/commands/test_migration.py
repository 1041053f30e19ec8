"""`migrate --commit` as a user meets it: options that do not fit, what is printed, exit codes."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from repository import git
from run_cli import run
from small_tree import small_tree

from llama_router_codemod.migrate.migration import Migration
from llama_router_codemod.model.progress import Report
from llama_router_codemod.verify import planned
from llama_router_codemod.verify.result import VerifyResult
from llama_router_codemod.verify.verification import VerifyOptions

pytestmark = pytest.mark.usefixtures("own_git")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = small_tree(tmp_path / "shop")
    git(root, "init")
    git(root, "add", ".")
    git(root, "commit", "-m", "start")
    return root


def said(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=True, text=True).stdout


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--commit", "--diff"), "error: --commit takes what is committed, and commits"),
        (("--commit", "--allow-dirty"), "error: --commit takes what is committed, and commits"),
        (("--branch-prefix", "r/"), "error: --branch-prefix is for --commit"),
        (("--commit", "--undo"), "error: --undo only puts back what an interrupted run changed"),
        (("--commit", "--imports-only"), "error: --commit is for a checkout with APIs of its own"),
        (("--commit", "--branch-prefix", "a..b/"), "error: git moved no branch: "),
        (("--commit", "--api", "stork"), "error: --api stork: no such API"),
    ],
)
def test_options_that_do_not_fit(root: Path, options: tuple[str, ...], told: str) -> None:
    code, stdout, stderr = run("migrate", root, *options)
    assert (code, stdout) == (2, "")
    assert stderr.startswith(told)
    assert said(root, "status", "--porcelain") + said(root, "log", "--format=%s") == "start\n"


def test_without_git(tmp_path: Path) -> None:
    assert run("migrate", small_tree(tmp_path), "--commit") == (
        2,
        "",
        f"error: {tmp_path}: --commit makes commits, and git has no part in this directory\n"
        "Give a git checkout (`git init`, then a first commit), or leave it out.\n",
    )


def test_an_api_that_no_server_serves_is_proven_by_the_routes_of_all(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = (root / "shop/apis/stock/stock.py").read_text(encoding="utf-8")
    (root / "shop/apis/refunds.py").write_text(source.replace("class Stock", "class Refunds"), encoding="utf-8")
    git(root, "add", ".")
    git(root, "commit", "-m", "refunds")
    asked: list[tuple[str, ...]] = []

    def verify_planned(_: Path, migration: Migration, options: VerifyOptions, report: Report) -> VerifyResult:
        asked.append(options.apis)
        lists = ("routes", "documents", "refused", "uncalled", "not_answered", "not_imported", "unmountable")
        empty: dict[str, list[str]] = {name: [] for name in (*lists, "without_method")}
        return VerifyResult.model_validate(
            {"before": "", "after": "", "seed": 0, "not_written": None, "texts": 0, "drift": 0, **empty}
        )

    monkeypatch.setattr(planned, "verify_planned", verify_planned)
    code, _, _ = run("migrate", root, "--commit", "--verify")
    assert (code, sorted(asked)) == (0, [(), (), ("orders",), ("stock",)])


def test_what_is_printed(root: Path) -> None:
    code, stdout, stderr = run("migrate", root, "--commit")
    names = said(root, "log", "--reverse", "--format=%h", "--abbrev=12").split()[1:]
    assert code == 0
    assert [line.partition(" (")[0] for line in stdout.splitlines()] == [
        f"{names[0]} Serve FastAPI routers beside webmethods",
        f"{names[1]} Migrate orders to a FastAPI router",
        f"{names[2]} Migrate stock to a FastAPI router",
    ]
    assert "10 files scanned; 2 API packages migrated (4 routes), 0 skipped, 0 refused" in stderr.splitlines()[-1]
    assert run("migrate", root, "--commit")[:2] == (0, "")


def test_pull_requests(root: Path) -> None:
    git(root, "config", "commit.gpgSign", "true")
    code, stdout, stderr = run("migrate", root, "--commit", "--branch-prefix", "r/", "--format", "markdown")
    assert code == 0
    names = ("infrastructure", "orders", "stock")
    bodies = [said(root, "log", "-1", "--format=# %s%n%n%b", f"r/{name}") for name in names]
    assert stdout.split() == " ".join(bodies).split()
    assert "The commits are not signed, though commit.gpgSign is set" in stderr


def test_the_document(root: Path) -> None:
    (root / "shop/client.py").write_text("import shop.apis.orders.orders\n", encoding="utf-8")
    git(root, "commit", "--all", "-m", "client")
    code, stdout, _ = run("migrate", root, "--commit", "--format", "json")
    document = json.loads(stdout)
    assert (code, document["version"], document["written"]) == (3, 1, True)
    assert [item["name"] for item in document["commits"]] == ["infrastructure", "stock"]
    assert [item["commit"] for item in document["commits"]] == said(
        root, "rev-list", "--reverse", f"{document['base']}..HEAD"
    ).split()
    outcomes = {item["name"]: item["outcome"] for item in document["migration"]["packages"]}
    assert outcomes == {"orders": "refused", "stock": "migrated"}
