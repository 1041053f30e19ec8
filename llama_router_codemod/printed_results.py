"""The results of commands on stdout, in one of several formats, and what a person must know on stderr."""

from __future__ import annotations

import enum
import os
from pathlib import Path
from typing import TYPE_CHECKING

from llama_router_codemod.console import print_all, print_beside, print_bytes, print_document
from llama_router_codemod.model.errors import InputError

if TYPE_CHECKING:
    from llama_router_codemod.check.result import CheckResult
    from llama_router_codemod.migrate.commit_series import SeriesRun
    from llama_router_codemod.migrate.run import MigrateRun
    from llama_router_codemod.report.html.overview import Overview
    from llama_router_codemod.verify.result import VerifyResult

#: The variable that names the file for the summary of a step, in GitHub's workflows.
STEP_SUMMARY = "GITHUB_STEP_SUMMARY"


class CheckFormat(enum.StrEnum):
    """How the result of `check` is printed."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    GITHUB = "github"
    SARIF = "sarif"


class Format(enum.StrEnum):
    """How a result is printed."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


class ReportFormat(enum.StrEnum):
    """How a result that also has a page is printed."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"


def require_page(verified: Path | None, format: ReportFormat) -> None:  # noqa: A002
    """Raises InputError where evidence is given for what is no page."""
    if verified is not None and format is not ReportFormat.HTML:
        raise InputError("--verified is for --format html", "Add --format html, or leave it out.")


def print_page(checkout: Path, shown: Overview, run: MigrateRun[VerifyResult], evidence: VerifyResult | None) -> None:
    """The page of a checkout, with the migration that is planned or written; its own evidence comes first."""
    from llama_router_codemod.report.html.page import page
    from llama_router_codemod.report.migrate_document import migrate_result

    name = checkout.resolve().name
    result = migrate_result(run)
    print_document(page(name, shown.inventory, run.migration, result, shown.order, run.evidence or evidence))


def print_migrated(
    checkout: Path,
    run: MigrateRun[VerifyResult],
    format: ReportFormat,  # noqa: A002
    *,
    diff: bool,
) -> None:
    """The result, or the patch, on stdout; findings, evidence and the summary beside it on stderr."""
    from llama_router_codemod.report.left_out_text import left_out_text
    from llama_router_codemod.report.text import findings_text, summary_text
    from llama_router_codemod.tree.git import work_tree_prefix
    from llama_router_codemod.tree.left_out import left_out
    from llama_router_codemod.tree.patch import render_patch

    match format:
        case ReportFormat.JSON:
            # Not at the top: a document is made with Pydantic, which takes a tenth of a second to import.
            from llama_router_codemod.report.migrate_document import migrate_result

            print_document(migrate_result(run).model_dump_json(indent=2))
        case ReportFormat.MARKDOWN:
            from llama_router_codemod.report.markdown import migrate_markdown

            print_document(migrate_markdown(run))
        case ReportFormat.TEXT if diff:
            print_bytes(render_patch(run.migration.changeset, work_tree_prefix(checkout) or ""))
        case ReportFormat.TEXT | ReportFormat.HTML:
            pass
    print_beside(findings_text(run.migration.findings))
    if run.evidence is not None:
        from llama_router_codemod.report.verify_text import verify_text

        print_beside(verify_text(run.evidence))
    (print_beside if diff or format is not ReportFormat.TEXT else print_all)(
        [*left_out_text(left_out(run.migration.exclusions)), summary_text(run)]
    )


def print_series(run: SeriesRun[VerifyResult], format: ReportFormat) -> None:  # noqa: A002
    """The commits, or their pull requests, on stdout; findings, evidence and the summary beside them on stderr."""
    from llama_router_codemod.report.left_out_text import left_out_text
    from llama_router_codemod.report.series_document import series_markdown, series_result, series_text, unsigned_text
    from llama_router_codemod.report.text import findings_text, summary_text

    result = series_result(run)
    match format:
        case ReportFormat.JSON:
            print_document(result.model_dump_json(indent=2))
        case ReportFormat.MARKDOWN:
            print_document(series_markdown(result))
        case ReportFormat.TEXT | ReportFormat.HTML:
            print_all(series_text(result))
    print_beside(findings_text(run.migration.findings))
    if run.evidence is not None and not run.is_accepted:
        from llama_router_codemod.report.verify_text import verify_text

        print_beside(verify_text(run.evidence))
    print_beside([*left_out_text(result.migration.left_out), *unsigned_text(result), summary_text(run)])


def print_verified(result: VerifyResult, format: Format) -> None:  # noqa: A002
    """The evidence on stdout."""
    from llama_router_codemod.report.verify_markdown import verify_markdown
    from llama_router_codemod.report.verify_text import verify_text

    match format:
        case Format.JSON:
            print_document(result.model_dump_json(indent=2))
        case Format.MARKDOWN:
            print_document(verify_markdown(result))
        case Format.TEXT:
            print_all(verify_text(result))


def print_checked(result: CheckResult, format: CheckFormat) -> None:  # noqa: A002
    """What is left on stdout; beside annotations, a summary for the page of the job where there is a file for it."""
    match format:
        case CheckFormat.JSON:
            from llama_router_codemod.report.check_document import check_document

            print_document(check_document(result).model_dump_json(indent=2))
        case CheckFormat.MARKDOWN:
            from llama_router_codemod.report.check_markdown import check_markdown

            print_document(check_markdown(result))
        case CheckFormat.GITHUB:
            from llama_router_codemod.report.check_markdown import check_markdown
            from llama_router_codemod.report.github import github_annotations

            print_document("\n".join(github_annotations(result)))
            if summary := os.environ.get(STEP_SUMMARY):
                with Path(summary).open("a", encoding="utf-8") as file:
                    file.write(f"{check_markdown(result)}\n")
        case CheckFormat.SARIF:
            from llama_router_codemod.report.sarif import sarif

            print_document(sarif(result))
        case CheckFormat.TEXT:
            from llama_router_codemod.report.check_text import check_text

            print_all(check_text(result))
