"""What a migration would do to one file of a checkout, and why."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from llama_router_codemod.migrate.migration import MigrateOptions, Migration
from llama_router_codemod.migrate.purpose import Purpose
from llama_router_codemod.migrate.run import Writing, migrate
from llama_router_codemod.model.finding import Finding
from llama_router_codemod.tree.checkout import Checkout
from llama_router_codemod.tree.exclusion import Exclusion


@dataclass(frozen=True)
class Fate:
    """One file: whether it is read at all, the pattern that leaves it out, what happens to it and what for, and the
    findings in it. `change` is created, modified or deleted; None for a file that stays as it is."""

    path: PurePosixPath
    is_read: bool
    left_out_by: Exclusion | None
    change: str | None
    purposes: tuple[Purpose, ...]
    findings: tuple[Finding, ...]


def fate_of(root: Path, path: PurePosixPath, options: MigrateOptions) -> Fate:
    """The fate of the file `path` of the checkout at `root` in a run of `migrate` that is only planned.

    Raises InputError as `migrate` does.
    """
    migration: Migration = migrate(root, options, Writing(enabled=False)).migration
    change = next((item for item in migration.changeset.changes if item.path == path), None)
    return Fate(
        path,
        is_read=Checkout.open(root, options.exclude).has(path),
        left_out_by=next((item for item in migration.exclusions if path in item.paths), None),
        change=None if change is None else change.kind,
        purposes=() if change is None else migration.purposes.get(path, ()),
        findings=tuple(finding for finding in migration.findings if finding.place.path == path),
    )
