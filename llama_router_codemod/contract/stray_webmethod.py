"""LRC302: `@webmethod` on a class that is no Protocol, where no server reads it; the decorator is removed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from llama_router_codemod.contract.external_protocol import has_protocol
from llama_router_codemod.conventions.api_root import api_root
from llama_router_codemod.conventions.packages import decorated_methods, routed_files
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.parse.symbols import Symbols


@dataclass(frozen=True)
class StrayWebmethod(Facts):
    """The class (or "module") and the method that are decorated."""

    code = "LRC302"
    owner: str
    method: str


def stray_files(symbols: Symbols) -> tuple[PurePosixPath, ...]:
    """The files outside the API packages whose decorators can be removed."""
    outside = (path for path in routed_files(symbols) if not path.is_relative_to(api_root(symbols.checkout)))
    return tuple(path for path in outside if not has_protocol(symbols, path))


def stray_webmethods(symbols: Symbols) -> Iterator[Finding]:
    """A finding for each decorator that is removed."""
    for path in stray_files(symbols):
        for item in decorated_methods(symbols, path):
            yield Finding(item.place, StrayWebmethod(item.class_name or "module", item.method), method=item.method)
