"""Output that fails: an exit code that says whether files were written, whatever the encoding, device or reader."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest
from small_tree import SOURCES, small_tree, tree_bytes
from thorough import THOROUGH

TOOL = (sys.executable, "-m", "llama_router_codemod")
COMMANDS = (("inventory",), ("check",), ("migrate", "--diff"), ("migrate",), ("migrate", "--format", "json"))
ENCODINGS = ("ascii", "cp037", "idna", "latin-1", "punycode", "utf-7", "utf-8:strict", "utf-16", "cp1252:ignore")
FULL = Path("/dev/full")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return small_tree(tmp_path / "tree")


def run(
    *command: str | Path,
    stdout: int | IO[bytes] = subprocess.PIPE,
    stderr: int | IO[bytes] = subprocess.PIPE,
    **env: str,
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*TOOL, *map(str, command)],
        env={**os.environ, **env},
        stdout=stdout,
        stderr=stderr,
        stdin=subprocess.DEVNULL,
        check=False,
    )


@pytest.mark.parametrize("encoding", ENCODINGS if THOROUGH else ENCODINGS[::3])
def test_an_encoding_that_lacks_a_letter(encoding: str, tree: Path) -> None:
    (tree / "shop/apis/orders/ü.py").write_text("import shop.apis.orders.orders  # ü\n", encoding="utf-8")
    source = (tree / "shop/apis/orders/orders.py").read_text(encoding="utf-8")
    (tree / "shop/apis/orders/orders.py").write_text(source.replace("/orders/{", "/bücher\u2028/{"), encoding="utf-8")
    for command in (("inventory", tree), ("check", tree), ("migrate", tree, "--api", "nothing")):
        done = run(*command, PYTHONIOENCODING=encoding)
        assert b"Traceback" not in done.stderr
        assert done.returncode == {"inventory": 0, "check": 1, "migrate": 2}[str(command[0])]
    done = run("migrate", tree, "--format", "json", PYTHONIOENCODING=encoding)
    assert (done.returncode, json.loads(done.stdout)["written"]) == (3, True), "a path may be refused"


def test_names_that_are_no_unicode(tree: Path) -> None:
    odd = os.fsdecode(b"shop/apis/orders/caf\xe9.py")
    (tree / odd).write_text(SOURCES["shop/client.py"], encoding="utf-8")
    (tree / os.fsdecode(b"shop/\xff.py")).write_text(SOURCES["shop/apis/stock/stock.py"], encoding="utf-8")
    for format_ in ("text", "json"):
        done = run("check", tree, "--format", format_)
        assert (done.returncode, done.stderr) == (1, b"")
    assert json.loads(done.stdout)["remaining"][-1]["path"] == "shop/\\xff.py"
    for command in (("migrate", tree, "--diff"), ("migrate", tree, "--format", "json")):
        done = run(*command)
        assert b"Traceback" not in done.stderr
        assert done.returncode in (0, 3)


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_full_device(command: tuple[str, ...], tree: Path) -> None:
    before = tree_bytes(tree)
    with FULL.open("wb") as full:
        done = run(*command, tree, stdout=full)
    written = command[0] == "migrate" and "--diff" not in command
    assert (tree_bytes(tree) != before) is written
    state = "The files are written." if written else "Nothing was written."
    assert done.stderr.decode().endswith(f"error: the result could not be printed: No space left on device\n{state}\n")
    assert done.returncode == (4 if written else 2)


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
def test_a_full_device_for_errors(tree: Path) -> None:
    with FULL.open("wb") as full:
        assert run("migrate", tree, "--api", "nothing", stderr=full).returncode == 2
        assert run("migrate", tree, stderr=full).returncode == 4
        assert run("--help", stdout=full).returncode == 2
        assert run("--version", stdout=full).returncode == 2


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_reader_that_went_away(command: tuple[str, ...], tree: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = run(*command, tree, stdout=writing)
    os.close(writing)
    written = command[0] == "migrate" and "--diff" not in command
    assert done.returncode == (4 if written else 2)
    assert b"Traceback" not in done.stderr
    assert (b"the files are written" in done.stderr.lower()) is written


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_stdout_is_closed(command: tuple[str, ...], tree: Path) -> None:
    line = " ".join([*TOOL, *command, str(tree), ">&-"])
    done = subprocess.run(["sh", "-c", line], capture_output=True, check=False)
    written = command[0] == "migrate" and "--diff" not in command
    assert b"the result could not be printed: stdout is closed" in done.stderr
    assert done.returncode == (4 if written else 2)
