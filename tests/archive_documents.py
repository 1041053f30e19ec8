"""The fixture with a generator of documents, migrated or not, and what its generator writes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from harbour import ROUTES, SERVER, SOURCES
from run_cli import run
from whole_trees import CACHES, FIXTURES

if TYPE_CHECKING:
    from pathlib import Path

STABILITIES = ("stable", "experimental", "deprecated", "stainless")
GENERATOR = "docs/openapi_generator"


def archive(tree: Path) -> Path:
    """A copy of the tree as a user has it."""
    shutil.copytree(FIXTURES / "archive/before", tree, ignore=CACHES)
    return tree


def served_archive(tree: Path) -> Path:
    """The same with a server, so that it can be migrated in the layout of llama-stack's own migration."""
    archive(tree)
    for name in (SERVER, ROUTES, "port/core/headers.py"):
        file = tree / name.replace("port", "archive")
        file.parent.mkdir(exist_ok=True)
        file.write_text(SOURCES[name].replace("port.", "archive."), encoding="utf-8")
        (file.parent / "__init__.py").touch()
    return tree


def migrated(tree: Path, *options: str) -> Path:
    """The tree after a run of the command."""
    code, out, err = run("migrate", tree, *options)
    assert code == 0, err + out
    return tree


def documents(tree: Path) -> dict[str, Any]:
    """What the generator of a tree writes, by stability. The pages must show the same."""
    target = tree.parent / f"{tree.name}-documents"
    target.mkdir(exist_ok=True)
    done = generate(tree, target)
    assert done.returncode == 0, done.stderr
    found = {name: json.loads((target / f"{name}.json").read_text(encoding="utf-8")) for name in STABILITIES}
    for name, document in found.items():
        page = (target / f"{name}.html").read_text(encoding="utf-8")
        assert json.loads(page.partition("show(")[2].rpartition(")")[0]) == document
    return found


def generate(tree: Path, target: Path) -> subprocess.CompletedProcess[str]:
    """A run of the program that writes the documents."""
    command = [sys.executable, "-m", "docs.openapi_generator.generate", str(target)]
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)


def without_new_texts(published: dict[str, Any]) -> dict[str, Any]:
    """The documents without the one description that only a `Field` had (LRC307)."""
    for document in published.values():
        letter = document["components"]["schemas"].get("Letter")
        if letter is not None:
            town = letter["properties"]["sender"]["properties"]["town"]
            assert town.pop("description") == "Where the letter was posted."
    return published
