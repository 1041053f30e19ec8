"""The hook for pre-commit and the action for GitHub's workflows do what `check` does."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from run_cli import run
from small_tree import small_tree

PROJECT = Path(__file__).parent.parent
LEFT = "shop/apis/orders/orders.py"


def read(name: str) -> Any:
    return yaml.safe_load((PROJECT / name).read_text(encoding="utf-8"))


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return small_tree(tmp_path / "tree")


def test_the_hook(tree: Path) -> None:
    (hook,) = read(".pre-commit-hooks.yaml")
    assert not hook["pass_filenames"]
    command, *arguments = shlex.split(hook["entry"])
    entry = [sys.executable, "-c", f"import sys; sys.argv[0] = {command!r}; {CONSOLE_SCRIPT}", *arguments]

    def commit() -> int:
        return subprocess.run(entry, cwd=tree, env=ENVIRONMENT, capture_output=True, check=False).returncode

    assert commit() == 1
    run("migrate", tree)
    assert commit() == 0


#: What pip writes for the entry of `[project.scripts]`.
CONSOLE_SCRIPT = "from llama_router_codemod.__main__ import run; sys.exit(run())"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(PROJECT)}


def test_the_action(tree: Path, tmp_path: Path) -> None:
    install, check = read(".github/actions/check/action.yml")["runs"]["steps"]
    assert 'pip" install --quiet "$GITHUB_ACTION_PATH/../../.."' in install["run"]
    assert (PROJECT / ".github/actions/check/../../../pyproject.toml").is_file()
    script = tmp_path / "llama-router-codemod/bin/llama-router-codemod"
    script.parent.mkdir(parents=True)
    script.write_text(f"#!{sys.executable}\nimport sys\n{CONSOLE_SCRIPT}\n", encoding="utf-8")
    script.chmod(0o755)
    summary = tmp_path / "summary.md"
    assert check["env"].keys() == {"CHECKOUT", "ARGUMENTS"}
    given = {"CHECKOUT": str(tree), "ARGUMENTS": "--api orders", "RUNNER_TEMP": str(tmp_path)}
    done = subprocess.run(
        ["bash", "-e", "-c", check["run"]],
        env={**ENVIRONMENT, **given, "GITHUB_STEP_SUMMARY": str(summary)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    errors = [line for line in done.stdout.splitlines() if line.startswith("::error")]
    assert [line.startswith(f"::error file={LEFT},line=") for line in errors] == [True, True]
    assert summary.read_text(encoding="utf-8").startswith("## @webmethod\n")
