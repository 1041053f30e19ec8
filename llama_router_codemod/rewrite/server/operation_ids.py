"""LRC116: the server's own document named every operation after a function of the server, now after its method.

Until llama-stack 0.2.8 the endpoint wrapper did not take over the name of the method (`functools.wraps`), and FastAPI
makes operation ids of names. The published document never had them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from llama_router_codemod.conventions.server import read_server
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.place import Place
from llama_router_codemod.parse.symbols import Symbols


@dataclass(frozen=True)
class OtherOperationIds(Facts):
    """The module of the server."""

    code = "LRC116"
    module: str


def other_operation_ids(symbols: Symbols) -> Iterator[Finding]:
    """A finding for a server whose operations all had the name of one function."""
    server = read_server(symbols).server
    if server is not None and not server.wrapper.keeps_name:
        yield Finding(Place(server.loop.path, 1), OtherOperationIds(server.module))
