"""Where the server's module has the names from that its endpoint wrapper uses, so that routers can import them, too."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache

from llama_router_codemod.parse.symbols import Imported, Symbols, absolute_module


@cache
def server_names(symbols: Symbols, server: str) -> Mapping[str, Imported]:
    """The names that a module such as `llama_stack.core.server.server` defines or imports, with where from."""
    bindings = symbols.bindings(server)
    path = symbols.checkout.modules.get(server)
    if bindings is None or path is None:
        return {}
    origins = {
        name: binding if isinstance(binding, Imported) and binding.name else Imported(server, name)
        for name, binding in bindings.names.items()
    }
    return {**origins, **dict(_inner_imports(symbols.tree(path), server))}


def _inner_imports(tree: ast.Module, server: str) -> Iterator[tuple[str, Imported]]:
    """Names that functions of the server import for themselves (the test context does so, against a cycle)."""
    functions = (node for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    for node in (node for function in functions for node in ast.walk(function)):
        if isinstance(node, ast.ImportFrom):
            source = absolute_module(node, server, is_package=False)
            for alias in node.names:
                yield alias.asname or alias.name, Imported(source, alias.name)
