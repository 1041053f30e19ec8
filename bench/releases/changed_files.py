"""Whether the files that a migration changed compile, and what ruff finds in them that it did not find before."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from release_env import EnvironmentUnavailableError, find_python, find_uv

RUFF_SETTINGS = Path(__file__).parents[2] / "tests" / "real" / "llama_stack_ruff.toml"
# Rules that llama-stack did not select at first, with the first release whose pyproject.toml does.
SELECTED_SINCE = {"UP": (0, 2, 5)}

Message = tuple[str, str, str]


def compiles(tree: Path, files: Sequence[str]) -> bool:
    """Whether files of a tree compile, in Python 3.12 where there is one: llama-stack has its syntax since 0.2.9."""
    with tempfile.TemporaryDirectory() as directory:
        done = subprocess.run(
            [_python(), "-m", "compileall", "-q", "-f", "-i", "-"],
            cwd=tree,
            env={**os.environ, "PYTHONPYCACHEPREFIX": directory},
            input="\n".join(files),
            capture_output=True,
            text=True,
            check=False,
        )
    return done.returncode == 0


def _python() -> str:
    try:
        return str(find_python(find_uv()))
    except EnvironmentUnavailableError:
        return sys.executable


def new_ruff_findings(version: tuple[int, ...], before: Path, after: Path, files: Sequence[str]) -> Iterator[str]:
    """What ruff says more often of some files than before, with the rules that the release of that version selects.

    What it said before of a file that is gone counts too: its code stands elsewhere now.
    """
    unselected = [rules for rules, since in SELECTED_SINCE.items() if version < since]
    known, found = (_messages(tree, files, unselected) for tree in (before, after))
    for (code, message), number in (Counter(map(_kind, found)) - Counter(map(_kind, known))).items():
        places = sorted(place for place, *kind in found if kind == [code, message])
        yield from (f"{place}: {code} {message}" for place in places[:number])


def _kind(message: Message) -> tuple[str, str]:
    return message[1:]


def _messages(tree: Path, files: Sequence[str], unselected: Sequence[str]) -> list[Message]:
    existing = [file for file in files if (tree / file).is_file()]
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format=json"]
    command += [f"--config={RUFF_SETTINGS}", *(f"--ignore={rules}" for rules in unselected), "--", *existing]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr)
    root = tree.resolve()
    return [
        (
            f"{Path(item['filename']).relative_to(root)}:{item['location']['row']}",
            str(item["code"]),
            str(item["message"]),
        )
        for item in json.loads(done.stdout)
    ]
