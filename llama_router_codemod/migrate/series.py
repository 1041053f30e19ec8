"""Plans a migration as a series: what a checkout needs once, then one API package after the other, then the clean-up.

Each step is planned on the tree that the one before it leaves, in memory. The last leaves what a migration of all at
once writes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from llama_router_codemod.contract.served_path import served_path
from llama_router_codemod.contract.served_verb import written_verbs
from llama_router_codemod.conventions.packages import api_packages
from llama_router_codemod.conventions.selected_packages import select
from llama_router_codemod.migrate.dependency_order import in_dependency_order
from llama_router_codemod.migrate.migration import MigrateOptions, Migration, PackageOutcome, Part, Report
from llama_router_codemod.migrate.plan import plan_part
from llama_router_codemod.model.api import Api, ApiPackage, State
from llama_router_codemod.model.route import PutRoutes
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.tree.changeset import composed
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
    migrates. The migration's changes start from the step before, its findings are those that no earlier step told."""

    part: Part
    name: str
    apis: tuple[str, ...]
    routes: tuple[ServedRoute, ...]
    migration: Migration


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

    The clean-up is a step when no API is pending any more. Raises InputError as `plan_migration` does.
    """
    symbols = Symbols(checkout)
    packages = [item for item in select(api_packages(symbols), options.apis) if item.state is not State.MIGRATED]
    parts: list[tuple[Part, ApiPackage | None]] = [
        (Part.INFRASTRUCTURE, None),
        *((Part.APIS, package) for package in in_dependency_order(symbols, packages)),
        (Part.CLEANUP, None),
    ]
    steps: list[SeriesStep] = []
    for part, package in parts:
        step = _step(symbols, replace(options, apis=_asked(part, package, options)), report, part, package)
        if part is Part.INFRASTRUCTURE and step.migration.refused:
            return Series((), plan_part(symbols, options, report, Part.ALL))
        steps.append(_news(step, steps))
        symbols = symbols.over(symbols.checkout.changed(step.migration.changeset))
    whole = _whole(steps)
    if not any(step.part is Part.APIS and not step.migration.changeset.is_empty for step in steps):
        # Nobody needs routers, or they are there already.
        steps = [step for step in steps if step.part is not Part.INFRASTRUCTURE]
        whole = replace(whole, changeset=_whole(steps).changeset)
    return Series(tuple(step for step in steps if not step.migration.changeset.is_empty), whole)


def _asked(part: Part, package: ApiPackage | None, options: MigrateOptions) -> tuple[str, ...]:
    """The names to plan a part with; the clean-up is for all, and does not know the APIs of migrated packages."""
    if package is not None:
        return (package.name,)
    return options.apis if part is Part.INFRASTRUCTURE else ()


def _step(
    symbols: Symbols, options: MigrateOptions, report: Report, part: Part, package: ApiPackage | None
) -> SeriesStep:
    migration = plan_part(symbols, options, lambda said: report(f"{_name(part, package)}: {said}"), part)
    apis = package.apis if package is not None else ()
    return SeriesStep(
        part,
        _name(part, package),
        tuple(api.name for api in apis),
        tuple(route for api in apis for route in _routes(api, options.put)),
        migration,
    )


def _name(part: Part, package: ApiPackage | None) -> str:
    return package.name if package is not None else "infrastructure" if part is Part.INFRASTRUCTURE else "clean-up"


def _routes(api: Api, put: PutRoutes) -> Iterator[ServedRoute]:
    for _, method, route in api.routes:
        for verb in written_verbs(route, put):
            yield ServedRoute(verb, served_path(route), method.name)


def _news(step: SeriesStep, earlier: Sequence[SeriesStep]) -> SeriesStep:
    """The step with what none of the earlier ones told."""
    told = {finding for item in earlier for finding in item.migration.findings}
    findings = tuple(finding for finding in step.migration.findings if finding not in told)
    return replace(step, migration=replace(step.migration, findings=findings))


def _whole(steps: Sequence[SeriesStep]) -> Migration:
    """The steps as one migration, in which each package has the outcome that it has in its own step."""
    outcomes: dict[str, PackageOutcome] = {}
    for step in steps:
        for outcome in step.migration.packages:
            if outcome.name not in outcomes or (step.part is Part.APIS and outcome.name == step.name):
                outcomes[outcome.name] = outcome
    return Migration(
        composed(step.migration.changeset for step in steps),
        tuple(sorted({finding for step in steps for finding in step.migration.findings})),
        tuple(outcomes.values()),
        steps[0].migration.scanned,
        steps[0].migration.exclusions,
    )
