"""What `migrate` does with its options: write, print a patch, commit, prove, undo; and leave with the exit code."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from llama_router_codemod.console import ProgressFormat, input_errors, print_all, printing, progress
from llama_router_codemod.migrate.run import MigrateRun, Writing, migrate
from llama_router_codemod.model.errors import InputError
from llama_router_codemod.printed_results import ReportFormat, print_migrated, print_page, print_series, require_page
from llama_router_codemod.report.exit_codes import ExitCode, exit_code
from llama_router_codemod.tree.parser_limits import parser_limits

if TYPE_CHECKING:
    from collections.abc import Callable

    from llama_router_codemod.migrate.commit_series import SeriesRun
    from llama_router_codemod.migrate.migration import MigrateOptions, Migration
    from llama_router_codemod.migrate.series import SeriesStep
    from llama_router_codemod.model.progress import Report
    from llama_router_codemod.report.html.overview import Overview
    from llama_router_codemod.verify.result import VerifyResult


@dataclass(frozen=True, kw_only=True)
class Proof:
    """How `--verify` proves a migration: the options of the command line, and the names of those that stand there.

    Others have the values of the settings, which do not ask for `--verify`.
    """

    python: Path | None
    requests: int
    seed: int
    accept: tuple[str, ...]
    seconds: float
    given: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What is to become of a migration, beside what it is: the options of the command line."""

    diff: bool
    allow_dirty: bool
    commit: bool
    branch_prefix: str | None
    verify: bool
    proof: Proof
    verified: Path | None
    progress: ProgressFormat
    format: ReportFormat


def run_migration(checkout: Path, options: MigrateOptions, wishes: Wishes) -> NoReturn:
    """Migrate a checkout, print the result, and leave."""
    with input_errors(), parser_limits(checkout, options.exclude):
        _require_sense(wishes)
        evidence = _evidence(wishes.verified)
        shown = _overview(checkout, options) if wishes.format is ReportFormat.HTML else None
        with progress(wishes.progress) as report:
            run = _series if wishes.commit else _migration
            done = run(checkout, options, wishes, report)
    with printing(written=done.written and not done.migration.changeset.is_empty):
        if isinstance(done, MigrateRun):
            if shown is not None:
                print_page(checkout, shown, done, evidence)
            print_migrated(checkout, done, wishes.format, diff=wishes.diff)
        else:
            print_series(done, wishes.format)
    raise typer.Exit(exit_code(done))


def _evidence(verified: Path | None) -> VerifyResult | None:
    if verified is None:
        return None
    from llama_router_codemod.report.html.overview import saved_evidence

    return saved_evidence(verified)


def _overview(checkout: Path, options: MigrateOptions) -> Overview:
    """What the page tells of the checkout as it is."""
    from llama_router_codemod.conventions.host import with_host
    from llama_router_codemod.report.html.overview import overview
    from llama_router_codemod.tree.checkout import Checkout

    return overview(with_host(Checkout.open(checkout, options.exclude), options.host))


def _require_sense(wishes: Wishes) -> None:
    if wishes.proof.given and not wishes.verify:
        raise InputError(f"{wishes.proof.given[0]} is for --verify", "Add --verify, or leave it out.")
    if wishes.branch_prefix is not None and not wishes.commit:
        raise InputError("--branch-prefix is for --commit", "Add --commit, or leave it out.")
    if wishes.commit and (wishes.diff or wishes.allow_dirty):
        raise InputError("--commit takes what is committed, and commits", "Leave out --diff and --allow-dirty.")
    require_page(wishes.verified, wishes.format)
    if wishes.commit and wishes.format is ReportFormat.HTML:
        raise InputError("there is no page of a series of commits", "Use --format markdown, or leave out --commit.")


def _migration(checkout: Path, options: MigrateOptions, wishes: Wishes, report: Report) -> MigrateRun[VerifyResult]:
    prove = _proof(checkout, options, wishes, report)
    writing = Writing(enabled=not wishes.diff, allow_dirty=wishes.allow_dirty)
    return migrate(checkout, options, writing, None if prove is None else partial(prove, ()), report)


def _series(checkout: Path, options: MigrateOptions, wishes: Wishes, report: Report) -> SeriesRun[VerifyResult]:
    from llama_router_codemod.migrate.commit_series import Commits, commit_series
    from llama_router_codemod.report.pull_request import message

    prove = _proof(checkout, options, wishes, report)
    prove_step = None if prove is None else partial(_proof_of_step, prove)
    commits = Commits(message, prove_step, wishes.branch_prefix)
    return commit_series(checkout, options, commits, report)


def _proof_of_step(
    prove: Callable[[tuple[str, ...], Migration], VerifyResult], step: SeriesStep, so_far: Migration
) -> VerifyResult:
    # Of an API that no server serves by itself, verify knows nothing; with no API it tries the routes of all.
    return prove(step.served, so_far)


def _proof(
    checkout: Path, options: MigrateOptions, wishes: Wishes, report: Report
) -> Callable[[tuple[str, ...], Migration], VerifyResult] | None:
    """What is asked before anything is written, with the APIs whose routes are tried, all without any; None without
    --verify. Raises InputError for an unknown code."""
    if not wishes.verify:
        return None
    from llama_router_codemod.verify.planned import verify_planned
    from llama_router_codemod.verify.verification import VerifyOptions

    proof = wishes.proof
    asked = VerifyOptions(
        python=proof.python,
        requests=proof.requests,
        seed=proof.seed,
        accept=proof.accept,
        seconds=proof.seconds,
        exclude=options.exclude,
    )
    return lambda apis, planned: verify_planned(checkout, planned, replace(asked, apis=apis), report)


def undo_interrupted(checkout: Path, *, is_alone: bool) -> NoReturn:
    """Put back what an interrupted run changed."""
    from llama_router_codemod.tree.undo import Undone, undo_run

    with input_errors():
        if not is_alone:
            raise InputError("--undo only puts back what an interrupted run changed", "Leave out the other options.")
        undone = undo_run(checkout)
    with printing(written=undone is not Undone.NOTHING):
        match undone:
            case Undone.NOTHING:
                words = "no run was interrupted here"
            case Undone.RUN:
                words = "the files are as they were before the interrupted run"
            case Undone.REMAINS:
                words = "the interrupted run had written all files; what it left behind is removed"
        print_all([f"{checkout}: {words}"])
    raise typer.Exit(ExitCode.DONE)
