"""Which names of an API module go to service.py; all others go to models.py."""

from __future__ import annotations

import ast
from collections.abc import Collection

from llama_router_codemod.parse.bound_names import names_bound_by
from llama_router_codemod.rewrite.split.shared_exports import EXPORTS
from llama_router_codemod.rewrite.split.statements import is_import
from llama_router_codemod.source.syntax import names_of


def service_names(tree: ast.Module, protocols: Collection[str]) -> frozenset[str]:
    """The names that go to service.py: the Protocols, and whatever refers to one of them."""
    service = set(protocols)
    statements = [node for node in tree.body if not is_import(node)]
    facts = [(frozenset(names_bound_by([node])) - EXPORTS, names_of(node)) for node in statements]
    while True:
        added = {name for defines, uses in facts if uses & service for name in defines} - service
        if not added:
            return frozenset(service)
        service |= added


def own_names(tree: ast.Module) -> frozenset[str]:
    """The names that statements other than plain imports bind; an import inside `try` or `if` is such a statement."""
    return frozenset(names_bound_by(node for node in tree.body if not is_import(node)))
