"""A planned migration: which packages, what becomes of each file, what a person must know."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from llama_router_codemod.migrate.purpose import Purpose
from llama_router_codemod.model.finding import Finding, Severity
from llama_router_codemod.model.layout import Layout
from llama_router_codemod.model.route import PutRoutes
from llama_router_codemod.tree.changeset import Changeset
from llama_router_codemod.tree.exclusion import Exclusion


@dataclass(frozen=True, kw_only=True)
class MigrateOptions:
    """What to migrate, and how.

    `apis` are names of packages or members of `Api`; none means all that are pending. With `keep_undeclared_fields`
    answers keep the fields that their response model does not declare. With `keep_legacy` the webmethod system stays,
    for API packages elsewhere that use it. `put` tells which verbs routes have that are declared with one which was
    never served. With `rename_protocols` the Protocols behind routes get the names of services. Files that the patterns
    `exclude` match are left out. `host` is what a package that stands alone is for: a checkout, or an environment.
    With `keep_shims` the paths of split modules remain, for importers elsewhere. With `imports_only` a package outside
    follows the moves of its host, and nothing else happens. `layout` is the form that routers get.
    """

    apis: tuple[str, ...] = ()
    keep_undeclared_fields: bool = False
    keep_legacy: bool = False
    put: PutRoutes = PutRoutes.SERVED
    rename_protocols: bool = False
    exclude: tuple[str, ...] = ()
    host: Path | None = None
    keep_shims: bool = False
    imports_only: bool = False
    layout: Layout = Layout.TREE


class Part(enum.Enum):
    """A whole migration, or one of the parts that a series of commits has."""

    ALL = enum.auto()
    INFRASTRUCTURE = enum.auto()
    APIS = enum.auto()
    CLEANUP = enum.auto()


class Outcome(enum.StrEnum):
    """What happens to a package."""

    MIGRATED = "migrated"
    REFUSED = "refused"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class PackageOutcome:
    """What happens to one package, and why if it is not migrated."""

    name: str
    apis: tuple[str, ...]
    routes: int
    outcome: Outcome
    reason: str = ""


@dataclass(frozen=True)
class Migration:
    """A planned migration; nothing is written yet. `scanned` counts the Python files that were looked at, `exclusions`
    tell which were left out, `purposes` what each file is changed for."""

    changeset: Changeset
    findings: tuple[Finding, ...]
    packages: tuple[PackageOutcome, ...]
    scanned: int
    exclusions: tuple[Exclusion, ...] = ()
    purposes: Mapping[PurePosixPath, tuple[Purpose, ...]] = field(default_factory=dict)

    @property
    def refused(self) -> bool:
        """Whether something that was asked for is left undone."""
        return any(finding.severity is Severity.REFUSAL for finding in self.findings)
