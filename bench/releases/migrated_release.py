"""What the tool does with one release: its commands are run on a copy, and the copy is looked at."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from migrated_copy import copied_tree, migrate, tree_bytes
from unpacked_release import unpacked_release

from releases.changed_files import compiles, new_ruff_findings
from releases.release_row import Outcome, Refusal, Release, ReleaseRow
from releases.served_routes import served_routes


def release_row(release: Release, cache: Path) -> ReleaseRow:
    """The row of a release, which is downloaded to `cache`. Raises DownloadError if it cannot be."""
    legacy = unpacked_release(release.distribution, release.version, cache)
    with tempfile.TemporaryDirectory() as directory:
        tree = copied_tree(legacy, Path(directory).resolve() / "migrated")
        inventory = _document("inventory", tree) or {}
        before = tree_bytes(tree)
        done = migrate(tree, "--format", "json")
        after = tree_bytes(tree)
        result = json.loads(done.stdout) if done.stdout else {}
        packages = result.get("packages", [])
        refusals = [item for item in result.get("findings", []) if item["severity"] == "refusal"]
        row = ReleaseRow(
            release=release,
            outcome=_outcome(done.returncode, packages, is_empty=not inventory),
            exit_code=done.returncode,
            apis=len(inventory["apis"]) if inventory else None,
            routes=sum(len(api["routes"]) for api in inventory["apis"]) if inventory else None,
            migrated=sum(item["routes"] for item in packages if item["outcome"] == "migrated"),
            refused=sum(item["outcome"] == "refused" for item in packages),
            refusals=tuple(dict.fromkeys(Refusal(item["code"], item["title"]) for item in refusals)),
            webmethods_left=_left(tree),
            unchanged=after == before,
            second_run_unchanged=migrate(tree).returncode == done.returncode and tree_bytes(tree) == after,
        )
        return _with_tree(row, legacy, tree, [item["path"] for item in result.get("files", [])], cache)


def _with_tree(row: ReleaseRow, legacy: Path, tree: Path, files: list[str], cache: Path) -> ReleaseRow:
    """The row with what the migrated tree itself says."""
    if row.outcome is not Outcome.MIGRATED:
        return row
    python_files = [file for file in files if file.endswith(".py")]
    written = [file for file in python_files if (tree / file).is_file()]
    return replace(
        row,
        served=served_routes(row.release, legacy, tree, cache),
        compiles=compiles(tree, written),
        ruff_findings=tuple(new_ruff_findings(row.release.number, legacy, tree, python_files)),
    )


def _outcome(exit_code: int, packages: list[dict[str, Any]], *, is_empty: bool) -> Outcome:
    if exit_code == 2:
        return Outcome.NO_API if is_empty else Outcome.FAILED
    if any(item["outcome"] == "migrated" for item in packages):
        return Outcome.MIGRATED
    return Outcome.REFUSED


def _left(tree: Path) -> int | None:
    found = _document("check", tree)
    return None if found is None else len(found["remaining"])


def _document(command: str, tree: Path) -> dict[str, Any] | None:
    """What a command prints as JSON; None if it prints nothing."""
    words = [sys.executable, "-m", "llama_router_codemod", command, str(tree), "--format", "json"]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=False)
    return dict(json.loads(done.stdout)) if done.stdout else None
