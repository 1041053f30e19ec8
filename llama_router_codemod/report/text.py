"""Results for people: rich renderables that a console prints with or without colour."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from llama_router_codemod.migrate.migration import Outcome
from llama_router_codemod.model.catalogue import CATALOGUE
from llama_router_codemod.model.encodable import encodable
from llama_router_codemod.model.finding import Severity
from llama_router_codemod.report.counted import count
from llama_router_codemod.report.left_out_text import left_out_text
from llama_router_codemod.report.messages import message
from llama_router_codemod.report.styled import Styled, line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import RenderableType

    from llama_router_codemod.inventory.inventory import Inventory
    from llama_router_codemod.migrate.commit_series import SeriesRun
    from llama_router_codemod.migrate.run import MigrateRun
    from llama_router_codemod.model.finding import Finding
    from llama_router_codemod.verify.result import VerifyResult


def inventory_text(inventory: Inventory) -> Iterator[RenderableType]:
    """A table of the APIs, a table of their routes, and a line that counts both."""
    from rich.table import Table

    apis = Table(title="APIs", title_justify="left", box=None, pad_edge=False)
    for heading in ("API", "Protocol", "module", "levels", "state"):
        apis.add_column(heading, overflow="fold")
    apis.add_column("routes", justify="right")
    for api in inventory.apis:
        state = api.state if api.served else f"{api.state}, not served"
        row = (api.name, api.protocol or "", api.module or "", ", ".join(api.levels), state, str(len(api.routes)))
        apis.add_row(*map(line, row))
    yield apis
    routes = Table(title="\nRoutes", title_justify="left", box=None, pad_edge=False)
    for heading in ("declared", "served", "path", "function", "notes"):
        routes.add_column(heading, overflow="fold")
    for api in inventory.apis:
        for route in api.routes:
            notes = [
                *(["deprecated"] if route.deprecated else []),
                *([] if route.authentication else ["no authentication"]),
                *([f"scope {route.scope}"] if route.scope else []),
            ]
            function = f"{api.name}.{route.function}"
            cells = (route.declared_verb or "", route.served_verb, route.path, function, ", ".join(notes))
            routes.add_row(*map(line, cells))
    yield routes
    counted = f"{count(len(inventory.apis), 'API')}, {count(inventory.routes, 'route')}"
    yield Styled("")
    yield line(f"{counted} below {inventory.api_root}")
    yield from left_out_text(inventory.left_out)


def findings_text(findings: Iterable[Finding]) -> Iterator[RenderableType]:
    """The findings, grouped by code, refusals last: a heading with the advice, then a line for each place."""
    ordered = sorted(findings, key=_order)
    code = ""
    for item in ordered:
        if item.code != code:
            code = item.code
            style = "bold red" if item.severity is Severity.REFUSAL else "bold"
            yield line(f"{code} {CATALOGUE[code].title}", style=style)
            yield line(f"  {CATALOGUE[code].advice}", style="dim")
        yield line(encodable(f"  {item.place}: {message(item.facts)}"))


def _order(finding: Finding) -> tuple[bool, str, str, int]:
    return finding.severity is Severity.REFUSAL, finding.code, str(finding.place.path), finding.place.line


def summary_text(run: MigrateRun[VerifyResult] | SeriesRun[VerifyResult]) -> Styled:
    """One line: what was scanned, changed, skipped (by reason) and refused."""
    migration = run.migration
    outcomes = Counter(item.outcome for item in migration.packages)
    skipped = Counter(item.reason for item in migration.packages if item.outcome is Outcome.SKIPPED)
    reasons = ", ".join(f"{number} {reason}" for reason, number in sorted(skipped.items()))
    changes = Counter(change.kind for change in migration.changeset.changes)
    if not changes:
        files = "no file changes"
    else:
        files = (
            f"{count(changes['created'], 'file')} created, {changes['modified']} modified, "
            f"{changes['deleted']} deleted, {_written(run)}"
        )
    routes = sum(item.routes for item in migration.packages if item.outcome is Outcome.MIGRATED)
    return line(
        f"{count(migration.scanned, 'file')} scanned; "
        f"{count(outcomes[Outcome.MIGRATED], 'API package')} migrated ({count(routes, 'route')}), "
        f"{outcomes[Outcome.SKIPPED]} skipped{f' ({reasons})' if reasons else ''}, "
        f"{outcomes[Outcome.REFUSED]} refused; {files}; {count(len(migration.findings), 'finding')}"
    )


def _written(run: MigrateRun[VerifyResult] | SeriesRun[VerifyResult]) -> str:
    if run.written:
        return "written"
    verified = run.evidence is None or run.evidence.is_accepted
    return "not written (--diff)" if verified else "not written: the evidence has differences"
