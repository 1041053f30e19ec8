"""The results of commands on stdout, in one of several formats, and what a person must know on stderr."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from llama_router_codemod.console import print_all, print_beside, print_bytes, print_document

if TYPE_CHECKING:
    from llama_router_codemod.migrate.run import MigrateRun
    from llama_router_codemod.report.migrate_document import MigrateResult
    from llama_router_codemod.verify.result import VerifyResult


class Format(enum.StrEnum):
    """How a result is printed."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


def print_migrated(
    run: MigrateRun[VerifyResult],
    result: MigrateResult,
    format: Format,  # noqa: A002
    *,
    diff: bool,
) -> None:
    """The result, or the patch, on stdout; findings, evidence and the summary beside it on stderr."""
    from llama_router_codemod.report.text import findings_text, left_out_text, summary_text
    from llama_router_codemod.tree.patch import render_patch

    match format:
        case Format.JSON:
            print_document(result.model_dump_json(indent=2))
        case Format.MARKDOWN:
            from llama_router_codemod.report.markdown import migrate_markdown

            print_document(migrate_markdown(result))
        case Format.TEXT if diff:
            print_bytes(render_patch(run.migration.changeset))
        case Format.TEXT:
            pass
    print_beside(findings_text(result.findings))
    if run.evidence is not None:
        from llama_router_codemod.report.verify_text import verify_text

        print_beside(verify_text(run.evidence))
    (print_beside if diff or format is not Format.TEXT else print_all)(
        [*left_out_text(result.left_out), summary_text(result)]
    )


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
