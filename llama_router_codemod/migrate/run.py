"""`migrate`: one checkout planned, proven if asked for, and written."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from llama_router_codemod.conventions.host import find_host, with_host
from llama_router_codemod.conventions.unrelated_packages import without_search_of_unrelated
from llama_router_codemod.migrate.imports_only import plan_imports
from llama_router_codemod.migrate.migration import MigrateOptions, Migration
from llama_router_codemod.migrate.package_alone import plan_package
from llama_router_codemod.migrate.plan import plan_migration
from llama_router_codemod.model.progress import Report
from llama_router_codemod.tree.apply import apply_changeset
from llama_router_codemod.tree.checkout import Checkout
from llama_router_codemod.tree.ignored import require_not_ignored
from llama_router_codemod.tree.links_to_moved import require_no_links_to_moved
from llama_router_codemod.tree.uncommitted import require_clean
from llama_router_codemod.tree.write_lock import write_lock


class Evidence(Protocol):
    """What a proof says of a planned migration."""

    @property
    def is_accepted(self) -> bool:
        """Whether it may be written."""
        ...


EvidenceT = TypeVar("EvidenceT", bound=Evidence)


@dataclass(frozen=True)
class Writing:
    """Whether files are written, and whether those with uncommitted changes may be."""

    enabled: bool = True
    allow_dirty: bool = False


@dataclass(frozen=True)
class MigrateRun(Generic[EvidenceT]):
    """What a run planned, what the proof said, and whether it was written."""

    migration: Migration
    evidence: EvidenceT | None
    written: bool

    @property
    def is_accepted(self) -> bool:
        """Whether nothing speaks against writing."""
        return self.evidence is None or self.evidence.is_accepted


def migrate(
    root: Path,
    options: MigrateOptions,
    writing: Writing,
    prove: Callable[[Migration], EvidenceT] | None = None,
    report: Report = lambda step: None,
) -> MigrateRun[EvidenceT]:
    """Migrate the checkout at `root`. With `prove`, nothing is written unless its evidence is accepted.

    Raises InputError for bad input, with nothing written; OSError when the disk fails, with everything undone.
    """
    with write_lock(root) if writing.enabled else nullcontext():
        return _migrate(root, options, writing, prove, report)


def _migrate(
    root: Path,
    options: MigrateOptions,
    writing: Writing,
    prove: Callable[[Migration], EvidenceT] | None,
    report: Report,
) -> MigrateRun[EvidenceT]:
    checkout = Checkout.open(root, options.exclude)
    migration = _planned(checkout, options, report)
    changeset = migration.changeset
    require_no_links_to_moved(root, checkout.links, changeset)
    if writing.enabled:
        require_not_ignored(root, changeset)
        if not writing.allow_dirty:
            require_clean(root, [change.path for change in changeset.changes])
    evidence = None if prove is None or changeset.is_empty else prove(migration)
    written = writing.enabled and (evidence is None or evidence.is_accepted)
    if written:
        apply_changeset(root, changeset)
    return MigrateRun(migration, evidence, written)


def _planned(checkout: Checkout, options: MigrateOptions, report: Report) -> Migration:
    """The plan of a checkout with APIs, of a package that stands alone, or of the imports of one."""
    if options.imports_only:
        return plan_imports(checkout, find_host(checkout, options.host), options, report)
    checkout = without_search_of_unrelated(with_host(checkout, options.host))
    plan = plan_migration if checkout.host is None else plan_package
    return plan(checkout, options, report)
