"""Plans the migration of a package that stands alone, with its host beside it: only files of the package change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from llama_router_codemod.contract.external_protocol import external_protocols
from llama_router_codemod.contract.stray_webmethod import stray_files, stray_webmethods
from llama_router_codemod.contract.unknown_import import unknown_imports
from llama_router_codemod.contract.unready_host import host_with_own_registry, unready_host
from llama_router_codemod.contract.unseen_implementation import unseen_implementations
from llama_router_codemod.conventions.needed_files import require_needed_files
from llama_router_codemod.conventions.packages import api_packages
from llama_router_codemod.conventions.refusals import checkout_refusals
from llama_router_codemod.conventions.router_infrastructure import own_router_infrastructure
from llama_router_codemod.conventions.selected_packages import select
from llama_router_codemod.generate.package import PackageWriter
from llama_router_codemod.infra.infrastructure import infrastructure
from llama_router_codemod.migrate.candidates import candidates
from llama_router_codemod.migrate.draft import Draft
from llama_router_codemod.migrate.edits import follow_mentions, follow_moves, strip_webmethods
from llama_router_codemod.migrate.migration import MigrateOptions, Migration
from llama_router_codemod.migrate.outcomes import package_outcome
from llama_router_codemod.migrate.packages import split_package
from llama_router_codemod.migrate.purpose import Purpose
from llama_router_codemod.migrate.style import styled_changeset
from llama_router_codemod.migrate.wheel import follow_in_wheels
from llama_router_codemod.model.api import State
from llama_router_codemod.model.errors import InputError
from llama_router_codemod.model.finding import Finding, Severity
from llama_router_codemod.model.layout import Layout
from llama_router_codemod.model.progress import Counted, Report
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.tree.checkout import Checkout


def plan_package(checkout: Checkout, options: MigrateOptions, report: Report) -> Migration:
    """Plan the migration of the APIs of a package, and of what else it decorates. The host decides the form.

    Raises InputError as `plan_migration` does.
    """
    if options.rename_protocols:
        raise InputError("--rename-protocols is for a checkout with APIs of its own", "Leave it out.")
    if options.layout is not Layout.TREE:
        raise InputError("--layout is for a checkout with APIs of its own", "Leave it out: the host decides the form.")
    require_needed_files(checkout)
    symbols = Symbols(checkout)
    report("Reading the package")
    packages = [package for package in api_packages(symbols) if checkout.is_own(package.directory)]
    chosen = [package for package in select(packages, options.apis) if package.state is not State.MIGRATED]
    refusals = _refusals(symbols) if chosen else tuple(_missing(symbols))
    found = candidates(symbols, chosen, options, blocked=bool(refusals), report=report)
    shared = infrastructure(symbols)
    writer = PackageWriter(symbols, found.moves(flat=True), shared, options.put, options.keep_shims)
    draft = follow_moves(Draft(checkout), found.moves())
    for number, candidate in enumerate(found.accepted):
        report(Counted(f"Writing {candidate.name}", number, len(found.accepted)))
        draft = split_package(draft, symbols, candidate, writer).noted(candidate.findings)
        for item in candidate.apis:
            draft = draft.noted(unseen_implementations(symbols, item.api))
    draft = draft.noted([*refusals, *found.refusals, *external_protocols(symbols)])
    if all(package.state is State.MIGRATED or package.directory in found.directories for package in packages):
        strays = filter(checkout.is_own, stray_files(symbols))
        draft = strip_webmethods(draft.to(Purpose.DECORATORS), symbols, strays).noted(stray_webmethods(symbols))
    draft = follow_in_wheels(follow_mentions(draft, found.moves()))
    report("Formatting")
    return Migration(
        styled_changeset(draft),
        tuple(sorted(set(_of_package(checkout, draft.findings)))),
        tuple(package_outcome(package, found, chosen) for package in packages),
        sum(map(checkout.is_own, checkout.python_files)),
        checkout.exclusions,
        draft.purposes,
    )


def _refusals(symbols: Symbols) -> tuple[Finding, ...]:
    """Why no router can be written for the host."""
    return (
        tuple(host_with_own_registry(symbols))
        or tuple(own_router_infrastructure(symbols))
        or tuple(unready_host(symbols))
        or checkout_refusals(symbols)
        or infrastructure(symbols).refusals
        or tuple(_missing(symbols))
    )


def _missing(symbols: Symbols) -> Iterator[Finding]:
    """What the package imports and the host does not have: where nothing is to be written, that must be told, too."""
    checkout = symbols.checkout
    host = {module for module, path in checkout.modules.items() if not checkout.is_own(path)}
    for path in filter(checkout.is_own, checkout.python_files):
        yield from unknown_imports(symbols, path, host)


def _of_package(checkout: Checkout, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Those that are about the package, and those for which it is refused."""
    for finding in findings:
        if checkout.is_own(finding.place.path) or finding.severity is Severity.REFUSAL:
            yield finding
