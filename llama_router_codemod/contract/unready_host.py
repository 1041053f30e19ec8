"""LRC917: the host of a package that stands alone serves no routers yet.

A package with routers is served by a host that finds its `routes.py`; one with webmethods only serves webmethods.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from llama_router_codemod.conventions.api_root import DATATYPES, api_root
from llama_router_codemod.conventions.router_registry import router_registry
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.place import Place
from llama_router_codemod.parse.symbols import Symbols


@dataclass(frozen=True)
class UnreadyHost(Facts):
    """The package of the host."""

    code = "LRC917"
    host: str


def unready_host(symbols: Symbols) -> Iterator[Finding]:
    """A refusal for a host without a registry of routers."""
    if router_registry(symbols.checkout) is None:
        path = api_root(symbols.checkout) / DATATYPES
        yield Finding(Place(path, 1), UnreadyHost(symbols.checkout.module_name(path).partition(".")[0]))
