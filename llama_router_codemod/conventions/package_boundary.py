"""Whether the APIs are a package of their own, which imports nothing of the server's.

In llama-stack from 2025-11-13 on (a078f089d) the API package stands beside the server's and may not import it. Routes
belong to the APIs, so what they import must, too. Where packages import their routes, as in the conventions of
llama-stack's own migration, a server that imports the APIs would import itself through them.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import PurePosixPath

from llama_router_codemod.conventions.api_root import api_root
from llama_router_codemod.conventions.endpoint_wrapper import EndpointWrapper
from llama_router_codemod.conventions.router_registry import router_registry
from llama_router_codemod.conventions.server import Server, read_server
from llama_router_codemod.conventions.tree_routers import tree_routers
from llama_router_codemod.parse.import_statements import import_statements
from llama_router_codemod.parse.symbols import Symbols, absolute_module


def infrastructure_directory(symbols: Symbols) -> PurePosixPath:
    """Where what routes import goes: where an earlier run put it, else beside the server, but to the APIs where these
    may not import the server."""
    server = read_server(symbols).server
    if (registry := router_registry(symbols.checkout)) is not None:
        return registry.parent
    if server is None or _is_apart(symbols, server):
        return api_root(symbols.checkout)
    return server.directory


@cache
def apis_are_apart(symbols: Symbols) -> bool:
    """Whether the routers of the APIs may not import the server, whose functions they need."""
    server = read_server(symbols).server
    return server is not None and _is_apart(symbols, server) and _needs_server(server.wrapper)


def _needs_server(wrapper: EndpointWrapper) -> bool:
    return wrapper.translates_errors or wrapper.provider_data is not None or wrapper.request_log is not None


def _is_apart(symbols: Symbols, server: Server) -> bool:
    """Whether the APIs are in another package than the server and none of their modules imports that, or their packages
    import their routes."""
    root = api_root(symbols.checkout)
    package = server.module.partition(".")[0]
    if tree_routers(symbols) is not None:
        return True
    if _package(symbols, root) == package:
        return False
    imports = re.compile(rb"\b%b\b" % re.escape(package).encode())
    return not any(
        _imports(symbols, path, package)
        for path in symbols.checkout.python_files_below(root)
        if imports.search(symbols.checkout.contents[path])
    )


def _imports(symbols: Symbols, path: PurePosixPath, package: str) -> bool:
    module = symbols.checkout.module_name(path)
    for node in import_statements(symbols.tree(path)):
        match node:
            case ast.Import(names=names):
                sources = [alias.name for alias in names]
            case ast.ImportFrom():
                sources = [absolute_module(node, module, path.name == "__init__.py")]
        if any(source.partition(".")[0] == package for source in sources):
            return True
    return False


def _package(symbols: Symbols, directory: PurePosixPath) -> str:
    return symbols.checkout.module_name(directory / "__init__.py").partition(".")[0]
