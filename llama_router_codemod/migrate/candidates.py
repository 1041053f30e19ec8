"""Which packages can be migrated: those that no rule refuses, and whose imports can all follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from llama_router_codemod.contract.operation import api_contract
from llama_router_codemod.contract.query_models import MOST_QUERY_MODELS, known_query_models, within_room
from llama_router_codemod.contract.refusals import operation_refusals, package_refusals
from llama_router_codemod.contract.request_model_name import with_free_model_names
from llama_router_codemod.contract.served_verb import with_put
from llama_router_codemod.contract.undeclared_fields import UndeclaredFields, undeclared_fields
from llama_router_codemod.contract.unserved_protocol import unserved_protocols
from llama_router_codemod.conventions.needed_files import excluded_parts
from llama_router_codemod.conventions.tree_routers import tree_routers
from llama_router_codemod.generate.package import PackageLayout, layout_of, with_written_files
from llama_router_codemod.generate.router_factory import factory_name
from llama_router_codemod.migrate.left_behind import uses_left_behind
from llama_router_codemod.migrate.migration import MigrateOptions
from llama_router_codemod.model.api import Api, ApiPackage
from llama_router_codemod.model.finding import Finding
from llama_router_codemod.model.layout import FACTORY_FILES, OWN_FILES, PackageFiles
from llama_router_codemod.model.move import Move
from llama_router_codemod.model.operation import Location, RoutedApi
from llama_router_codemod.model.progress import Counted, Report
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.rewrite.imports.importers import importers
from llama_router_codemod.rewrite.imports.unmovable import imports_left_out
from llama_router_codemod.source.syntax import decode_source, parse_source


@dataclass(frozen=True)
class Candidate:
    """A package that can be migrated, its routes and what is to be known of them."""

    layout: PackageLayout
    apis: tuple[RoutedApi, ...]
    findings: tuple[Finding, ...]

    @property
    def name(self) -> str:
        """The name of the package."""
        return self.layout.package.name

    @property
    def factories(self) -> list[tuple[Api, str]]:
        """Its APIs with the names of the functions that make their routers, where functions do."""
        alone = len(self.apis) == 1
        return [(item.api, factory_name(item.api, alone=alone)) for item in self.apis]

    @property
    def query_models(self) -> int:
        """How many query models it will have."""
        return sum(map(_query_models, self.apis))


@dataclass(frozen=True)
class Candidates:
    """The packages that can be migrated, and why the others cannot."""

    accepted: tuple[Candidate, ...]
    refusals: tuple[Finding, ...]

    @property
    def directories(self) -> frozenset[PurePosixPath]:
        """The directories of the packages that can be migrated."""
        return frozenset(item.layout.package.directory for item in self.accepted)

    @property
    def own_directories(self) -> frozenset[PurePosixPath]:
        """Those of them that hold no external API, whose Protocol is asked for by its name."""
        own = (item for item in self.accepted if not any(api.is_external for api in item.layout.package.apis))
        return frozenset(item.layout.package.directory for item in own)

    def refused(self, findings: Sequence[Finding]) -> Candidates:
        """Without the packages that the findings are about."""
        names = {finding.api for finding in findings}
        accepted = tuple(item for item in self.accepted if item.name not in names)
        return Candidates(accepted, (*self.refusals, *findings))

    def moves(self, *, flat: bool = False) -> dict[str, Move]:
        """The moves of split modules; those of flat modules only on request, since their imports stay valid."""
        layouts = (item.layout for item in self.accepted)
        return {layout.module: layout.move for layout in layouts if flat or not layout.package.is_flat}


def written_files(symbols: Symbols) -> PackageFiles:
    """The names that the files of migrated packages have in a checkout."""
    return OWN_FILES if tree_routers(symbols) is None else FACTORY_FILES


def candidates(
    symbols: Symbols, packages: Sequence[ApiPackage], options: MigrateOptions, *, blocked: bool, report: Report
) -> Candidates:
    """Those of the packages that can be migrated, none if the checkout is `blocked`, and why the others cannot."""
    accepted: list[Candidate] = []
    refusals: list[Finding] = []
    files = written_files(symbols)
    room = MOST_QUERY_MODELS - known_query_models(symbols)
    for number, package in enumerate(packages):
        report(Counted(f"Reading {package.name}", number, len(packages)))
        found = package_refusals(symbols, package, files)
        if not found and not blocked:
            candidate = _candidate(symbols, layout_of(symbols, package, files), options, room)
            found = operation_refusals(symbols, package.name, candidate.apis)
            if not found:
                accepted.append(candidate)
                room -= candidate.query_models
        refusals += found
    report("Reading imports")
    return _followed_by_all_imports(symbols, Candidates(tuple(accepted), tuple(refusals)))


def _candidate(symbols: Symbols, layout: PackageLayout, options: MigrateOptions, room: int) -> Candidate:
    taken = {*layout.move.homes, *layout.move.reexports}
    routed: list[RoutedApi] = []
    findings: list[Finding] = []
    for api in layout.package.apis:
        item, found = _routed(symbols, api, taken, options)
        item = replace(item, operations=within_room(item.operations, room))
        room -= _query_models(item)
        taken |= {operation.request_model for operation in item.operations}
        routed.append(item)
        findings += found
    return Candidate(with_written_files(layout, routed), tuple(routed), tuple(findings))


def _query_models(item: RoutedApi) -> int:
    return sum(bool(operation.at(Location.QUERY_FIELD)) for operation in item.operations)


def _routed(
    symbols: Symbols, api: Api, taken: Iterable[str], options: MigrateOptions
) -> tuple[RoutedApi, list[Finding]]:
    contract = api_contract(symbols, api)
    operations, renamed = with_free_model_names(contract.operations, frozenset(taken))
    findings = [
        *(with_put(finding, options.put) for finding in contract.findings),
        *(replace(finding, api=api.name) for finding in renamed),
        *unserved_protocols(api),
    ]
    undeclared = undeclared_fields(symbols, api, operations)
    if not options.keep_undeclared_fields:
        return RoutedApi(api, operations), [*findings, *undeclared]
    kept = {name for item in undeclared if isinstance(item.facts, UndeclaredFields) for name in item.facts.methods}
    return RoutedApi(api, operations, frozenset(kept)), findings


def _followed_by_all_imports(symbols: Symbols, found: Candidates) -> Candidates:
    """The candidates that every import of the tree can follow."""
    moves = found.moves()
    unmovable = [*uses_left_behind(symbols, moves), *_left_out(symbols, moves)]
    blocked = {moved for moved, _ in unmovable}
    return Candidates(
        tuple(item for item in found.accepted if item.layout.module not in blocked),
        (*found.refusals, *(finding for _, finding in unmovable)),
    )


def _left_out(symbols: Symbols, moves: Mapping[str, Move]) -> Iterator[tuple[str, Finding]]:
    """Imports of moved modules in files of the checkout's packages that are left out, so that they cannot follow."""
    parts = excluded_parts(symbols.checkout) if moves else {}
    if not parts:
        return
    whole = symbols.checkout.with_contents(parts)
    for path in (path for path in importers(whole, moves) if path in parts):
        tree = parse_source(decode_source(parts[path], path), path)
        yield from imports_left_out(tree, whole.module_name(path), path.name == "__init__.py", path, moves)
