"""Why a checkout cannot be migrated at all: its conventions are not all understood."""

from __future__ import annotations

from llama_router_codemod.conventions.router_infrastructure import own_router_infrastructure
from llama_router_codemod.conventions.server import read_server
from llama_router_codemod.model.finding import Finding
from llama_router_codemod.parse.symbols import Symbols


def checkout_refusals(symbols: Symbols) -> tuple[Finding, ...]:
    """The refusals of a checkout; the first reason is enough. Empty when its conventions are understood."""
    own = tuple(own_router_infrastructure(symbols))
    return own or read_server(symbols).refusals
