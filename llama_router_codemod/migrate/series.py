"""Plans a migration as a series: what a checkout needs once, then one API package after the other, then the clean-up.

Each step is planned on the tree that the one before it leaves, in memory. The last leaves what a migration of all at
once writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from llama_router_codemod.contract.served_path import served_path
from llama_router_codemod.contract.served_verb import written_verbs
from llama_router_codemod.conventions.packages import api_packages
from llama_router_codemod.migrate.dependency_order import in_dependency_order
from llama_router_codemod.migrate.migration import MigrateOptions, Migration, Outcome, Part
from llama_router_codemod.migrate.plan import plan_part
from llama_router_codemod.model.api import Api, ApiPackage, State
from llama_router_codemod.model.finding import Finding
from llama_router_codemod.model.progress import Counted, Report
from llama_router_codemod.model.route import PutRoutes
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.tree.changeset import composed, remaining
from llama_router_codemod.tree.checkout import Checkout


@dataclass(frozen=True)
class ServedRoute:
    """A route as a router serves it, and the method that it calls."""

    verb: str
    path: str
    method: str


@dataclass(frozen=True)
class SeriesStep:
    """One commit of a series. `name` is that of the package, or of the part; `apis` and `routes` are those that it
    migrates, `served` those of the APIs that the server serves without any package that is named in the run. The
    migration's changes start from the step before, its findings are those that no earlier step told."""

    part: Part
    name: str
    apis: tuple[str, ...]
    routes: tuple[ServedRoute, ...]
    migration: Migration
    served: tuple[str, ...] = ()


@dataclass(frozen=True)
class Series:
    """The steps that change something, and the whole as one migration: all changes, all findings, every package."""

    steps: tuple[SeriesStep, ...]
    whole: Migration

    def up_to(self, step: SeriesStep) -> Migration:
        """What the steps do up to one of them, as one migration."""
        migrations = [item.migration for item in self.steps[: self.steps.index(step) + 1]]
        findings = {finding for migration in migrations for finding in migration.findings}
        changeset = composed(migration.changeset for migration in migrations)
        return replace(self.whole, changeset=changeset, findings=tuple(sorted(findings)))


def plan_series(checkout: Checkout, options: MigrateOptions, report: Report = lambda step: None) -> Series:
    """Plan the migration of the APIs that the options name, or of all that are pending, package by package.

    The clean-up is a step of its own, when no API is pending any more. Raises InputError as `plan_migration` does.
    """
    symbols = Symbols(checkout)
    whole = plan_part(symbols, options, report, Part.ALL)
    migrated = {item.name for item in whole.packages if item.outcome is Outcome.MIGRATED}
    pending = [package for package in api_packages(symbols) if package.state is not State.MIGRATED]
    chosen = in_dependency_order(symbols, [package for package in pending if package.name in migrated])
    steps: list[SeriesStep] = []
    for part, package in [(Part.INFRASTRUCTURE, None), *((Part.APIS, package) for package in chosen)] if chosen else ():
        apis = options.apis if package is None else (package.name,)
        steps.append(_step(symbols, replace(options, apis=apis), report, part, package))
        symbols = symbols.over(symbols.checkout.changed(steps[-1].migration.changeset))
    is_last = all(package in chosen for package in pending)
    return Series(tuple(_news(_ended(steps, whole, is_last=is_last))), whole)


def _ended(steps: Sequence[SeriesStep], whole: Migration, *, is_last: bool) -> Iterator[SeriesStep]:
    """The steps with what is left for the whole migration: the clean-up, or what the last of them does otherwise, as
    the order of the lines in a registry."""
    done = composed(step.migration.changeset for step in steps)
    rest = replace(whole, changeset=remaining(whole.changeset, done))
    if is_last:
        yield from steps
        yield SeriesStep(Part.CLEANUP, "clean-up", (), (), rest)
    elif steps:
        *others, last = steps
        yield from others
        changeset = composed([last.migration.changeset, rest.changeset])
        yield replace(last, migration=replace(rest, changeset=changeset))


def _step(
    symbols: Symbols, options: MigrateOptions, report: Report, part: Part, package: ApiPackage | None
) -> SeriesStep:
    migration = plan_part(symbols, options, lambda event: report(_named(event, _name(package))), part)
    apis = package.apis if package is not None else ()
    return SeriesStep(
        part,
        _name(package),
        tuple(api.name for api in apis),
        tuple(route for api in apis for route in _routes(api, options.put)),
        migration,
        tuple(api.name for api in apis if api.member is not None and not api.is_external),
    )


def _named(event: str | Counted, name: str) -> str | Counted:
    """What is told of a step, with the name of the commit that it is for."""
    return f"{name}: {event}" if isinstance(event, str) else replace(event, step=f"{name}: {event.step}")


def _name(package: ApiPackage | None) -> str:
    return "infrastructure" if package is None else package.name


def _routes(api: Api, put: PutRoutes) -> Iterator[ServedRoute]:
    for _, method, route in api.routes:
        for verb in written_verbs(route, put):
            yield ServedRoute(verb, served_path(route), method.name)


def _news(steps: Iterable[SeriesStep]) -> Iterator[SeriesStep]:
    """The steps that change something, with what none of the earlier ones told, be it of another line by now."""
    told: set[tuple[object, ...]] = set()
    for step in steps:
        if not step.migration.changeset.is_empty:
            findings = tuple(finding for finding in step.migration.findings if _said(finding) not in told)
            told |= set(map(_said, findings))
            yield replace(step, migration=replace(step.migration, findings=findings))


def _said(finding: Finding) -> tuple[object, ...]:
    return finding.place.path, finding.facts, finding.api, finding.method
