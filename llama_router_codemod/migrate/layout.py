"""The form that routers get, where the tree does not decide it: what a migration begins with."""

from __future__ import annotations

from llama_router_codemod.conventions.router_infrastructure import own_router_infrastructure
from llama_router_codemod.conventions.router_registry import router_registry
from llama_router_codemod.conventions.server import Server, read_server
from llama_router_codemod.conventions.tree_routers import tree_routers
from llama_router_codemod.infra.router_conventions import REGISTRY, convention_sources
from llama_router_codemod.migrate.draft import Draft
from llama_router_codemod.model.errors import InputError
from llama_router_codemod.model.layout import Layout
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.rewrite.server.build_routers import build_routers


def begun_layout(symbols: Symbols, layout: Layout) -> Draft:
    """The draft of a checkout with the conventions that are asked for, and no router yet; without a change where it has
    them, or has others that a migration will follow or refuse.

    Raises InputError where the checkout has routers in another form: there would be two systems.
    """
    draft = Draft(symbols.checkout)
    match layout:
        case Layout.TREE:
            return draft
        case Layout.OURS:
            _require_no_routers(symbols)
            return draft
        case Layout.UPSTREAM:
            return _begun_upstream(draft, symbols)


def _require_no_routers(symbols: Symbols) -> None:
    tree, other = tree_routers(symbols), next(own_router_infrastructure(symbols), None)
    if tree is not None or other is not None:
        place = symbols.checkout.modules[tree.registry] if tree is not None else other and other.place.path
        raise InputError(
            f"--layout ours: {place} has routers in a form of their own, and a second one beside it would be wrong",
            "Leave the option out: new routers follow those that are there.",
        )


def _begun_upstream(draft: Draft, symbols: Symbols) -> Draft:
    checkout = symbols.checkout
    if tree_routers(symbols) is not None or any(own_router_infrastructure(symbols)):
        return draft
    if (registry := router_registry(checkout)) is not None:
        raise InputError(
            f"--layout upstream: {registry} has the routers of an earlier run, in the layout of this tool",
            "Leave the option out, or undo that run.",
        )
    reading = read_server(symbols)
    if reading.server is None and not reading.refusals:
        raise InputError("--layout upstream: there is no server to have the registry of routers", "Leave it out.")
    return draft if reading.server is None else _with_conventions(draft, symbols, reading.server)


def _with_conventions(draft: Draft, symbols: Symbols, server: Server) -> Draft:
    sources = convention_sources(symbols, server)
    for path in sources:
        if draft.exists(path):
            raise InputError(f"--layout upstream: {path} is something else", "Rename it, or leave the option out.")
    registry = f"{server.module.rpartition('.')[0]}.{REGISTRY}"
    built = build_routers(draft.text(server.loop.path), server.loop, registry)
    return draft.created(sources).edited(server.loop.path, built)
