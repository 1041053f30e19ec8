"""Which names of an API module go to service.py; all others go to models.py."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from functools import cache

from llama_router_codemod.conventions.external_apis import PROVIDERS
from llama_router_codemod.conventions.protocol_classes import protocols_of
from llama_router_codemod.parse.bound_names import is_import, names_bound_by
from llama_router_codemod.parse.import_statements import suites
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.syntax import names_of

#: The list of a module's public names; each of the new files has its own.
EXPORTS = frozenset({"__all__"})


@cache
def protocol_service_names(symbols: Symbols, module: str) -> frozenset[str]:
    """The names of an API module that go to service.py: a server asks the module that has the Protocol of an external
    API for its providers, too."""
    path = symbols.checkout.modules[module]
    protocols = {facts.node.name for facts in protocols_of(symbols, path)}
    return service_names(symbols.tree(path), protocols | {PROVIDERS})


def service_names(tree: ast.Module, protocols: Collection[str]) -> frozenset[str]:
    """The names that go to service.py: the Protocols, and whatever refers to one of them.

    A variable that some function changes (`global`) is one for all that use it, so that they stay together.
    """
    service = set(protocols)
    statements = [node for node in tree.body if not is_import(node)]
    declared = [frozenset(_declared_global(node)) for node in statements]
    changed = frozenset().union(*declared)
    facts = [
        (frozenset(names_bound_by([node])) - EXPORTS, names_of(node) | names)
        for node, names in zip(statements, declared, strict=True)
    ]
    # By name, so that no statement is looked at once for each that goes.
    touching: dict[str, list[int]] = {}
    for index, (defines, uses) in enumerate(facts):
        for name in defines | uses:
            touching.setdefault(name, []).append(index)
    gone: set[int] = set()
    queue = list(service)
    while queue:
        for index in touching.pop(queue.pop(), ()):
            if index not in gone:
                gone.add(index)
                defines, uses = facts[index]
                added = (defines | (uses & changed)) - service
                service |= added
                queue += added
    return frozenset(service)


def _declared_global(node: ast.stmt) -> Iterator[str]:
    parts = (part for body in suites(node) for part in body)
    return (name for part in parts if isinstance(part, ast.Global) for name in part.names)


def own_names(tree: ast.Module) -> frozenset[str]:
    """The names that statements other than plain imports bind; an import inside `try` or `if` is such a statement."""
    return frozenset(names_bound_by(node for node in tree.body if not is_import(node)))


def used_by_service_only(tree: ast.Module, service: Collection[str]) -> frozenset[str]:
    """The names that only statements of service.py use."""
    used: dict[bool, set[str]] = {True: set(), False: set()}
    for node in tree.body:
        bound, names = frozenset(names_bound_by([node])), names_of(node)
        used[bound != EXPORTS and not (bound | names).isdisjoint(service)] |= names
    return frozenset(used[True] - used[False])
