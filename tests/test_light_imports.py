"""`check` runs at each commit, and somebody waits for `--help` and a patch: none imports what it does not need."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from small_tree import small_tree

from llama_router_codemod.cli import app

HEAVY = ("jinja2", "libcst", "pathspec", "pygments", "rich")
#: Of this package, what reads servers, plans or verifies.
OF_OTHER_COMMANDS = tuple(
    f"llama_router_codemod.{name}" for name in ("conventions.server", "generate", "migrate", "rewrite", "verify")
)
SCRIPT = """\
import sys
from llama_router_codemod.cli import main
try:
    main()
finally:
    print(*sys.modules, file=sys.stderr)
"""


def imported(*arguments: str | Path) -> set[str]:
    """The modules that a command has imported when it ends."""
    command = [sys.executable, "-c", SCRIPT, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return set(done.stderr.split())


@cache
def of_typer() -> set[str]:
    """What Typer imports by itself: an old one has rich among it."""
    script = "import sys, typer\nprint(*sys.modules)"
    return set(
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    )


def heavy(modules: set[str]) -> set[str]:
    names = {*HEAVY, *OF_OTHER_COMMANDS} - of_typer()
    return {name for name in names if any(module == name or module.startswith(f"{name}.") for module in modules)}


@pytest.mark.parametrize("command", ["", "check", "migrate"])
def test_help(command: str) -> None:
    modules = imported(*filter(None, [command]), "--help")
    assert heavy(modules) == set()
    assert "llama_router_codemod.tree.checkout" not in modules


@pytest.mark.parametrize("form", ["text", "github", "markdown", "sarif"])
def test_check_of_a_tree_with_webmethods(tmp_path: Path, form: str) -> None:
    assert heavy(imported("check", small_tree(tmp_path), "--format", form)) == set()


@pytest.mark.parametrize("command", [("check",), ("migrate", "--diff")], ids=" ".join)
def test_text_is_printed_without_pydantic(tmp_path: Path, command: tuple[str, ...]) -> None:
    """Only documents are made with it."""
    assert "pydantic" not in imported(*command, small_tree(tmp_path))


def test_check_of_a_tree_without_asks_for_no_api(tmp_path: Path) -> None:
    root = small_tree(tmp_path)
    for path in root.rglob("*.py"):
        path.write_text(path.read_text(encoding="utf-8").replace("webmethod", "mark"), encoding="utf-8")
    modules = imported("check", root)
    assert heavy(modules) == set()
    assert not {name for name in modules if name.startswith("llama_router_codemod.conventions")}
    root.joinpath("word.py").write_text("# webmethod\n", encoding="utf-8")
    modules = imported("check", root)
    assert "llama_router_codemod.conventions.webmethod" in modules
    assert "llama_router_codemod.conventions.packages" not in modules


def test_typer_has_no_annotations_to_compile() -> None:
    functions = [command.callback for command in app.registered_commands]
    assert len(functions) == len({"inventory", "check", "migrate", "verify", "explain", "config"})
    annotations = [value for function in functions if function for value in function.__annotations__.values()]
    assert len(annotations) > 50
    assert not [value for value in annotations if isinstance(value, str)]


def test_what_is_heavy_is_seen(tmp_path: Path) -> None:
    assert {"libcst", "llama_router_codemod.migrate"} <= heavy(imported("migrate", small_tree(tmp_path), "--diff"))


def test_a_patch_needs_no_commits_and_no_page(tmp_path: Path) -> None:
    modules = imported("migrate", small_tree(tmp_path), "--diff")
    assert modules.isdisjoint(
        f"llama_router_codemod.{name}"
        for name in ("inventory.inventory", "migrate.commit_series", "report.html.overview", "report.pull_request")
    )
