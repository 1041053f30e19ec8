"""Plans a migration: reads the checkout, decides which packages go, and passes a draft through the steps."""

from __future__ import annotations

from functools import partial

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
from llama_router_codemod.model.api import State
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
    symbols = symbols.over(begun.as_checkout) if begun.files else symbols
    report("Reading the APIs")
    packages = api_packages(symbols)
    for path in checkout.python_files_below(api_root(checkout)):
        symbols.tree(path)  # a broken file beside the APIs may hold what they need, whether it names webmethod or not
    asked = [package for package in select(packages, options.apis) if package.state is not State.MIGRATED]
    chosen = [] if part is Part.INFRASTRUCTURE else asked
    shared = infrastructure(symbols)
    server = server_integration(symbols, shared.modules, options.put, shared.given_functions)
    refusals = checkout_refusals(symbols) or shared.refusals or server.refusals
    found = candidates(symbols, chosen, options, blocked=bool(refusals), report=report)
    needs_infrastructure = part is Part.INFRASTRUCTURE and bool(asked) and not refusals
    write = partial(_written, begun, symbols, shared, server, options, report=report, always=needs_infrastructure)
    draft = write(found)
    bound = [finding for finding in draft.findings if isinstance(finding.facts, RoutesNeedServer)]
    if bound:
        found = found.refused(bound)
        draft = write(found)
    left = [item for item in packages if item.state is not State.MIGRATED and item.directory not in found.directories]
    gone = False
    is_last = not left and not refusals and part is Part.ALL
    if found.accepted or needs_infrastructure:
        draft = write_documents_from_routers(draft, symbols, shared, finished=is_last)
    if part is Part.ALL and not options.keep_legacy and are_webmethods_dead(symbols):
        report("Removing the webmethod system")
        before, draft = draft, remove_dead_webmethods(draft, symbols)
        gone = before.files != draft.files
    elif is_last:
        draft = _finished(draft, symbols)
        if packages:
            draft = rewrite_documents(
                draft, DocumentWriter(symbols, found.moves(flat=True), shared, written_files(symbols))
            )
        if not options.keep_legacy:
            report("Removing the webmethod system")
            before, draft = draft, remove_webmethods(draft, symbols)
            gone = before.files != draft.files
    if chosen or not left:
        draft = draft.noted(external_protocols(symbols))
    if chosen:
        draft = draft.noted([*refusals, *found.refusals])
    draft = follow_mentions(draft, found.moves(), webmethods_gone=gone)
    if options.rename_protocols:
        report("Renaming Protocols")
        draft = rename_protocols(draft, symbols, found.own_directories)
    was_begun = any(package.state is State.MIGRATED for package in packages)
    if found.accepted and (options.rename_protocols or was_begun):  # else no Protocol has another name than its tag
        tags = renamed_tags(draft, symbols, [package.directory for package in packages])
        draft = tag_documents(draft, symbols, shared, tags)
    draft = follow_in_wheels(draft)
    report("Formatting")
    return Migration(
        styled_changeset(draft),
        tuple(sorted(set(draft.findings))),
        tuple(package_outcome(package, found, chosen) for package in packages),
        len(checkout.python_files),
        checkout.exclusions,
        draft.purposes,
    )


def _written(
    draft: Draft,
    symbols: Symbols,
    shared: Infrastructure,
    server: ServerIntegration,
    options: MigrateOptions,
    found: Candidates,
    report: Report,
    *,
    always: bool,
) -> Draft:
    """The draft with the packages split, what they share, and the server that includes their routers.

    Without a package that can be split, it stays as it is, unless the rest is `always` wanted.
    """
    if not found.accepted and not always:
        return Draft(draft.checkout)
    draft = follow_moves(draft, found.moves())
    writer = PackageWriter(symbols, found.moves(flat=True), shared, options.put, options.keep_shims)
    for number, candidate in enumerate(found.accepted):
        report(Counted(f"Writing {candidate.name}", number, len(found.accepted)))
        draft = split_package(draft, symbols, candidate, writer).noted(candidate.findings)
        draft = keep_apart(draft, symbols, candidate.layout)
    draft = register_routers(draft.to(Purpose.ROUTERS).created(shared.sources), symbols, found)
    return integrate_server(draft, server.rewrites).noted(server.findings)


def _finished(draft: Draft, symbols: Symbols) -> Draft:
    """The draft of the run that migrates the last package: what several packages share is rewritten, too."""
    draft = describe_shared_models(draft.to(Purpose.DESCRIPTIONS), symbols)
    draft = strip_webmethods(draft.to(Purpose.DECORATORS), symbols, stray_files(symbols))
    return draft.noted(stray_webmethods(symbols))
