"""LRC314: the program that writes the published document made a check of its own, which its successor does not know.

Its successor makes the checks that llama-stack has (0.3.5, docs/openapi_generator/pyopenapi/utility.py:238), as far as
the program made them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from llama_router_codemod.conventions.docs_generator import DocsGenerator
from llama_router_codemod.conventions.published_checks import unknown_checks
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.parse.symbols import Symbols


@dataclass(frozen=True)
class LostCheck(Facts):
    """The function that made it."""

    code = "LRC314"
    function: str


def lost_checks(symbols: Symbols, generator: DocsGenerator) -> Iterator[Finding]:
    """A finding for each check that is not made any more."""
    modules = (path for path in generator.files if path.suffix == ".py")
    yield from (Finding(place, LostCheck(name)) for name, place in unknown_checks(symbols, modules))
