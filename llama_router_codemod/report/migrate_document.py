"""The result of `migrate` as a document: what was scanned, changed, skipped and refused, and all findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from llama_router_codemod.model.catalogue import CATALOGUE
from llama_router_codemod.model.document import Document
from llama_router_codemod.model.finding import Finding, Severity
from llama_router_codemod.report.messages import message
from llama_router_codemod.tree.left_out import LeftOut, left_out
from llama_router_codemod.verify.result import VerifyResult

if TYPE_CHECKING:
    from llama_router_codemod.migrate.commit_series import SeriesRun
    from llama_router_codemod.migrate.run import MigrateRun

SCHEMA_VERSION = 1


class FindingEntry(Document):
    """One finding with the advice of the catalogue."""

    code: str
    severity: Severity
    title: str
    path: str
    line: int
    column: int
    api: str | None
    method: str | None
    message: str
    advice: str


class FileEntry(Document):
    """One file of the changeset."""

    path: str
    change: str = Field(description="created, modified or deleted")


class PackageEntry(Document):
    """One API package and what happened to it."""

    name: str
    apis: list[str]
    routes: int
    outcome: str = Field(description="migrated, refused or skipped")
    reason: str


class MigrateResult(Document):
    """What a run did, or would do."""

    version: int = SCHEMA_VERSION
    written: bool
    scanned: int = Field(description="Python files looked at.")
    files: list[FileEntry]
    packages: list[PackageEntry]
    findings: list[FindingEntry]
    left_out: list[LeftOut] = Field(default=[], description="What patterns leave out.")
    verification: VerifyResult | None = Field(default=None, description="With --verify, the evidence.")

    def count(self, change: str) -> int:
        """How many files were created, modified or deleted."""
        return sum(file.change == change for file in self.files)


def migrate_result(run: MigrateRun[VerifyResult] | SeriesRun[VerifyResult]) -> MigrateResult:
    """The document of a run."""
    migration = run.migration
    return MigrateResult(
        written=run.written,
        scanned=migration.scanned,
        files=[FileEntry(path=str(change.path), change=change.kind) for change in migration.changeset.changes],
        packages=[
            PackageEntry(
                name=item.name, apis=list(item.apis), routes=item.routes, outcome=item.outcome, reason=item.reason
            )
            for item in migration.packages
        ],
        findings=[finding_entry(finding) for finding in migration.findings],
        left_out=left_out(migration.exclusions),
        verification=run.evidence,
    )


def finding_entry(finding: Finding) -> FindingEntry:
    """A finding as an entry of a document."""
    kind = CATALOGUE[finding.code]
    return FindingEntry(
        code=finding.code,
        severity=finding.severity,
        title=kind.title,
        path=str(finding.place.path),
        line=finding.place.line,
        column=finding.place.column,
        api=finding.api,
        method=finding.method,
        message=message(finding.facts),
        advice=kind.advice,
    )
