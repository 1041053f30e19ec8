"""Is `check` as quick as tools that only search, and `--help` as the library that reads the command line?

    python bench/check_against_peers.py [TREE]

Times whole processes, one after the other in each round, on an unpacked llama-stack release as it is and migrated:
`check`, `ast-grep scan` with a rule for the decorator, and ruff with `banned-api` for its name (TID251); and `--help`
beside `python -c "import typer"`. TREE is an unpacked release; without it 0.3.5 is downloaded as for the tests. The
medians of `--rounds` rounds are printed. CPU time decides, since the clock depends on what else the machine does: exit
1 if `check` takes more than ast-grep or more than three times ruff, or `--help` more than twice the import.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from llama_stack_release import VERSION, release_tree

PROJECT = Path(__file__).parent.parent
PROGRAM = [sys.executable, "-m", "llama_router_codemod"]
RULE = """\
id: no-webmethod
language: python
rule:
  kind: decorator
  regex: webmethod
"""
BANNED = 'lint.flake8-tidy-imports.banned-api."llama_stack.schema_utils.webmethod".msg = "gone"'
#: What is timed, a peer, and how many times the peer's CPU time it may take.
LIMITS = (
    ("check, unmigrated", "ast-grep, unmigrated", 1.0),
    ("check, migrated", "ast-grep, migrated", 1.0),
    ("check, unmigrated", "ruff, unmigrated", 3.0),
    ("check, migrated", "ruff, migrated", 3.0),
    ("--help", "import typer", 2.0),
)
Cost = tuple[float, float]


def cost(command: Sequence[str], environment: Mapping[str, str], directory: Path) -> Cost:
    """Seconds of CPU time, and on the clock. Raises RuntimeError for a command that does not do its work."""
    before, start = os.times(), time.perf_counter()
    done = subprocess.run(command, env=environment, cwd=directory, capture_output=True, check=False)
    clock, after = time.perf_counter() - start, os.times()
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{command}: {done.stderr.decode()}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return cpu, clock


def commands(trees: Mapping[str, Path], rule: Path) -> dict[str, list[str]]:
    """What is timed, by name."""
    ruff = [program("ruff"), "check", "--isolated", "--no-cache", "--select", "TID251", "--config", BANNED]
    found = {"nothing": [sys.executable, "-c", "pass"], "import typer": [sys.executable, "-c", "import typer"]}
    found["--help"] = [*PROGRAM, "--help"]
    for state, tree in trees.items():
        found[f"check, {state}"] = [*PROGRAM, "check", str(tree)]
        found[f"ast-grep, {state}"] = [program("ast-grep"), "scan", "--rule", str(rule), str(tree)]
        found[f"ruff, {state}"] = [*ruff, str(tree)]
    return found


def program(name: str) -> str:
    """The path of a program beside this Python, or anywhere."""
    found = shutil.which(name, path=os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", "")]))
    if found is None:
        raise SystemExit(f"{name} is not installed: pip install ast-grep-cli ruff")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("tree", type=Path, nargs="?")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    tree = options.tree.absolute() if options.tree else release_tree()
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    with tempfile.TemporaryDirectory() as directory:
        trees = {state: Path(directory) / state for state in ("unmigrated", "migrated")}
        for copy in trees.values():
            shutil.copytree(tree, copy, ignore=shutil.ignore_patterns("__pycache__"))
        subprocess.run([*PROGRAM, "migrate", str(trees["migrated"])], env=environment, capture_output=True, check=True)
        rule = Path(directory) / "rule.yml"
        rule.write_text(RULE, encoding="utf-8")
        timed = commands(trees, rule)
        runs = [
            {name: cost(command, environment, Path(directory)) for name, command in timed.items()}
            for _ in range(options.rounds)
        ]
    medians = {name: tuple(median(run[name][part] for run in runs) for part in (0, 1)) for name in timed}
    print(f"{tree.name if options.tree else VERSION}, medians of {options.rounds} rounds: CPU time, clock")
    for name, (cpu, clock) in medians.items():
        print(f"{name:22} {cpu:6.3f} s {clock:6.3f} s")
    ratios = {(name, peer): medians[name][0] / medians[peer][0] for name, peer, _ in LIMITS}
    for name, peer, limit in LIMITS:
        print(f"{name} takes {ratios[name, peer]:.2f} times the CPU time of {peer}; at most {limit:g}")
    return int(any(ratios[name, peer] > limit for name, peer, limit in LIMITS))


if __name__ == "__main__":
    sys.exit(main())
