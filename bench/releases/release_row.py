"""One row of the table, what would be wrong in it, and how it is printed. Pure."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

HEADER = (
    "release",
    "APIs",
    "routes",
    "migrated",
    "refused with reason",
    "webmethods left",
    "served routes equal",
    "compiles",
    "new ruff findings",
    "second run",
    "exit",
)
NOTHING = "-"


@dataclass(frozen=True, order=True)
class Release:
    """A release on the package index."""

    version: str
    distribution: str = "llama-stack"

    def __str__(self) -> str:
        return self.version if self.distribution == "llama-stack" else f"{self.distribution} {self.version}"

    @property
    def number(self) -> tuple[int, ...]:
        return tuple(map(int, self.version.split(".")))


class Outcome(enum.StrEnum):
    """What a run of `migrate` did with a tree."""

    MIGRATED = "migrated"
    REFUSED = "refused"
    NO_API = "no API"
    FAILED = "failed"


def allowed_outcomes(release: Release) -> frozenset[Outcome]:
    """What may come of a release: 0.2 and 0.3 are migrated, 0.4 has routers of its own and is left alone."""
    if release.distribution != "llama-stack" or release.number >= (0, 4):
        return frozenset({Outcome.REFUSED, Outcome.NO_API})
    if release.number < (0, 2):
        return frozenset({Outcome.MIGRATED, Outcome.REFUSED})
    return frozenset({Outcome.MIGRATED})


@dataclass(frozen=True)
class ServedRoutes:
    """How many routes the legacy discovery lists, and what is otherwise in the migrated tree.

    `libraries_of` is the release in whose environment both were executed, None if their sources were read.
    """

    count: int
    libraries_of: str | None = None
    differences: tuple[str, ...] = ()


@dataclass(frozen=True)
class Refusal:
    """The code and the title of a refusal."""

    code: str
    title: str


@dataclass(frozen=True)
class ReleaseRow:
    """What came of one release.

    `apis` and `routes` are what there was to migrate, None where no API was found; `migrated` counts routes, `refused`
    API packages. `served`, `compiles` and `ruff_findings` tell of a migrated tree only. `unchanged` is whether the run
    left every byte, `second_run_unchanged` whether the second run did and gave the same exit code.
    """

    release: Release
    outcome: Outcome
    exit_code: int
    apis: int | None
    routes: int | None
    migrated: int
    refused: int
    refusals: tuple[Refusal, ...]
    webmethods_left: int | None
    unchanged: bool
    second_run_unchanged: bool
    served: ServedRoutes | None = None
    compiles: bool | None = None
    ruff_findings: tuple[str, ...] | None = None

    def cells(self) -> tuple[str, ...]:
        """The row's cells in the order of HEADER."""
        reasons = ", ".join(f"{refusal.code}: {refusal.title}" for refusal in self.refusals)
        if self.outcome is Outcome.NO_API:
            reasons = "no API in this package"
        migrated = self.outcome is Outcome.MIGRATED
        return (
            str(self.release),
            _count(self.apis),
            _count(self.routes),
            str(self.migrated),
            f"{reasons or 'none'}{'' if migrated or not self.unchanged else '; untouched'}",
            _count(self.webmethods_left),
            NOTHING if self.served is None else _served(self.served, self.release),
            NOTHING if self.compiles is None else "yes" if self.compiles else "**no**",
            NOTHING if self.ruff_findings is None else str(len(self.ruff_findings)),
            "no change" if self.second_run_unchanged else "**changes**",
            str(self.exit_code),
        )


def faults(row: ReleaseRow) -> Iterator[str]:
    """Everything that must not be in a row."""
    if row.outcome not in allowed_outcomes(row.release):
        yield f"{row.outcome}: {', '.join(refusal.code for refusal in row.refusals)}"
    if not row.second_run_unchanged:
        yield "the second run changes something"
    if row.outcome is not Outcome.MIGRATED:
        if not row.unchanged:
            yield "not migrated, but changed"
        if row.migrated:
            yield f"{row.migrated} routes are migrated, the rest is not"
        return
    if row.exit_code != 0:
        yield f"exit code {row.exit_code}"
    if row.migrated != row.routes or row.refused or row.refusals:
        yield f"{row.migrated} of {row.routes} routes are migrated, {row.refused} packages refused"
    if row.webmethods_left != 0:
        yield f"{row.webmethods_left} webmethods are left"
    if row.served is None or not row.served.count:
        yield ": ".join(["no served routes were found", *(row.served.differences if row.served else ())])
    else:
        yield from row.served.differences
    if not row.compiles:
        yield "a file does not compile"
    yield from row.ruff_findings or ()


def markdown(rows: Sequence[ReleaseRow]) -> str:
    """The table."""
    lines = [HEADER, ("---",) * len(HEADER), *(row.cells() for row in rows)]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def _served(served: ServedRoutes, release: Release) -> str:
    equal = f"{len(served.differences)} differ" if served.differences else f"{served.count} of {served.count}"
    match served.libraries_of:
        case None:
            return f"{equal}, read"
        case release.version:
            return f"{equal}, executed"
        case other:
            return f"{equal}, executed with libraries of {other}"


def _count(number: int | None) -> str:
    return NOTHING if number is None else str(number)
