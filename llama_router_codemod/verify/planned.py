"""Verifies a migration that is not written yet: the tree as it is against a copy with the changes."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from llama_router_codemod.migrate.migration import Migration
from llama_router_codemod.model.progress import Report
from llama_router_codemod.tree.changeset import Changeset
from llama_router_codemod.verify.result import VerifyResult
from llama_router_codemod.verify.sources import Source, changed_modules, open_source
from llama_router_codemod.verify.verification import VerifyOptions, verify_sources


def verify_planned(
    checkout: Path, migration: Migration, options: VerifyOptions, report: Report = lambda step: None
) -> VerifyResult:
    """Compare a checkout with what a planned migration makes of it; it is not written to.

    Raises InputError as `verify` does.
    """
    with tempfile.TemporaryDirectory(prefix="llama-router-codemod-") as directory:
        scratch = Path(directory)
        before = open_source(str(checkout), checkout, scratch / "before", options.exclude)
        report("Copying the packages that change")
        copied = _changed(before, checkout.resolve(), migration.changeset, scratch / "after")
        after = replace(copied, modules=changed_modules(before, migration.changeset, options.exclude))
        return verify_sources(before, after, lambda: migration.findings, options, scratch, report)


def _changed(before: Source, checkout: Path, changeset: Changeset, target: Path) -> Source:
    """The packages that change, and the program of the documents, as they will be; all others are imported from the
    tree itself."""
    inside, *others = (root.relative_to(checkout) for root in (before.root, *before.beside))
    (target / inside).mkdir(parents=True)
    for change in changeset.changes:
        path = Path(change.path)
        copied = _directory(path, (inside, *others), before.documents)
        if copied is None:
            continue
        if copied != path and not (target / copied).exists():
            shutil.copytree(checkout / copied, target / copied, ignore=shutil.ignore_patterns("__pycache__"))
        if change.after is None:
            (target / path).unlink()
        else:
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            (target / path).write_bytes(change.after)
    return replace(
        before,
        name="the migrated tree",
        root=target / inside,
        beside=(*(target / other for other in others), before.root, *before.beside),
        checkout=target,
    )


def _directory(path: Path, roots: Iterable[Path], documents: str | None) -> Path | None:
    """What must be copied for a file that changes: a directory that Python imports from one of the `roots`, or that of
    the program, or nothing but the file; None for a file that no server and no program reads."""
    for root in roots:
        if path.is_relative_to(root):
            return root / path.relative_to(root).parts[0]
    return Path(path.parts[0]) if documents is not None and documents.startswith(f"{path.parts[0]}.") else None
