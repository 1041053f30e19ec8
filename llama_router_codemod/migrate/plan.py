"""Plans a migration: reads the checkout, decides which packages go, and passes a draft through the steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from llama_router_codemod.contract.external_protocol import external_protocols
from llama_router_codemod.contract.routes_need_server import RoutesNeedServer
from llama_router_codemod.contract.stray_webmethod import stray_files, stray_webmethods
from llama_router_codemod.conventions.api_root import api_root
from llama_router_codemod.conventions.needed_files import require_needed_files
from llama_router_codemod.conventions.packages import api_packages
from llama_router_codemod.conventions.refusals import checkout_refusals
from llama_router_codemod.conventions.selected_packages import select
from llama_router_codemod.generate.package import PackageWriter
from llama_router_codemod.infra.infrastructure import Infrastructure, infrastructure
from llama_router_codemod.migrate.apart import keep_apart
from llama_router_codemod.migrate.candidates import Candidates, candidates, written_files
from llama_router_codemod.migrate.dead_webmethods import are_webmethods_dead, remove_dead_webmethods
from llama_router_codemod.migrate.documents import DocumentWriter, rewrite_documents
from llama_router_codemod.migrate.draft import Draft
from llama_router_codemod.migrate.edits import (
    describe_shared_models,
    follow_mentions,
    follow_moves,
    integrate_server,
    register_routers,
    strip_webmethods,
)
from llama_router_codemod.migrate.layout import begun_layout
from llama_router_codemod.migrate.migration import MigrateOptions, Migration, Part
from llama_router_codemod.migrate.outcomes import package_outcome
from llama_router_codemod.migrate.packages import split_package
from llama_router_codemod.migrate.protocol_names import rename_protocols, renamed_tags
from llama_router_codemod.migrate.published_document import tag_documents, write_documents_from_routers
from llama_router_codemod.migrate.purpose import Purpose
from llama_router_codemod.migrate.style import styled_changeset
from llama_router_codemod.migrate.webmethod_removal import remove_webmethods
from llama_router_codemod.migrate.wheel import follow_in_wheels
from llama_router_codemod.model.api import ApiPackage, State
from llama_router_codemod.model.finding import Finding
from llama_router_codemod.model.progress import Counted, Report
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.rewrite.server.integration import ServerIntegration, server_integration
from llama_router_codemod.tree.checkout import Checkout


def plan_migration(
    checkout: Checkout, options: MigrateOptions | None = None, report: Report = lambda step: None
) -> Migration:
    """Plan the migration of the APIs that the options name; of all that are pending without any.

    Raises InputError for bad input: an unknown name, a file that does not parse, one that is left out but needed.
    """
    return plan_part(Symbols(checkout), options or MigrateOptions(), report, Part.ALL)


def plan_part(symbols: Symbols, options: MigrateOptions, report: Report, part: Part) -> Migration:
    """Plan a part of the migration of the checkout that `symbols` are of: the files that a checkout needs once, and the
    server that includes routers; or the APIs that the options name, without what follows when none is pending.

    Raises InputError as `plan_migration` does.
    """
    checkout = symbols.checkout
    require_needed_files(checkout)
    begun = begun_layout(symbols, options.layout)
    report("Reading the APIs")
    task = _read(symbols.over(begun.as_checkout) if begun.files else symbols, options, part, checkout)
    found = candidates(task.symbols, task.chosen, options, blocked=bool(task.refusals), report=report)
    draft, found = _written(begun, task, found, report)
    left = [item for item in task.pending if item.directory not in found.directories]
    is_last = not left and not task.refusals and part is Part.ALL
    if found.accepted or task.needs_infrastructure:
        draft = write_documents_from_routers(draft, task.symbols, task.shared, finished=is_last)
    is_dead = part is Part.ALL and not options.keep_legacy and are_webmethods_dead(task.symbols)
    finished = _finished(draft, task, found) if is_last and not is_dead else draft
    cleaned = _cleaned(finished, task, report, is_dead=is_dead) if is_dead or is_last else draft
    draft = _told(cleaned, task, found, is_complete=not left)
    draft = follow_mentions(draft, found.moves(), webmethods_gone=cleaned.files != finished.files)
    draft = follow_in_wheels(_named(draft, task, found, report))
    report("Formatting")
    return Migration(
        styled_changeset(draft),
        tuple(sorted(set(draft.findings))),
        tuple(package_outcome(package, found, task.chosen) for package in task.packages),
        len(checkout.python_files),
        checkout.exclusions,
        draft.purposes,
    )


@dataclass(frozen=True)
class _Task:
    """What is to be migrated, and what all of it shares; `refusals` are those of the whole checkout."""

    symbols: Symbols
    options: MigrateOptions
    part: Part
    packages: Sequence[ApiPackage]
    asked: Sequence[ApiPackage]
    shared: Infrastructure
    server: ServerIntegration
    refusals: tuple[Finding, ...]

    @property
    def chosen(self) -> Sequence[ApiPackage]:
        """The packages that are to be split."""
        return () if self.part is Part.INFRASTRUCTURE else self.asked

    @property
    def pending(self) -> list[ApiPackage]:
        """The packages that have webmethods, be they chosen or not."""
        return [item for item in self.packages if item.state is not State.MIGRATED]

    @property
    def needs_infrastructure(self) -> bool:
        """Whether what routers share is wanted without one."""
        return self.part is Part.INFRASTRUCTURE and bool(self.asked) and not self.refusals


def _read(symbols: Symbols, options: MigrateOptions, part: Part, checkout: Checkout) -> _Task:
    packages = api_packages(symbols)
    for path in checkout.python_files_below(api_root(checkout)):
        symbols.tree(path)  # a broken file beside the APIs may hold what they need, whether it names webmethod or not
    asked = [package for package in select(packages, options.apis) if package.state is not State.MIGRATED]
    shared = infrastructure(symbols)
    server = server_integration(symbols, shared.modules, options.put, shared.given_functions)
    refusals = checkout_refusals(symbols) or shared.refusals or server.refusals
    return _Task(symbols, options, part, packages, asked, shared, server, refusals)


def _written(draft: Draft, task: _Task, found: Candidates, report: Report) -> tuple[Draft, Candidates]:
    """The draft with the candidates split, and those that could be."""
    written = _split(draft, task, found, report)
    bound = [finding for finding in written.findings if isinstance(finding.facts, RoutesNeedServer)]
    if not bound:
        return written, found
    found = found.refused(bound)
    return _split(draft, task, found, report), found


def _split(draft: Draft, task: _Task, found: Candidates, report: Report) -> Draft:
    """The draft with the packages split, what they share, and the server that includes their routers.

    Without a package that can be split, it stays as it is, unless what they share is wanted in any case.
    """
    if not found.accepted and not task.needs_infrastructure:
        return Draft(draft.checkout)
    symbols, options = task.symbols, task.options
    draft = follow_moves(draft, found.moves())
    writer = PackageWriter(symbols, found.moves(flat=True), task.shared, options.put, options.keep_shims)
    for number, candidate in enumerate(found.accepted):
        report(Counted(f"Writing {candidate.name}", number, len(found.accepted)))
        draft = split_package(draft, symbols, candidate, writer).noted(candidate.findings)
        draft = keep_apart(draft, symbols, candidate.layout)
    draft = register_routers(draft.to(Purpose.ROUTERS).created(task.shared.sources), symbols, found)
    return integrate_server(draft, task.server.rewrites).noted(task.server.findings)


def _finished(draft: Draft, task: _Task, found: Candidates) -> Draft:
    """The draft of the run that migrates the last package: what several packages share is rewritten, too, and what
    teaches webmethods."""
    symbols = task.symbols
    draft = describe_shared_models(draft.to(Purpose.DESCRIPTIONS), symbols)
    draft = strip_webmethods(draft.to(Purpose.DECORATORS), symbols, stray_files(symbols))
    draft = draft.noted(stray_webmethods(symbols))
    if not task.packages:
        return draft
    writer = DocumentWriter(symbols, found.moves(flat=True), task.shared, written_files(symbols))
    return rewrite_documents(draft, writer)


def _cleaned(draft: Draft, task: _Task, report: Report, *, is_dead: bool) -> Draft:
    """The draft without the webmethod system, which nobody needs any more unless the options say so."""
    if task.options.keep_legacy:
        return draft
    report("Removing the webmethod system")
    return (remove_dead_webmethods if is_dead else remove_webmethods)(draft, task.symbols)


def _told(draft: Draft, task: _Task, found: Candidates, *, is_complete: bool) -> Draft:
    """The draft with what is to be known of APIs that stay."""
    if task.chosen or is_complete:
        draft = draft.noted(external_protocols(task.symbols))
    return draft.noted([*task.refusals, *found.refusals]) if task.chosen else draft


def _named(draft: Draft, task: _Task, found: Candidates, report: Report) -> Draft:
    """The draft in which Protocols have the names of services, if that is asked for, and documents their old tags."""
    renames = task.options.rename_protocols
    if renames:
        report("Renaming Protocols")
        draft = rename_protocols(draft, task.symbols, found.own_directories)
    was_begun = any(package.state is State.MIGRATED for package in task.packages)
    if not found.accepted or not (renames or was_begun):
        return draft  # no Protocol has another name than its tag
    tags = renamed_tags(draft, task.symbols, [package.directory for package in task.packages])
    return tag_documents(draft, task.symbols, task.shared, tags)
