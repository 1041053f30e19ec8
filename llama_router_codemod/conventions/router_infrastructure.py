"""LRC911: the checkout has a router infrastructure of its own, as llama-stack from December 2025 on.

Upstream's own migration brought a registry (core/server/fastapi_router_registry.py, 7f43051a6) and route utilities in
the API package (router_utils.py). A second one beside it would be wrong: one that is not understood is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from llama_router_codemod.conventions.tree_routers import tree_routers
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.place import Place
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.line_start import at_line_start
from llama_router_codemod.source.spans import line_number

_REGISTRY = at_line_start(
    r"def (?:build_fastapi_router|_discover_router_factories)\(|_ROUTER_FACTORIES\b|standard_responses\b"
)
_REGISTRY_WORDS = (b"def build_fastapi_router", b"_ROUTER_FACTORIES", b"_router_factories", b"standard_responses")
_OURS = b"def service_dependency("


@dataclass(frozen=True)
class OwnRouterInfrastructure(Facts):
    """The module that has it."""

    code = "LRC911"
    module: str


def own_router_infrastructure(symbols: Symbols) -> Iterator[Finding]:
    """A refusal for the first module that tells of an infrastructure which this tool did not write, and which is not
    understood."""
    if tree_routers(symbols) is None:
        yield from _telling(symbols)


def has_own_routers(symbols: Symbols) -> bool:
    """Whether a checkout has such an infrastructure, understood or not."""
    return tree_routers(symbols) is not None or any(_telling(symbols))


def _telling(symbols: Symbols) -> Iterator[Finding]:
    for path in symbols.checkout.containing(_REGISTRY, *_REGISTRY_WORDS):
        data = symbols.checkout.contents[path]
        if "tests" not in path.parts and _OURS not in data:
            found = _REGISTRY.search(data)
            place = Place(path, line_number(data, found.start() if found else 0))
            yield Finding(place, OwnRouterInfrastructure(symbols.checkout.module_name(path)))
            return
