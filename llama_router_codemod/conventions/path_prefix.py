"""What every path begins with: a constant of the server, or the level that each route declares.

Until llama-stack 0.2.22 it was a constant (`LLAMA_STACK_API_VERSION`, in the function that lists the routes), since
then it is the level.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from llama_router_codemod.conventions.server import read_server
from llama_router_codemod.parse.constants import constant_text
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.syntax import parse_expression


@dataclass(frozen=True)
class PathPrefix:
    """A prefix of all paths: its value, None where that cannot be told, and the constant that has it with the module in
    which that is written."""

    value: str | None
    constant: str | None = None
    module: str | None = None


@cache
def path_prefix(symbols: Symbols) -> PathPrefix | None:
    """The prefix of all paths, None where each route has a level of its own, or no server says."""
    server = read_server(symbols).server
    if server is None:
        return None
    discovery = server.discovery
    if discovery.literal_prefix is not None:
        return PathPrefix(discovery.literal_prefix)
    if discovery.prefix is None:
        return None
    value = constant_text(symbols, server.discovery_module, parse_expression(discovery.prefix))
    return PathPrefix(value, discovery.prefix, server.discovery_module)
