"""LRC313: FastAPI makes the published document of the routes themselves, no more of what a program said of webmethods.

It took names for summaries, guessed bodies and answers from signatures, and left out what docstrings say of parameters
(llama_stack 0.4.4, scripts/openapi_generator/endpoints.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from llama_router_codemod.conventions.fastapi_document import fastapi_document
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.parse.symbols import Symbols


@dataclass(frozen=True)
class MadeOfRoutes(Facts):
    """There is nothing to tell but the place."""

    code = "LRC313"


def made_of_routes(symbols: Symbols) -> Iterator[Finding]:
    """A finding where the program speaks to FastAPI of webmethods, if there is one."""
    place = fastapi_document(symbols)
    if place is not None:
        yield Finding(place, MadeOfRoutes())
