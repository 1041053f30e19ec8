"""The migration of a checkout as data: which packages, what becomes of each file, what a person must know."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from llama_router_codemod.contract.operation import operations_of, with_free_model_names
from llama_router_codemod.contract.safety import operation_refusals, package_refusals
from llama_router_codemod.contract.stray_webmethod import stray_webmethods
from llama_router_codemod.contract.undeclared_fields import undeclared_fields
from llama_router_codemod.conventions.implementations import implementations
from llama_router_codemod.conventions.packages import ApiPackage, api_packages
from llama_router_codemod.generate.package import PackageLayout, PackageWriter, layout_of, with_written_files
from llama_router_codemod.generate.routes import RoutedApi
from llama_router_codemod.infra.infrastructure import Infrastructure, infrastructure
from llama_router_codemod.migrate.draft import Draft
from llama_router_codemod.migrate.selection import select
from llama_router_codemod.model.catalogue import is_refusal
from llama_router_codemod.model.move import Move
from llama_router_codemod.model.spec import Finding, State
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.rewrite.imports.mentions import mentions
from llama_router_codemod.rewrite.imports.unmovable import unmovable_uses
from llama_router_codemod.rewrite.server.integration import server_integration
from llama_router_codemod.tree.changeset import Changeset
from llama_router_codemod.tree.checkout import Checkout

Report = Callable[[str], None]


@dataclass(frozen=True)
class PackageOutcome:
    """What happens to one package: `migrated`, `refused`, or `skipped` with the reason."""

    name: str
    apis: tuple[str, ...]
    routes: int
    outcome: str
    reason: str = ""


@dataclass(frozen=True)
class Migration:
    """A planned migration; nothing is written yet. `scanned` counts the Python files that were looked at."""

    changeset: Changeset
    findings: tuple[Finding, ...]
    packages: tuple[PackageOutcome, ...]
    scanned: int

    @property
    def refused(self) -> bool:
        """Whether something that was asked for is left undone."""
        return any(is_refusal(finding.code) for finding in self.findings)


@dataclass(frozen=True)
class _Candidate:
    """A package that can be migrated as far as it alone can tell."""

    layout: PackageLayout
    apis: tuple[RoutedApi, ...]
    findings: tuple[Finding, ...]


def plan_migration(
    checkout: Checkout,
    names: Iterable[str] = (),
    *,
    keep_undeclared_fields: bool = False,
    report: Report = lambda step: None,
) -> Migration:
    """Plan the migration of the named APIs, of all that are pending without names.

    `report` is told what is being done. Raises InputError for bad input: an unknown name, a file that does not parse.
    """
    symbols = Symbols(checkout)
    report("Reading the APIs")
    packages = api_packages(symbols)
    for path in checkout.python_files_below(checkout.api_root):
        symbols.tree(path)  # a broken file beside the APIs may hold what they need, whether it names webmethod or not
    chosen = [package for package in select(packages, names) if package.state is not State.MIGRATED]
    shared = infrastructure(symbols)
    candidates: list[_Candidate] = []
    server = server_integration(symbols, shared.modules.registry)
    blocked = (*shared.refusals, *server.refusals) if chosen else ()
    refusals: list[Finding] = list(blocked)
    for package in chosen:
        report(f"Reading {package.name}")
        found = package_refusals(symbols, package)
        candidate = None if found or blocked else _candidate(symbols, package, keep_undeclared_fields)
        found += [] if candidate is None else _refused_operations(symbols, candidate)
        refusals += found
        if candidate is not None and not found:
            candidates.append(candidate)
    report("Reading imports")
    candidates, import_findings = _without_unmovable(symbols, candidates)
    refusals += import_findings
    done = {candidate.layout.package.name for candidate in candidates}
    left = [package for package in packages if package.state is not State.MIGRATED and package.name not in done]
    strays, stray_findings = stray_webmethods(symbols) if chosen or not left else ((), ())
    draft = Draft(symbols, _moves(candidates, flat=False))
    if candidates:
        _write(draft, symbols, candidates, shared, report)
        draft.integrate(server.rewrites)
    if not left:
        draft.describe_shared_modules()
        draft.strip(strays)
    report("Formatting")
    changes = draft.finish()
    findings = [finding for candidate in candidates for finding in candidate.findings]
    findings += server.findings if candidates else ()
    return Migration(
        Changeset(tuple(changes)),
        tuple(
            sorted(
                {
                    *findings,
                    *refusals,
                    *stray_findings,
                    *draft.findings,
                    *_mentions(draft, _moves(candidates, flat=False)),
                }
            )
        ),
        tuple(_outcome(package, done, chosen) for package in packages),
        len(checkout.python_files),
    )


def _candidate(symbols: Symbols, package: ApiPackage, keep_undeclared_fields: bool) -> _Candidate:
    layout = layout_of(symbols, package)
    taken = {*layout.move.homes, *layout.move.reexports}
    routed: list[RoutedApi] = []
    findings: list[Finding] = []
    for api in package.apis:
        operations, found = operations_of(symbols, api)
        operations, renamed = with_free_model_names(operations, taken)
        taken |= {operation.request_model for operation in operations}
        wider = undeclared_fields(symbols, api.name, operations)
        kept = frozenset(finding.method or "" for finding in wider) if keep_undeclared_fields else frozenset()
        routed.append(RoutedApi(api, operations, kept))
        findings += [
            *found,
            *(replace(item, api=api.name) for item in renamed),
            *([] if keep_undeclared_fields else wider),
        ]
        if api.member is None:
            findings.append(Finding(api.protocol.place, "LRC111", f"`{api.protocol.name}`", api.name))
    return _Candidate(with_written_files(layout, routed), tuple(routed), tuple(findings))


def _refused_operations(symbols: Symbols, candidate: _Candidate) -> list[Finding]:
    operations = [operation for item in candidate.apis for operation in item.operations]
    served = {
        protocol.name: implementations(symbols, item.api, protocol)
        for item in candidate.apis
        for protocol in item.api.served_by
    }
    return operation_refusals(candidate.layout.package, operations, served)


def _without_unmovable(symbols: Symbols, candidates: Sequence[_Candidate]) -> tuple[list[_Candidate], list[Finding]]:
    """The candidates that every import of the tree can follow, and the findings on the others."""
    moves = _moves(candidates, flat=False)
    findings: list[Finding] = []
    blocked: set[str] = set()
    for path in importers(symbols.checkout, moves):
        module = symbols.checkout.module_name(path)
        for moved, finding in unmovable_uses(symbols.tree(path), module, path.name == "__init__.py", path, moves):
            blocked.add(moved)
            findings.append(finding)
    return [item for item in candidates if item.layout.module not in blocked], findings


def _moves(candidates: Sequence[_Candidate], *, flat: bool) -> dict[str, Move]:
    """The moves of split modules; those of flat modules only on request, since their imports stay valid."""
    return {item.layout.module: item.layout.move for item in candidates if flat or not item.layout.package.is_flat}


def importers(checkout: Checkout, moves: Iterable[str]) -> list[PurePosixPath]:
    """The files that may import one of the modules: dotted, relatively, or from its package."""
    patterns = []
    for name in moves:
        package, _, module = (re.escape(part).encode() for part in name.rpartition("."))
        package = package.rpartition(rb"\.")[2]
        patterns.append(rb"%b\.%b\b|from \.*%b\b" % (package, module, module))
        patterns.append(rb"from [\w.]*\b%b import (?:\([^)]*|[^\n]*)\b%b\b" % (package, module))
        patterns.append(rb"from \.+ import (?:\([^)]*|[^\n]*)\b%b\b" % module)
    return checkout.containing(re.compile(rb"\b(?:" + b"|".join(patterns) + rb")")) if patterns else []


def _mentions(draft: Draft, moves: Mapping[str, Move]) -> Iterator[Finding]:
    """Where documents, notebooks, recordings and strings, as they will be, name a module that moved.

    Package metadata does not count.
    """
    checkout = draft.symbols.checkout
    for path in checkout.files if moves else ():
        if not path.parts[0].endswith((".dist-info", ".egg-info")):
            text = draft.texts.get(path)
            yield from mentions(checkout.read(path) if text is None else text.encode(), path, moves)


def _write(
    draft: Draft, symbols: Symbols, candidates: Sequence[_Candidate], shared: Infrastructure, report: Report
) -> None:
    writer = PackageWriter(symbols, _moves(candidates, flat=True), shared)
    draft.rewrite_imports(importers(symbols.checkout, draft.moves))
    for candidate in candidates:
        report(f"Writing {candidate.layout.package.name}")
        draft.migrate(candidate.layout, candidate.apis, writer)
    for path, source in shared.sources.items():
        draft.create(path, source)


def _outcome(package: ApiPackage, done: set[str], chosen: Sequence[ApiPackage]) -> PackageOutcome:
    apis = tuple(api.name for api in package.apis)
    routes = sum(len(api.routes) for api in package.apis)
    if package.state is State.MIGRATED:
        return PackageOutcome(package.name, apis, routes, "skipped", "migrated already")
    if package not in chosen:
        return PackageOutcome(package.name, apis, routes, "skipped", "not selected")
    if package.name in done:
        return PackageOutcome(package.name, apis, routes, "migrated")
    return PackageOutcome(package.name, apis, routes, "refused", "see its findings")
