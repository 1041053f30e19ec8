"""LRC917: the host of a package that stands alone takes no routers that this tool writes.

A package with routers is served by a host that finds its module of routes; one with webmethods only serves webmethods.
Hosts that never had this tool's infrastructure, or lost webmethods by hand, ask the API's own module for its router:
what the old server did around a call, which such a router would have to do, is not known there any more.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass

from llama_router_codemod.conventions.api_root import DATATYPES, api_root
from llama_router_codemod.conventions.router_registry import own_external_registry, takes_external_routers
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.place import Place
from llama_router_codemod.parse.symbols import Symbols


class Reason(enum.StrEnum):
    """What the host serves."""

    NO_ROUTERS = "no routers"
    OWN_ROUTERS = "routers of its own"


@dataclass(frozen=True)
class UnreadyHost(Facts):
    """The package of the host, or its module that takes routers otherwise."""

    code = "LRC917"
    reason: Reason
    host: str


def host_with_own_registry(symbols: Symbols) -> Iterator[Finding]:
    """A refusal for a host that takes routers of external APIs in a way of its own."""
    checkout = symbols.checkout
    registry = own_external_registry(checkout)
    if registry is not None and not takes_external_routers(checkout):
        yield Finding(Place(registry, 1), UnreadyHost(Reason.OWN_ROUTERS, checkout.module_name(registry)))


def unready_host(symbols: Symbols) -> Iterator[Finding]:
    """A refusal for a host without a registry that takes routers of external APIs."""
    if not takes_external_routers(symbols.checkout):
        path = api_root(symbols.checkout) / DATATYPES
        package = symbols.checkout.module_name(path).partition(".")[0]
        yield Finding(Place(path, 1), UnreadyHost(Reason.NO_ROUTERS, package))
