"""What the checkout's own server offers to its routers: error translation, event streams, request contexts."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from llama_router_codemod.parse.symbols import Imported, Symbols, absolute_module
from llama_router_codemod.source.import_set import ImportSet

_SERVER = ("translate_exception", "sse_generator")
_CONTEXT = ("request_provider_data_context", "user_from_scope", "preserve_contexts_async_generator")
_REQUEST_LOG = ("log_request_pre_validation",)
_TEST_CONTEXT = ("TEST_CONTEXT", "reset_test_context", "sync_test_context_from_provider_data")


@dataclass(frozen=True)
class ServerFacts:
    """Which groups of functions exist (`server`, `context`, `test_context`, `request_log`), the imports that bring
    them, and the variables that an event stream carries along (core/server/server.py:279)."""

    names: frozenset[str]
    imports: str
    context_variables: tuple[str, ...]


def server_facts(symbols: Symbols, server: str) -> ServerFacts:
    """The facts of a module such as `llama_stack.core.server.server`; none when the tree has no such module."""
    bindings = symbols.bindings(server)
    path = symbols.checkout.modules.get(server)
    if bindings is None or path is None:
        return ServerFacts(frozenset(), "", ())
    homes = {
        name: (binding.module, binding.name) if isinstance(binding, Imported) and binding.name else (server, name)
        for name, binding in bindings.names.items()
    }
    homes |= dict(_inner_imports(symbols.tree(path), server))
    variables = tuple(name for name in _context_variables(symbols.tree(path)) if name in homes)
    groups = {
        "request_log": _REQUEST_LOG,
        "server": _SERVER,
        "context": (*_CONTEXT, *variables),
        "test_context": _TEST_CONTEXT,
    }
    found = {group: wanted for group, wanted in groups.items() if all(name in homes for name in wanted)}
    if "context" not in found:
        found.pop("test_context", None)
    imports = ImportSet("")
    for wanted in found.values():
        for name in wanted:
            imports.add(homes[name][0], homes[name][1], name)
    return ServerFacts(frozenset(found), imports.render().rstrip(), variables)


def _inner_imports(tree: ast.Module, server: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Names that functions of the server import for themselves (the test context does so, against a cycle)."""
    for function in tree.body:
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.ImportFrom):
                    source = absolute_module(node, server, is_package=False)
                    for alias in node.names:
                        yield alias.asname or alias.name, (source, alias.name)


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
