"""A migrated release as a source tree: whole, importable, tidy, and the same however the migration was asked for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tokenize
from collections import Counter
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from migrated_copy import VERSIONS, MigratedRelease, copied_tree, migrate, tree_bytes
from release_env import compile_tree
from thorough import THOROUGH

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = [pytest.mark.real, pytest.mark.parametrize("version", VERSIONS)]

HERE = Path(__file__).parent
RUFF_SETTINGS = HERE / "llama_stack_ruff.toml"
ROUTED_PACKAGES = {"0.3.5": 21, "0.3.0": 21, "0.2.23": 23}


@pytest.fixture
def release(version: str, migrated_release: Callable[[str], MigratedRelease]) -> MigratedRelease:
    return migrated_release(version)


@pytest.fixture(scope="session")
def snapshots(
    migrated_release: Callable[[str], MigratedRelease], release_interpreter: Callable[[str], Path]
) -> Callable[[str], tuple[dict[str, Any], dict[str, Any]]]:
    """`snapshots(version)`: what import_snapshot.py says of the release and of its migrated copy."""

    @cache
    def taken(version: str) -> tuple[dict[str, Any], dict[str, Any]]:
        release = migrated_release(version)
        python = release_interpreter(version)
        for tree in (release.legacy, release.tree):
            compile_tree(python, tree / "llama_stack")
        runs = [start_snapshot(python, tree) for tree in (release.legacy, release.tree)]
        before, after = (json.loads(run.communicate(timeout=900)[0]) for run in runs)
        assert [before["directory"], after["directory"]] == [
            str(tree / "llama_stack") for tree in (release.legacy, release.tree)
        ]
        return before, after

    return taken


def start_snapshot(python: Path, tree: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [str(python), str(HERE / "import_snapshot.py"), "llama_stack", "llama_stack.apis"]
    return subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)


def test_every_routed_api_is_migrated(release: MigratedRelease, say: Callable[[str], None]) -> None:
    packages = Counter(package["outcome"] for package in release.result["packages"])
    assert packages == {"migrated": ROUTED_PACKAGES[release.version]}
    refusals = [finding for finding in release.result["findings"] if finding["severity"] == "refusal"]
    assert release.exit_code == (3 if refusals else 0)
    for finding in refusals:
        assert finding["api"] is None, finding
        assert finding["message"], finding
        assert finding["advice"], finding
        assert f"{finding['path']}:{finding['line']}:{finding['column']}: {finding['message']}" in release.stderr
    say(f"llama-stack {release.version}: {release.stderr.splitlines()[-1]}")


def test_no_webmethod_is_left(release: MigratedRelease) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "llama_router_codemod", "check", str(release.tree)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert done.stdout.startswith("no @webmethod left; ")


def test_check_finds_what_python_sees(
    release: MigratedRelease, version: str, snapshots: Callable[[str], tuple[dict[str, Any], dict[str, Any]]]
) -> None:
    before, after = snapshots(version)
    assert after["decorated"] == {}
    command = [sys.executable, "-m", "llama_router_codemod", "check", str(release.legacy), "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    left = json.loads(done.stdout)["remaining"]
    # Modules of providers whose dependencies are not installed cannot be imported.
    seen = [item for item in left if "apis" in Path(item["path"]).parts]
    assert before["decorated"] == Counter(
        f"{release.legacy / item['path']} {item['owner']}.{item['method']}" for item in seen
    )
    assert {item["kind"] for item in left} == {"decorator"}


def test_a_second_run_changes_nothing(release: MigratedRelease) -> None:
    before = tree_bytes(release.tree)
    again = migrate(release.tree)
    assert again.returncode == release.exit_code
    assert "; no file changes; " in again.stdout
    assert tree_bytes(release.tree) == before


def test_the_patch_gives_the_written_tree(release: MigratedRelease, tmp_path: Path) -> None:
    tree = copied_tree(release.legacy, tmp_path / "tree")
    diff = subprocess.run(
        [sys.executable, "-m", "llama_router_codemod", "migrate", str(tree), "--diff"], capture_output=True, check=False
    )
    assert diff.returncode == release.exit_code
    assert tree_bytes(tree) == tree_bytes(release.legacy)
    subprocess.run(["git", "apply", "--whitespace=nowarn", "-"], cwd=tree, input=diff.stdout, check=True)
    assert tree_bytes(tree) == tree_bytes(release.tree)


if THOROUGH:  # `test_series_of_commits.py` goes API by API in any case

    def test_one_api_and_then_the_rest_give_the_same_tree(release: MigratedRelease, tmp_path: Path) -> None:
        tree = copied_tree(release.legacy, tmp_path / "tree")
        first = migrate(tree, "--api", "batches", "--format", "json")
        outcomes = Counter(package["outcome"] for package in json.loads(first.stdout)["packages"])
        assert (first.returncode, outcomes["migrated"]) == (0, 1)
        assert migrate(tree).returncode == release.exit_code
        assert tree_bytes(tree) == tree_bytes(release.tree)


def test_every_comment_survives(release: MigratedRelease) -> None:
    """But for those of the webmethod system, and those that speak of webmethods."""
    before, after = (comments(tree / "llama_stack") for tree in (release.legacy, release.tree))
    of_system = comments(release.legacy / "llama_stack/core/server") + comments(release.legacy / "llama_stack", "*.py")
    lost = before - after
    assert {text for text in lost - of_system if "webmethod" not in text} == set()
    assert lost.total() < 40


def comments(tree: Path, pattern: str = "**/*.py") -> Counter[str]:
    found: Counter[str] = Counter()
    for path in tree.glob(pattern):
        with path.open("rb") as file:
            found.update(token.string for token in tokenize.tokenize(file.readline) if token.type == tokenize.COMMENT)
    return found


def test_everything_compiles_and_imports_as_before(
    version: str, snapshots: Callable[[str], tuple[dict[str, Any], dict[str, Any]]], say: Callable[[str], None]
) -> None:
    before, after = snapshots(version)
    assert "SyntaxError" not in after["failures"].values()
    known = {name: why for name, why in before["failures"].items() if name in after["modules"]}
    assert after["failures"] == known
    assert set(after["dangling"]) - set(before["dangling"]) == set()
    say(
        f"llama-stack {version}: {len(after['modules'])} modules, {len(after['failures'])} cannot be imported"
        f" (before: {len(before['failures'])} of {len(before['modules'])}, the same ones)"
    )


def test_every_public_name_is_still_there(
    version: str, snapshots: Callable[[str], tuple[dict[str, Any], dict[str, Any]]], say: Callable[[str], None]
) -> None:
    before, after = snapshots(version)
    gone = {
        package: missing
        for package, names in before["names"].items()
        if (missing := set(names) - set(after["names"][package]) - {"webmethod"})
    }
    assert gone == {}
    total = sum(map(len, before["names"].values()))
    say(f"llama-stack {version}: {total} public names in {len(before['names'])} API packages, all importable")


def test_passes_ruff_as_the_release_does(release: MigratedRelease, say: Callable[[str], None]) -> None:
    before, after = (ruff_messages(tree) for tree in (release.legacy, release.tree))
    assert after - before == Counter()
    formatted_before, formatted_after = (unformatted(tree) for tree in (release.legacy, release.tree))
    assert formatted_after - formatted_before == set()
    say(f"llama-stack {release.version}: {after.total()} ruff messages (before: {before.total()}), none of them new")


def ruff_messages(tree: Path) -> Counter[tuple[str, str]]:
    """How often ruff says what, wherever it stands."""
    answer = ruff(tree, "check", "--output-format=json")
    return Counter((message["code"], message["message"]) for message in json.loads(answer))


def unformatted(tree: Path) -> set[str]:
    lines = ruff(tree, "format", "--check").splitlines()
    return {line.removeprefix("Would reformat: ") for line in lines if line.startswith("Would reformat: ")}


def ruff(tree: Path, *arguments: str) -> str:
    program = import_module("ruff.__main__").find_ruff_bin()
    command = [program, *arguments, "--no-cache", f"--config={RUFF_SETTINGS}", "llama_stack"]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout
