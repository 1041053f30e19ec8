"""LRC907: `@webmethod` on a Protocol outside the API packages, of which nothing tells what API it is for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from llama_router_codemod.conventions.packages import (
    api_files,
    decorated_methods,
    has_protocol,
    routed_files,
)
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.parse.symbols import Symbols


@dataclass(frozen=True)
class ExternalProtocol(Facts):
    """The class (or "module") and the method that are decorated."""

    code = "LRC907"
    owner: str
    method: str


def external_protocols(symbols: Symbols) -> Iterator[Finding]:
    """A finding for each decorator of a file with a Protocol that is of no API package."""
    for path in routed_files(symbols):
        if path not in api_files(symbols) and has_protocol(symbols, path):
            for item in decorated_methods(symbols, path):
                facts = ExternalProtocol(item.class_name or "module", item.method)
                yield Finding(item.place, facts, method=item.method)
