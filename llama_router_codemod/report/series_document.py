"""The result of `migrate --commit` as a document: that of the whole migration, and each commit of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from llama_router_codemod.migrate.commit_series import SeriesRun, StepResult
from llama_router_codemod.model.document import Document
from llama_router_codemod.report.counted import count
from llama_router_codemod.report.migrate_document import MigrateResult, migrate_result
from llama_router_codemod.report.pull_request import body, subject
from llama_router_codemod.report.styled import Styled, line
from llama_router_codemod.verify.result import VerifyResult

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA_VERSION = 1


class CommitEntry(Document):
    """One commit of the series, as its pull request says it."""

    name: str = Field(description="The package, infrastructure or clean-up.")
    commit: str = Field(description='Its name, "" where evidence spoke against it.')
    branch: str | None = Field(description="With --branch-prefix, the branch that ends with it.")
    subject: str
    body: str = Field(description="In Markdown.")
    files: int
    added: int = Field(description="Lines that come, moved files found.")
    removed: int = Field(description="Lines that go.")
    verification: VerifyResult | None = Field(description="With --verify, the evidence.")


class SeriesResult(Document):
    """What a series of commits did."""

    version: int = SCHEMA_VERSION
    base: str = Field(description="The commit that the first one is on top of.")
    written: bool = Field(description="Whether a branch has the commits.")
    unsigned: bool = Field(description="Whether git was to sign commits; these are not signed.")
    commits: list[CommitEntry]
    migration: MigrateResult = Field(description="The whole series as one migration.")


def series_result(run: SeriesRun[VerifyResult]) -> SeriesResult:
    """The document of a series."""
    return SeriesResult(
        base=run.base,
        written=run.written,
        unsigned=run.unsigned and run.written,
        commits=[_entry(result) for result in run.results],
        migration=migrate_result(run),
    )


def _entry(result: StepResult[VerifyResult]) -> CommitEntry:
    return CommitEntry(
        name=result.step.name,
        commit=result.commit,
        branch=result.branch,
        subject=subject(result.step),
        body=body(result.step, result.size, result.evidence),
        files=result.size.files,
        added=result.size.added,
        removed=result.size.removed,
        verification=result.evidence,
    )


def series_text(result: SeriesResult) -> Iterator[Styled]:
    """A line for each commit: its name, its subject, its size, and its branch if it has one."""
    for item in result.commits if result.written else ():
        size = f"{count(item.files, 'file')}, +{item.added} -{item.removed}"
        branch = f" [{item.branch}]" if item.branch else ""
        yield line(f"{item.commit[:12]} {item.subject} ({size}){branch}")


def series_markdown(result: SeriesResult) -> str:
    """The title and the body of each commit's pull request."""
    return "\n\n".join(f"# {item.subject}\n\n{item.body}" for item in result.commits)


def unsigned_text(result: SeriesResult) -> Iterator[Styled]:
    """How to sign what git was to sign."""
    if result.unsigned:
        command = f"git rebase --force-rebase --gpg-sign {result.base[:12]}"
        yield line("The commits are not signed, though commit.gpgSign is set: no program that a configuration names is")
        yield line(f"  run. `{command}` signs them; with --branch-prefix on the last branch, with --update-refs.")
