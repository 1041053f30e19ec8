"""LRC914: a Protocol inherits routes of another package.

The server finds them by inheritance, so that they would vanish with the decorators of the other package, and a router
would serve them for one of both APIs only.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from llama_router_codemod.conventions.external_apis import external_apis
from llama_router_codemod.conventions.packages import decorated_methods, routed_files
from llama_router_codemod.conventions.registry import registered_protocols
from llama_router_codemod.conventions.served_protocols import served_protocols
from llama_router_codemod.model.api import ApiPackage
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.parse.classes import ClassFacts, ancestors, class_of
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.syntax import place_of


@dataclass(frozen=True)
class InheritedRoutes(Facts):
    """The Protocol of an API, the one that it inherits routes from, and the module of that."""

    code = "LRC914"
    heir: str
    protocol: str
    module: str


def inherited_routes(symbols: Symbols, package: ApiPackage) -> Iterator[Finding]:
    """A refusal for each registered Protocol of a package that inherits from elsewhere, and for each one elsewhere that
    inherits from the package: neither can do without the other's decorators."""
    own = {package.module_path, *package.siblings}
    for heir, protocol in _heirs(symbols):
        paths = [symbols.checkout.modules[facts.module] for facts in (heir, protocol)]
        if len([path for path in paths if path in own]) == 1:
            facts = InheritedRoutes(heir.node.name, protocol.node.name, protocol.module)
            yield Finding(place_of(heir.node, paths[0]), facts)


def _heirs(symbols: Symbols) -> Iterator[tuple[ClassFacts, ClassFacts]]:
    """The registered Protocols, each with those that it inherits routes from."""
    routed = set(routed_files(symbols))
    for key in (*registered_protocols(symbols), *(item.protocol for item in external_apis(symbols))):
        heir = class_of(symbols, *key)
        for facts in ancestors(symbols, heir) if heir is not None else ():
            path = symbols.checkout.modules[facts.module]
            if heir is not None and facts.node.name in _routed_classes(symbols, path, routed):
                yield heir, facts


def _routed_classes(symbols: Symbols, path: PurePosixPath, routed: Collection[PurePosixPath]) -> set[str | None]:
    """The classes of a file whose methods have routes, be it in a host that has been migrated."""
    if path in routed:
        return {item.class_name for item in decorated_methods(symbols, path)}
    if symbols.checkout.is_own(path):
        return set()
    module = symbols.checkout.module_name(path)
    return {item.name for item in served_protocols(symbols, path.parent) if item.module == module}
