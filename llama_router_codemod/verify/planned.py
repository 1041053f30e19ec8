"""Verifies a migration that is not written yet: the tree as it is against a copy with the changes."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from llama_router_codemod.migrate.migration import Migration
from llama_router_codemod.tree.changeset import Changeset
from llama_router_codemod.verify.probe_process import Report
from llama_router_codemod.verify.result import VerifyResult
from llama_router_codemod.verify.sources import Source, open_source
from llama_router_codemod.verify.verification import VerifyOptions, verify_sources


def verify_planned(
    checkout: Path, migration: Migration, options: VerifyOptions, report: Report = lambda step: None
) -> VerifyResult:
    """Compare a checkout with what a planned migration makes of it; it is not written to.

    Raises InputError as `verify` does.
    """
    with tempfile.TemporaryDirectory(prefix="llama-router-codemod-") as directory:
        scratch = Path(directory)
        before = open_source(str(checkout), checkout, scratch / "before")
        report("Copying the packages that change")
        after = _changed(before, checkout.resolve(), migration.changeset, scratch / "after")
        return verify_sources(before, after, migration.findings, options, scratch, report)


def _changed(before: Source, checkout: Path, changeset: Changeset, target: Path) -> Source:
    """The packages that change, as they will be; all others are imported from the tree itself."""
    target.mkdir()
    for change in changeset.changes:
        path = checkout / change.path
        if not path.is_relative_to(before.root):
            continue
        inside = path.relative_to(before.root)
        if len(inside.parts) > 1 and not (target / inside.parts[0]).exists():
            package = before.root / inside.parts[0]
            shutil.copytree(package, target / inside.parts[0], ignore=shutil.ignore_patterns("__pycache__"))
        if change.after is None:
            (target / inside).unlink()
        else:
            (target / inside).parent.mkdir(parents=True, exist_ok=True)
            (target / inside).write_bytes(change.after)
    return replace(before, name="the migrated tree", root=target, beside=(before.root,))
