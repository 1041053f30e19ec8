"""LRC304: the webmethod system stays, since something of the checkout needs it or is not understood without it."""

from __future__ import annotations

import ast
import enum
from collections.abc import Iterator
from dataclasses import dataclass

from llama_router_codemod.conventions.packages import decorated_methods, routed_files
from llama_router_codemod.conventions.server import Server
from llama_router_codemod.conventions.webmethod import webmethod_convention
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.place import Place
from llama_router_codemod.parse.referrers import referrers
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.syntax import place_of


class Reason(enum.StrEnum):
    """Why it stays."""

    USED = "a method is still decorated"
    LISTING = "the list of all routes is of a kind of its own"
    REGISTRY = "the registry of routers was edited"
    REFERENCE = "a removed part is used"
    TAKEN = "a name that it would need is taken"
    BY_POSITION = "its class is called by position"


@dataclass(frozen=True)
class WebmethodsNeeded(Facts):
    """What needs it: a method, a function or a module."""

    code = "LRC304"
    reason: Reason
    name: str


def webmethods_needed(symbols: Symbols, server: Server) -> Iterator[Finding]:
    """A finding for each file that still declares routes with webmethods, for a server whose list of routes cannot be
    made of routers, and for calls of the decorator's class that give more than keywords, which is all that the class of
    the registry takes."""
    for path in routed_files(symbols):
        first = decorated_methods(symbols, path)[0]
        name = f"{first.class_name or 'module'}.{first.method}"
        yield Finding(first.place, WebmethodsNeeded(Reason.USED, name))
    if server.discovery.own_endpoints or server.discovery.protocols is not None:
        path = symbols.checkout.modules[server.discovery_module]
        yield Finding(Place(path, 1), WebmethodsNeeded(Reason.LISTING, server.loop.discovery))
    made = webmethod_convention(symbols).dataclass
    for path in sorted(referrers(symbols, *made)) if made is not None else ():
        for node in ast.walk(symbols.tree(path)):
            match node:
                case ast.Call(func=ast.Name(id=name), args=[_, *_]) if made is not None and name == made[1]:
                    yield Finding(place_of(node, path), WebmethodsNeeded(Reason.BY_POSITION, name))
                case _:
                    pass
