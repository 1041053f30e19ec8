"""LRC117: the server let FastAPI make a response model of what a method returns, so that any answer was made to fit it.

llama-stack always mounted routes with `response_model=None` (0.3.5, core/server/server.py:515). A server that leaves
that out validates what a service answers, and leaves out what its declared type does not have, also of a dict.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from llama_router_codemod.conventions.server import read_server
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.place import Place
from llama_router_codemod.parse.symbols import Symbols


@dataclass(frozen=True)
class InferredAnswers(Facts):
    """The module of the server."""

    code = "LRC117"
    module: str


def inferred_answers(symbols: Symbols) -> Iterator[Finding]:
    """A finding for a server whose routes have the response model that FastAPI infers."""
    server = read_server(symbols).server
    if server is not None and server.loop.infers_response_model:
        yield Finding(Place(server.loop.path, 1), InferredAnswers(server.module))
