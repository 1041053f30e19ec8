"""LRC118: no class in sight implements a Protocol of a package that stands alone.

A server built its endpoints from the signature of the implementation, which is in another package then.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from llama_router_codemod.conventions.implementations import implementations
from llama_router_codemod.model.api import Api
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.parse.symbols import Symbols


@dataclass(frozen=True)
class UnseenImplementation(Facts):
    """The Protocol whose signatures the routes follow."""

    code = "LRC118"
    protocol: str


def unseen_implementations(symbols: Symbols, api: Api) -> Iterator[Finding]:
    """A finding for each Protocol of an API without an implementation."""
    for protocol in api.served_by:
        if not implementations(symbols, api, protocol):
            yield Finding(protocol.place, UnseenImplementation(protocol.name), api.name)
