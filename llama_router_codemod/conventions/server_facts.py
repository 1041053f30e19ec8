"""What the checkout's own server offers to its routers: error translation, event streams, request contexts."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from llama_router_codemod.conventions.capabilities import SERVER_NAMES
from llama_router_codemod.parse.symbols import Imported, Symbols, absolute_module


@dataclass(frozen=True)
class ServerFacts:
    """Where to import what the server offers from, by name, and the variables that an event stream carries along
    (core/server/server.py:279), which are among these names."""

    origins: Mapping[str, Imported]
    context_variables: tuple[str, ...]


def server_facts(symbols: Symbols, server: str) -> ServerFacts:
    """The facts of a module such as `llama_stack.core.server.server`; none when the tree has no such module."""
    bindings = symbols.bindings(server)
    path = symbols.checkout.modules.get(server)
    if bindings is None or path is None:
        return ServerFacts({}, ())
    tree = symbols.tree(path)
    origins = {
        name: binding if isinstance(binding, Imported) and binding.name else Imported(server, name)
        for name, binding in bindings.names.items()
    }
    origins |= dict(_inner_imports(tree, server))
    variables = tuple(name for name in _context_variables(tree) if name in origins)
    offered = SERVER_NAMES.union(variables)
    return ServerFacts({name: origin for name, origin in origins.items() if name in offered}, variables)


def _inner_imports(tree: ast.Module, server: str) -> Iterator[tuple[str, Imported]]:
    """Names that functions of the server import for themselves (the test context does so, against a cycle)."""
    for function in tree.body:
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.ImportFrom):
                    source = absolute_module(node, server, is_package=False)
                    for alias in node.names:
                        yield alias.asname or alias.name, Imported(source, alias.name)


def _context_variables(tree: ast.Module) -> tuple[str, ...]:
    """The names in the list of context variables in `create_dynamic_typed_route`."""
    for function in tree.body:
        if isinstance(function, ast.FunctionDef) and function.name == "create_dynamic_typed_route":
            for node in ast.walk(function):
                if isinstance(node, ast.List) and node.elts:
                    names = [item.id for item in node.elts if isinstance(item, ast.Name)]
                    if len(names) == len(node.elts) and all(name.isupper() for name in names):
                        return tuple(names)
    return ()
