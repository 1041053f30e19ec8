"""LRC308: methods of several Protocols have one name, so that the document had the operation of one in place of all.

It was made of a class that inherits all Protocols, where one method of a name is left (llama_stack 0.2.20,
core/stack.py:49). The document of the routers has each of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from llama_router_codemod.conventions.packages import pending_apis
from llama_router_codemod.model.api import Method, ProtocolClass
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.parse.symbols import Symbols


@dataclass(frozen=True)
class PublishedOnce(Facts):
    """The method, the Protocols that have it, and the paths that it is routed by."""

    code = "LRC308"
    method: str
    protocols: tuple[str, ...]
    paths: tuple[str, ...]


def published_once(symbols: Symbols) -> Iterator[Finding]:
    """A finding for each name that several Protocols route, where the first of them does."""
    owners: dict[str, list[tuple[ProtocolClass, Method]]] = {}
    for protocol in dict.fromkeys(protocol for api in pending_apis(symbols) for protocol in api.served_by):
        for method in protocol.routed:
            owners.setdefault(method.name, []).append((protocol, method))
    for name, found in owners.items():
        if len(found) > 1:
            protocols = tuple(protocol.name for protocol, _ in found)
            paths = tuple(dict.fromkeys(route.path for _, method in found for route in method.routes))
            yield Finding(found[0][1].place, PublishedOnce(name, protocols, paths))
