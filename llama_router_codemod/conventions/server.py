"""The legacy server of a checkout: where it mounts routes, how it lists them, what it does around a call.

Each of the three is understood statement by statement, or the checkout is refused.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import PurePosixPath

from llama_router_codemod.conventions.endpoint_wrapper import (
    EndpointWrapper,
    UnknownWrapperStatement,
    read_endpoint_wrapper,
)
from llama_router_codemod.conventions.mounting_loop import (
    WRAPPER,
    MountingLoop,
    Reason,
    UnknownMounting,
    mounting_places,
    read_mounting_loop,
)
from llama_router_codemod.conventions.route_discovery import RouteDiscovery, UnknownDiscovery, read_route_discovery
from llama_router_codemod.conventions.router_registry import router_registry
from llama_router_codemod.conventions.webmethod import (
    APART,
    files_naming_attributes,
    names_attributes,
    webmethod_convention,
)
from llama_router_codemod.conventions.wrapper_functions import (
    AWAITING,
    PLACEHOLDERS,
    STREAMING,
    WrapperFunctions,
    read_wrapper_function,
)
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.place import Place
from llama_router_codemod.parse.symbols import Definition, Symbols
from llama_router_codemod.source.statement_rules import UnknownStatement


@dataclass(frozen=True)
class Server:
    """A server that is understood.

    `module` is the dotted name of the one with the mounting loop, `discovery_module` that of the one that lists routes,
    `wrapper_module` that of the one with the endpoint wrapper.
    """

    module: str
    loop: MountingLoop
    discovery: RouteDiscovery
    discovery_module: str
    wrapper: EndpointWrapper
    wrapper_module: str
    functions: WrapperFunctions

    @property
    def directory(self) -> PurePosixPath:
        """Where the server's modules are, and the infrastructure of routers goes."""
        return self.loop.path.parent


@dataclass(frozen=True)
class ServerReading:
    """The server, None where there is none, or where it is not understood; then there is a refusal."""

    server: Server | None = None
    refusals: tuple[Finding, ...] = ()


#: Where llama-stack from 0.2.18 on has its server in a package.
SERVER_FILE = "core/server/server.py"


@cache
def read_server(symbols: Symbols) -> ServerReading:
    """The server of a checkout. Raises InputError when a file of it does not parse."""
    try:
        return ServerReading(_server(symbols))
    except _NotUnderstoodError as error:
        return ServerReading(refusals=(error.finding,))


class _NotUnderstoodError(Exception):
    def __init__(self, place: Place, facts: Facts) -> None:
        super().__init__(str(place))
        self.finding = Finding(place, facts)


def _server(symbols: Symbols) -> Server | None:
    places = list(mounting_places(symbols))
    if not places:
        for path in _readers(symbols):
            raise _NotUnderstoodError(Place(path, 1), UnknownMounting(Reason.NO_LOOP, str(path)))
        return None
    path, *others = (place.path for place in places)
    if others:
        raise _NotUnderstoodError(places[1], UnknownMounting(Reason.SEVERAL, str(others[0])))
    module = symbols.checkout.module_name(path)
    if not symbols.checkout.is_importable(path):
        raise _NotUnderstoodError(places[0], UnknownMounting(Reason.NO_NAME, str(path)))
    with _refused(path, partial(UnknownMounting, Reason.STATEMENT, str(path))):
        loop = read_mounting_loop(symbols, path)
    wrapped_in, function = _function(symbols, path, module, WRAPPER)
    wrapper_module = symbols.checkout.module_name(wrapped_in)
    with _refused(wrapped_in, partial(UnknownWrapperStatement, WRAPPER)):
        wrapper = read_endpoint_wrapper(function)
    functions = WrapperFunctions()
    for name in sorted(_called(function) & {STREAMING, AWAITING, PLACEHOLDERS}):
        home, called = _function(symbols, wrapped_in, wrapper_module, name)
        with _refused(home, partial(UnknownWrapperStatement, name)):
            functions = read_wrapper_function(called, functions)
    where, function = _function(symbols, path, module, loop.discovery)
    with _refused(where, partial(UnknownDiscovery, loop.discovery)):
        discovery = read_route_discovery(function)
        if loop.fixed_verb is None and not discovery.tells_verbs:
            raise UnknownStatement(function)
    return Server(module, loop, discovery, symbols.checkout.module_name(where), wrapper, wrapper_module, functions)


_Function = ast.FunctionDef | ast.AsyncFunctionDef


def _called(function: _Function) -> set[str]:
    calls = (node for node in ast.walk(function) if isinstance(node, ast.Call))
    return {node.func.id for node in calls if isinstance(node.func, ast.Name)}


def _function(symbols: Symbols, path: PurePosixPath, module: str, name: str) -> tuple[PurePosixPath, _Function]:
    match symbols.resolve(module, name):
        case Definition(module=home, node=ast.FunctionDef() | ast.AsyncFunctionDef() as node):
            return symbols.checkout.modules[home], node
        case _:
            raise _NotUnderstoodError(Place(path, 1), UnknownMounting(Reason.NO_FUNCTION, str(path), name))


@contextmanager
def _refused(path: PurePosixPath, facts: Callable[[str], Facts]) -> Iterator[None]:
    """Turns a statement that no rule knows into a refusal; `facts` takes its first line."""
    try:
        yield
    except UnknownStatement as unknown:
        node = unknown.node
        place = Place(path, node.lineno, node.col_offset + 1)
        raise _NotUnderstoodError(place, facts(str(unknown).partition("\n")[0])) from None


def _readers(symbols: Symbols) -> Iterator[PurePosixPath]:
    """The files that read what the decorator leaves: not those of tests and documentation, not the decorator's module,
    and not the registry of an earlier run, which asks for the webmethods of APIs that are left."""
    own = webmethod_convention(symbols).module
    for path in files_naming_attributes(symbols.checkout):
        is_served = APART.isdisjoint(path.parts) and path != router_registry(symbols.checkout)
        if is_served and symbols.checkout.module_name(path) != own and names_attributes(symbols.tree(path)):
            yield path
