"""The command line as a process of its own: what it imports, pipes, signals, colour, and internal errors."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from small_tree import SOURCES, small_tree, tree_bytes

if TYPE_CHECKING:
    from pathlib import Path

TOOL = (sys.executable, "-m", "llama_router_codemod")
COLOUR = "\x1b["
# A terminal that asks for colour would colour a pipe as well.
PLAIN = {name: value for name, value in os.environ.items() if name not in ("FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE")}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return small_tree(tmp_path / "tree")


def run(*command: str | Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*map(str, command)],
        env={**PLAIN, **env},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )


def test_the_program_runs(tree: Path) -> None:
    done = run(*TOOL, "migrate", tree)
    assert (done.returncode, done.stdout) == (
        0,
        "10 files scanned; 2 API packages migrated (4 routes), 0 skipped, 0 refused; "
        "9 files created, 3 modified, 2 deleted, written; 2 findings\n",
    )
    assert COLOUR not in done.stderr


def test_no_colour_without_a_terminal_nor_with_no_color(tree: Path) -> None:
    for command in (["inventory", tree], ["check", tree], ["migrate", tree, "--diff"], ["migrate", tree, "--api", "x"]):
        done = run(*TOOL, *command)
        assert COLOUR not in done.stdout + done.stderr
    forced = run(*TOOL, "migrate", tree, "--api", "x", FORCE_COLOR="1")
    assert COLOUR in forced.stderr
    colours = re.compile(r"\x1b\[[0-9;]*3[0-9]m")
    assert colours.search(run(*TOOL, "migrate", tree, "--api", "x", FORCE_COLOR="1", NO_COLOR="1").stderr) is None


def test_help_teaches_and_is_quick() -> None:
    main = run(*TOOL, "--help", COLUMNS="100")
    assert main.returncode == 0
    for text in ("inventory CHECKOUT", "migrate CHECKOUT --diff", "Exit codes", "2 bad usage or input"):
        assert text in " ".join(main.stdout.split())
    for command in ("inventory", "check", "migrate"):
        shown = run(*TOOL, command, "--help", COLUMNS="100")
        assert shown.returncode == 0
        assert "A git checkout of llama-stack, or the directory of an unpacked wheel." in " ".join(shown.stdout.split())
    script = (
        "import sys\n"
        "from llama_router_codemod.cli import main\n"
        "sys.argv = ['llama-router-codemod', 'migrate', '--help']\n"
        "try:\n    main()\nfinally:\n    print('libcst' in sys.modules)\n"
    )
    assert run(sys.executable, "-c", script).stdout.splitlines()[-1] == "False"


def test_check_does_not_need_libcst(tree: Path) -> None:
    script = (
        "import sys\n"
        "from llama_router_codemod.cli import main\n"
        f"sys.argv = ['llama-router-codemod', 'check', {str(tree)!r}]\n"
        "try:\n    main()\nfinally:\n    print('libcst' in sys.modules)\n"
    )
    assert run(sys.executable, "-c", script).stdout.splitlines()[-1] == "False"


@pytest.mark.parametrize("command", [["check"], ["check", "nowhere"]], ids=" ".join)
def test_no_garbage_is_looked_for(command: list[str], tree: Path) -> None:
    script = (
        "import gc, sys\n"
        "def collections(): return sum(generation['collections'] for generation in gc.get_stats())\n"
        "before = collections()\n"
        "from llama_router_codemod.__main__ import run\n"
        f"sys.argv = ['llama-router-codemod', *{command!r}]\n"
        "try:\n    run()\nfinally:\n    print(collections() - before < 3, gc.isenabled(), gc.get_freeze_count() > 0)\n"
    )
    # The import of Typer alone would cause dozens; one may come before the command line is there.
    assert run(sys.executable, "-c", script).stdout.splitlines()[-1] == "True False True"


@pytest.mark.parametrize("command", [("inventory",), ("check",), ("migrate", "--diff")], ids=" ".join)
def test_a_reader_that_leaves_early_causes_no_traceback(command: tuple[str, ...], tree: Path) -> None:
    for index in range(100):
        (tree / f"shop/apis/orders/extra{index}.py").write_text(SOURCES["shop/apis/stock/stock.py"], encoding="utf-8")
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*TOOL, *command, str(tree)], env=PLAIN, stdout=writing, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writing)
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr
    assert (done.returncode, done.stderr) == (2, "")


def test_ctrl_c_while_writing_changes_nothing_and_leaves_with_130(tree: Path) -> None:
    before = tree_bytes(tree)
    script = (
        "import os, signal\n"
        "from llama_router_codemod import cli\n"
        # A program that a shell started in the background ignores the signal.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "def interrupted(descriptor):\n    os.kill(os.getpid(), signal.SIGINT)\n"
        "os.fsync = interrupted\n"
        "import sys\n"
        f"sys.argv = ['llama-router-codemod', 'migrate', {str(tree)!r}]\n"
        "cli.main()\n"
    )
    done = run(sys.executable, "-c", script)
    assert (done.returncode, done.stdout) == (128 + signal.SIGINT, "")
    assert "Traceback" not in done.stderr
    assert tree_bytes(tree) == before


def test_an_internal_error_is_no_result(tree: Path) -> None:
    script = (
        "import sys\n"
        "from llama_router_codemod import cli\n"
        "from llama_router_codemod.check import check\n"
        "check.check_checkout = lambda *given, **options: 1 / 0\n"
        f"sys.argv = ['llama-router-codemod', 'check', {str(tree)!r}]\n"
        "cli.main()\n"
    )
    done = run(sys.executable, "-c", script)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(
        "ZeroDivisionError: division by zero\n"
        "error: internal error in llama-router-codemod\n"
        "Please report it with the lines above; see `git status` for what was written, if anything.\n"
    )
