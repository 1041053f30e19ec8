"""`migrate --commit`: the series of commits that migrates a checkout, on its branch or on branches of their own.

Everything is planned, proven if asked for, and made before anything of the user's moves: until then the commits are
objects that nothing refers to. Then the files of the checkout, git's index and HEAD follow at once, or branches come.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic

from llama_router_codemod.conventions.api_root import find_api_root
from llama_router_codemod.migrate.migration import MigrateOptions, Migration
from llama_router_codemod.migrate.run import EvidenceT
from llama_router_codemod.migrate.series import Series, SeriesStep, plan_series
from llama_router_codemod.model.errors import InputError
from llama_router_codemod.model.progress import Report
from llama_router_codemod.rewrite.imports.importers import importers
from llama_router_codemod.tree.apply import apply_changeset
from llama_router_codemod.tree.changeset import Changeset
from llama_router_codemod.tree.checkout import Checkout
from llama_router_codemod.tree.commit_writer import CommitWriter, DiffSize, commit_writer
from llama_router_codemod.tree.committed import committed_checkout
from llama_router_codemod.tree.head import Head, create_branches, read_head, require_free_branches
from llama_router_codemod.tree.ignored import require_not_ignored
from llama_router_codemod.tree.journal import HeadMove
from llama_router_codemod.tree.uncommitted import require_clean
from llama_router_codemod.tree.undo import undo_run
from llama_router_codemod.tree.write_lock import write_lock


@dataclass(frozen=True)
class StepResult(Generic[EvidenceT]):
    """What became of a step: how large its change is, what the proof said, and its commit and branch, if there are."""

    step: SeriesStep
    size: DiffSize
    evidence: EvidenceT | None
    commit: str
    branch: str | None = None


@dataclass(frozen=True)
class SeriesRun(Generic[EvidenceT]):
    """What a run planned, and what it committed on top of the commit `base`; `unsigned` if git would have signed.

    Where evidence is not accepted, the results end with it, and nothing is `written`.
    """

    base: str
    series: Series
    results: tuple[StepResult[EvidenceT], ...]
    written: bool
    unsigned: bool

    @property
    def migration(self) -> Migration:
        """The series as one migration."""
        return self.series.whole

    @property
    def evidence(self) -> EvidenceT | None:
        """What the proof said last."""
        return self.results[-1].evidence if self.results else None

    @property
    def is_accepted(self) -> bool:
        """Whether nothing speaks against the commits."""
        return all(result.evidence is None or result.evidence.is_accepted for result in self.results)


@dataclass(frozen=True)
class Commits(Generic[EvidenceT]):
    """How the commits are made: what their messages say, what is proven of each step, which branches they get.

    `prove` is asked with the step, and all up to it as one migration. Without `branch_prefix` the branch that is
    checked out goes on.
    """

    message: Callable[[SeriesStep, DiffSize, EvidenceT | None], str]
    prove: Callable[[SeriesStep, Migration], EvidenceT] | None = None
    branch_prefix: str | None = None

    def branch(self, step: SeriesStep) -> str | None:
        """The name of the branch that ends with a step."""
        return None if self.branch_prefix is None else f"{self.branch_prefix}{step.name}"


def commit_series(
    root: Path, options: MigrateOptions, commits: Commits[EvidenceT], report: Report = lambda step: None
) -> SeriesRun[EvidenceT]:
    """Migrate the checkout at `root` in a series of commits.

    A run that was killed while it wrote is ended or undone first. Raises InputError for bad input, with nothing
    written; OSError when the disk fails, with everything undone.
    """
    head = read_head(root)
    undo_run(root)
    with write_lock(root):
        found = Checkout.open(root, options.exclude)
        if options.imports_only or options.host is not None or find_api_root(found) is None:
            raise InputError("--commit is for a checkout with APIs of its own", "Migrate this package without it.")
        checkout = committed_checkout(found, head.commit)
        series = plan_series(checkout, options, report)
        changeset = series.whole.changeset
        _require_room(root, found, checkout, series, commits)
        with commit_writer(root, head) as writer:
            results = tuple(_results(writer, series, commits, report))
        run = SeriesRun(head.commit, series, results, written=False, unsigned=head.signs)
        if not run.is_accepted or not results:
            return run
        report("Writing the commits")
        _let_follow(root, head, changeset, results)
        return replace(run, written=True)


def _require_room(root: Path, found: Checkout, checkout: Checkout, series: Series, commits: Commits[EvidenceT]) -> None:
    """Nothing, when the series can be written beside what the user has not committed; else InputError."""
    changeset = series.whole.changeset
    require_not_ignored(root, changeset)
    if commits.branch_prefix is not None:
        require_free_branches(root, [f"{commits.branch_prefix}{step.name}" for step in series.steps])
    else:
        require_clean(root, [change.path for change in changeset.changes])
        _require_no_importers(found, checkout, changeset)
    if commits.prove is not None:
        require_clean(root, [path for path in found.python_files if checkout.has(path)])


def _require_no_importers(found: Checkout, checkout: Checkout, changeset: Changeset) -> None:
    """Nothing, when no file that is not committed as it is imports a module that goes away; else InputError."""
    gone = [change.path for change in changeset.changes if change.after is None and change.path.suffix == ".py"]
    others = [path for path in found.python_files if not checkout.has(path) or path in checkout.off_disk]
    uncommitted = replace(found, files=tuple(others))
    for path in importers(uncommitted, map(checkout.module_name, gone)):
        raise InputError(f"{path}: imports what moves, and is not committed", "Commit it, or move it away.")


def _results(
    writer: CommitWriter, series: Series, commits: Commits[EvidenceT], report: Report
) -> list[StepResult[EvidenceT]]:
    results: list[StepResult[EvidenceT]] = []
    for step in series.steps:
        evidence = None if commits.prove is None else commits.prove(step, series.up_to(step))
        size = writer.stage(step.migration.changeset)
        if evidence is not None and not evidence.is_accepted:
            return [*results, StepResult(step, size, evidence, commit="")]
        commit = writer.commit(commits.message(step, size, evidence))
        results.append(StepResult(step, size, evidence, commit, commits.branch(step)))
    return results


def _let_follow(root: Path, head: Head, changeset: Changeset, results: tuple[StepResult[EvidenceT], ...]) -> None:
    branches = {result.branch: result.commit for result in results if result.branch is not None}
    if branches:
        create_branches(root, branches)
    else:
        apply_changeset(root, changeset, HeadMove(head.commit, results[-1].commit))
