"""The README is true: its commands run as written, its examples are what the tool writes, its tables are complete."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import typer.main

from llama_router_codemod.cli import app
from llama_router_codemod.model.catalogue import CATALOGUE
from llama_router_codemod.report.exit_codes import ExitCode
from llama_router_codemod.tree.settings import SETTINGS

PROJECT = Path(__file__).parent.parent
README = (PROJECT / "README.md").read_text(encoding="utf-8")
FIXTURE = PROJECT / "fixtures/stack/before"
NETWORK, TEST_SUITE = "network", "the test suite"
COPIED = ("LICENSE", "README.md", "fixtures", "llama_router_codemod", "pyproject.toml")


@dataclass(frozen=True)
class Block:
    """A fenced block, and the text of the comment above it."""

    language: str
    code: str
    note: str


BLOCKS = [
    Block(language, code, note)
    for note, language, code in re.findall(
        r"(?:^<!-- ([^\n]*) -->\n)?^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL
    )
]
EXAMPLES = [block for block in BLOCKS if block.language == "python"]


def commands(note: str) -> list[str]:
    return [block.code for block in BLOCKS if block.language == "bash" and block.note == note]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A copy of what a clone has, as far as the README's commands need it."""
    for name in COPIED:
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", ".*_cache"))
        else:
            shutil.copy(source, tmp_path)
    return tmp_path


def run(script: str, directory: Path) -> subprocess.CompletedProcess[str]:
    """Runs a block as a person would who has this Python as `python3`."""
    beside_python = str(Path(sys.executable).parent)
    path = os.pathsep.join([beside_python, os.environ.get("PATH", os.defpath)])
    environment = {**os.environ, "PATH": path}
    environment.pop("PYTHONPATH", None)
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=directory,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
    )


def test_the_first_two_commands_set_up_an_environment_and_show_a_diff_and_run_the_tests() -> None:
    first, second = [block for block in BLOCKS if block.language == "bash"][:2]
    assert first == Block(
        "bash",
        "python3 -m venv .venv && .venv/bin/pip install --quiet -e . && "
        ".venv/bin/llama-router-codemod migrate fixtures/stack/before --diff\n",
        NETWORK,
    )
    assert second == Block(
        "bash",
        "python3 -m venv .venv && .venv/bin/pip install --quiet -e '.[test]' && .venv/bin/pytest -n 2\n",
        TEST_SUITE,
    )


def test_commands_that_need_no_network(clone: Path) -> None:
    environment = clone / ".venv"
    (environment / "bin").mkdir(parents=True)
    (environment / "pyvenv.cfg").touch()
    for name, arguments in {"llama-router-codemod": "-m llama_router_codemod", "python": ""}.items():
        program = environment / "bin" / name
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" {arguments} "$@"\n', encoding="utf-8")
        program.chmod(0o755)
    scripts = commands("")
    assert len(scripts) == 8
    for script in scripts:
        done = run(script, clone)
        assert done.returncode == 0, done.stderr
    assert (clone / "routers.patch").read_text(encoding="utf-8").startswith("diff --git a/mini_stack/apis/")
    half = clone / "half-migrated/mini_stack/apis"
    migrated = sorted(path.parent.name for path in half.glob("*/routes.py"))
    assert migrated == ["files", "prompts", "tools"]
    assert (clone / "migrated/mini_stack/apis/prompts/routes.py").is_file()
    assert (clone / "pull-requests.md").read_text(encoding="utf-8").startswith("# Migrate files to a FastAPI router")
    branches = (clone / "series/.git/refs/heads/routers").iterdir()
    assert sorted(branch.name for branch in branches) == ["files", "tools"]
    page = (clone / "routers.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "answered alike" in page
    assert (clone / "evidence.md").read_text(encoding="utf-8").startswith("## Every change of the wire is announced")


@pytest.mark.real
def test_commands_that_need_the_network(clone: Path) -> None:
    first, second = commands(NETWORK)
    done = run(first, clone)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("diff --git a/mini_stack/apis/")
    assert "API packages migrated" in done.stderr
    done = run(second, clone)
    assert done.returncode == 0, done.stderr
    migrated, checked = done.stdout.splitlines()
    assert "21 API packages migrated (188 routes), 0 skipped, 0 refused; " in migrated
    assert checked.startswith("no @webmethod left; ")


def test_the_example_is_what_the_tool_writes(tmp_path: Path) -> None:
    tree = Path(shutil.copytree(FIXTURE, tmp_path / "tree"))
    command = [sys.executable, "-m", "llama_router_codemod", "migrate", str(tree)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    assert len(EXAMPLES) == 4
    for example in EXAMPLES:
        state, _, path = example.note.partition(": ")
        written = {"before": FIXTURE, "after": tree}[state] / path
        assert example.code in written.read_text(encoding="utf-8")


def table(heading: str) -> list[tuple[str, ...]]:
    """The rows of the first table below a heading."""
    section = README.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("|")]
    return [tuple(cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", row)[1:-1]) for row in rows[2:]]


def test_the_table_of_findings_is_made_of_the_catalogue(pytestconfig: pytest.Config) -> None:
    """With --update-goldens it is made."""
    rows = [(code, kind.title, kind.advice) for code, kind in CATALOGUE.items()]
    if pytestconfig.getoption("update_goldens"):
        lines = "".join(f"| {' | '.join(row)} |\n" for row in rows)
        head = "| code | finding | advice |\n| --- | --- | --- |\n"
        made = re.sub(rf"(?<={re.escape(head)})(?:\|[^\n]*\n)*", lambda _: lines, README)
        (PROJECT / "README.md").write_text(made, encoding="utf-8")
    assert table("Findings") == rows, "run pytest tests/test_readme.py --update-goldens"


def test_the_table_of_exit_codes_is_complete() -> None:
    assert [row[0] for row in table("Exit codes")] == [str(int(code)) for code in ExitCode]


def test_the_table_of_options_is_complete() -> None:
    group = typer.main.get_command(app)
    shown = {(command.strip("`"), option.strip("`").split()[0]) for command, option, _ in table("Options")}
    offered = {("", name) for name in option_names(group)}
    for name, command in group.commands.items():
        offered |= {(name, option) for option in option_names(command)}
    settings = {("config", f"--{key}") for key in SETTINGS}
    assert settings < offered
    assert shown == offered - settings


def option_names(command: object) -> set[str]:
    parameters = getattr(command, "params", [])
    return {option for parameter in parameters for option in parameter.opts if option.startswith("--")} - {"--help"}
