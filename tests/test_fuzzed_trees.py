"""Trees that are wrong in ways nobody thought of: no traceback, and every refusal is one clear error or a finding.

`LRC_FUZZ=5000` tries so many; a number that fails is a seed, which `LRC_FUZZ_FROM` begins with.
"""

from __future__ import annotations

import ast
import os
import shutil
import traceback
from collections import Counter
from random import Random
from typing import TYPE_CHECKING

import pytest
from harbour import harbour
from small_tree import small_tree, tree_bytes
from tree_mutations import mutate
from typer.testing import CliRunner

from llama_router_codemod.cli import app

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FIRST = int(os.environ.get("LRC_FUZZ_FROM", "0"))
TREES = int(os.environ.get("LRC_FUZZ", "40"))
COMMANDS = (("migrate",), ("migrate",), ("migrate",), ("migrate", "--diff"), ("check",), ("inventory",))
CODES = {"migrate": {0, 2, 3}, "check": {0, 1, 2}, "inventory": {0, 2}}


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    directory = tmp_path_factory.mktemp("models")
    return [small_tree(directory / "small"), harbour(directory / "harbour")]


def failure(tree: Path, chance: Random) -> tuple[int, str]:
    """The exit code of a command on a tree, and what is wrong with its end, if anything."""
    command = chance.choice(COMMANDS)
    before = tree_bytes(tree)
    result = CliRunner().invoke(app, [*command, str(tree)])
    said = f"{' '.join(command)}: {result.exit_code}\n{result.stderr}"
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        return result.exit_code, said + "".join(traceback.format_exception(result.exception))
    if result.exit_code not in CODES[command[0]] or "internal error" in result.stderr:
        return result.exit_code, said
    is_one_error = result.stderr.startswith("error: ") and result.stderr.count("error: ") == 1
    if result.exit_code == 2 and not (is_one_error and tree_bytes(tree) == before):
        return result.exit_code, said
    broken = [name for name, data in tree_bytes(tree).items() if data != before.get(name) and not parses(name, data)]
    return result.exit_code, f"{said}written, and not parsed: {broken}" if broken else ""


def parses(name: str, data: bytes) -> bool:
    """Whether a file is no Python, or a module without an error."""
    try:
        if name.endswith(".py"):
            ast.parse(data)
    except (MemoryError, RecursionError, SyntaxError, ValueError):
        return False
    return True


def test_no_tree_ends_in_a_traceback(models: list[Path], tmp_path: Path, say: Callable[[str], None]) -> None:
    failures: list[str] = []
    codes: Counter[int] = Counter()
    for seed in range(FIRST, FIRST + TREES):
        chance = Random(seed)
        tree = tmp_path / str(seed)
        shutil.copytree(chance.choice(models), tree)
        names = mutate(tree, chance)
        code, wrong = failure(tree, chance)
        codes[code] += 1
        if wrong:
            failures.append(f"seed {seed} ({', '.join(names)}): {wrong}")
        shutil.rmtree(tree)
    counts = ", ".join(f"{count} ended with {code}" for code, count in sorted(codes.items()))
    say(f"fuzzed trees: {TREES - len(failures)} of {TREES} as they should; {counts}")
    assert not failures, "\n".join(failures[:20])
