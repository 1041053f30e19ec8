"""The edits that make a checkout's server serve routers, and what read webmethod metadata read the routers instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath

from llama_router_codemod.conventions.api_root import api_root
from llama_router_codemod.conventions.docs_generator import webmethod_adders
from llama_router_codemod.conventions.fastapi_document import application_files
from llama_router_codemod.conventions.mounting_loop import BUILDS
from llama_router_codemod.conventions.packages import pending_apis
from llama_router_codemod.conventions.server import Server, read_server
from llama_router_codemod.conventions.webmethod import APART, files_naming_attributes, webmethod_convention
from llama_router_codemod.infra.modules import RouterModules
from llama_router_codemod.infra.server_functions import GivenFunctions
from llama_router_codemod.model.errors import InputError
from llama_router_codemod.model.finding import Finding
from llama_router_codemod.model.place import Place
from llama_router_codemod.model.route import PutRoutes
from llama_router_codemod.parse.referrers import referrers
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.rewrite.documents.named_events import name_events
from llama_router_codemod.rewrite.server.call_services import call_services, route_table
from llama_router_codemod.rewrite.server.docstring_reader import docstring_readers
from llama_router_codemod.rewrite.server.external_routers import register_external_routers
from llama_router_codemod.rewrite.server.give_functions import give_functions
from llama_router_codemod.rewrite.server.inferred_answers import inferred_answers
from llama_router_codemod.rewrite.server.level_of_route import ask_routes_for_levels, asked_prefixes
from llama_router_codemod.rewrite.server.list_of_all_routers import lists_of_all_routers
from llama_router_codemod.rewrite.server.mount_routers import mount_routers
from llama_router_codemod.rewrite.server.operation_ids import other_operation_ids
from llama_router_codemod.rewrite.server.own_verbs import list_own_verbs
from llama_router_codemod.rewrite.server.path_pattern import CONVERTS, CONVERTS_WORD, match_slashes, unmatched_slashes
from llama_router_codemod.rewrite.server.read_route_metadata import read_route_metadata
from llama_router_codemod.rewrite.server.unread_metadata import UnreadMetadata, unread_metadata
from llama_router_codemod.source.syntax import place_of

Rewrite = Callable[[str], str]


@dataclass(frozen=True)
class ServerIntegration:
    """The rewrites by file in the order in which they are made, notes on them, and why they would not do."""

    rewrites: tuple[tuple[PurePosixPath, Rewrite], ...] = ()
    findings: tuple[Finding, ...] = ()
    refusals: tuple[Finding, ...] = ()


def server_integration(
    symbols: Symbols, modules: RouterModules, put: PutRoutes = PutRoutes.SERVED, given: GivenFunctions | None = None
) -> ServerIntegration:
    """What must change outside the API packages for the routers to be served; `given` is what the server gives to
    routers that may not import it.

    Nothing in a tree without a server. Raises InputError where routes are to have both verbs, and the server's list of
    routes has one for each method.
    """
    checkout = symbols.checkout
    server = read_server(symbols).server
    if server is None:
        return ServerIntegration()
    loop, registry = server.loop, modules.registry
    asking = _asking_prefixes(symbols)
    unmatched = [unmatched_slashes(symbols.tree(path), path) for path in checkout.containing(CONVERTS, CONVERTS_WORD)]
    findings = tuple(finding for finding in unmatched if finding is not None)
    own = {checkout.modules.get(registry), *webmethod_adders(checkout)}
    readers = [
        path
        for path in files_naming_attributes(checkout)
        if not path.is_relative_to(api_root(checkout)) and path not in own
    ]
    rewrites: list[tuple[PurePosixPath, Rewrite]] = [
        *((loop.path, partial(give_functions, functions=item)) for item in (given,) if item is not None),
        *(
            _of_tree_routers(symbols, server, modules, asking)
            if loop.builds_routers
            else [(loop.path, partial(mount_routers, loop=loop, registry=registry))]
        ),
        *((finding.place.path, match_slashes) for finding in findings),
        *((path, lambda text: read_route_metadata(text, registry)) for path in readers),
        *((path, partial(name_events, utilities=modules.router_utils)) for path in application_files(symbols)),
        *_own_verbs(symbols, server, registry, put),
    ]
    notes = (
        *other_operation_ids(symbols),
        *inferred_answers(symbols),
        *docstring_readers(symbols),
        *_lists_of_all_routers(symbols, server),
    )
    refusals = (*unread_metadata(symbols, readers), *_unread_routes(symbols, server), *_unread_levels(symbols, asking))
    return ServerIntegration(tuple(rewrites), (*findings, *notes), refusals)


def _of_tree_routers(
    symbols: Symbols, server: Server, modules: RouterModules, asking: Iterable[PurePosixPath]
) -> Iterator[tuple[PurePosixPath, Rewrite]]:
    """What must change where the server builds routers by itself, and in the files `asking` for their prefixes;
    nothing where its conventions are not understood, so that the checkout is refused."""
    if modules.external is None:
        return
    yield server.loop.path, partial(register_external_routers, loop=server.loop, module=modules.external)
    yield from ((path, ask_routes_for_levels) for path in asking)
    table = symbols.checkout.modules[server.discovery_module]
    found, made = route_table(symbols.tree(table)), webmethod_convention(symbols).dataclass
    if found is not None and found.route is not None:
        yield table, partial(call_services, route=found.route, marks=modules.marks, metadata=made[1] if made else "")


def _asking_prefixes(symbols: Symbols) -> list[PurePosixPath]:
    """The files that ask routers for their prefixes, if one of the routers that come will have several levels."""
    if all(len({route.version for _, _, route in api.routes}) < 2 for api in pending_apis(symbols)):
        return []
    builders = [path for path in symbols.checkout.holding(BUILDS.encode()) if APART.isdisjoint(path.parts)]
    return [path for path in builders if asked_prefixes(symbols.tree(path))]


def _unread_levels(symbols: Symbols, asking: Iterable[PurePosixPath]) -> Iterator[Finding]:
    """A refusal for each place where one is asked for in a way that is not understood."""
    for path in asking:
        asked = (node for node, route in asked_prefixes(symbols.tree(path)) if route is None)
        yield from (Finding(place_of(node, path), UnreadMetadata(node.attr)) for node in asked)


def _lists_of_all_routers(symbols: Symbols, server: Server) -> Iterator[Finding]:
    for path in sorted(referrers(symbols, server.discovery_module, server.loop.discovery)):
        yield from lists_of_all_routers(symbols.tree(path), path, server.loop.discovery)


def _unread_routes(symbols: Symbols, server: Server) -> Iterator[Finding]:
    """A refusal for a table of routes that has the endpoints of routers in a way that is not understood."""
    path = symbols.checkout.modules[server.discovery_module]
    found = route_table(symbols.tree(path))
    if found is not None and found.route is None:
        yield Finding(Place(path, 1), UnreadMetadata("endpoint"))


def _own_verbs(
    symbols: Symbols, server: Server, registry: str, put: PutRoutes
) -> Iterator[tuple[PurePosixPath, Rewrite]]:
    if put is PutRoutes.BOTH and not server.discovery.stacked:
        raise InputError(
            f"--put both: {server.discovery_module} lists one route for each method", "Migrate with --put declared."
        )
    if put is not PutRoutes.SERVED:
        path = symbols.checkout.modules[server.discovery_module]
        yield path, lambda text: list_own_verbs(text, registry)
