"""The API packages of a checkout: which modules hold routed Protocols, which API each serves, how far each is.

They are the directories (or flat modules) below the API root, and the packages of external APIs.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import PurePosixPath

from llama_router_codemod.conventions.api_root import api_root
from llama_router_codemod.conventions.external_apis import external_apis, identifier
from llama_router_codemod.conventions.other_uses import files_with_hidden_routes
from llama_router_codemod.conventions.protocol_classes import protocols_of
from llama_router_codemod.conventions.registry import (
    ClassKey,
    attribute_of_type,
    registered_protocols,
    snake_case,
    special_groups,
)
from llama_router_codemod.conventions.webmethod import files_naming_webmethod, is_webmethod, webmethod_names
from llama_router_codemod.model.api import Api, ApiPackage, Decorated, Method, ProtocolClass, State
from llama_router_codemod.model.route import Route
from llama_router_codemod.parse.classes import ClassFacts, ClassKind, ancestors, base_names, class_of, root_kind
from llama_router_codemod.parse.import_statements import statements_in
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.syntax import dotted, place_of

_ROUTER = re.compile(rb"APIRouter")


@cache
def decorated_methods(symbols: Symbols, path: PurePosixPath) -> tuple[Decorated, ...]:
    """Every real `@webmethod` decorator of a file, in the order of the source."""
    spellings = webmethod_names(symbols, symbols.checkout.module_name(path))

    def visit(node: ast.AST, owner: str | None) -> Iterator[Decorated]:
        match node:
            case ast.ClassDef(name=name):
                owner = name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                for decorator in node.decorator_list:
                    if is_webmethod(decorator, spellings):
                        yield Decorated(place_of(decorator, path), owner, name)
            case _:
                pass
        for child in statements_in(node):
            yield from visit(child, owner)

    return tuple(visit(symbols.tree(path), None)) if spellings else ()


@cache
def routed_files(symbols: Symbols) -> tuple[PurePosixPath, ...]:
    """The files with at least one real `@webmethod` decorator."""
    return tuple(path for path in files_naming_webmethod(symbols) if decorated_methods(symbols, path))


def has_protocol(symbols: Symbols, path: PurePosixPath) -> bool:
    """Whether a file decorates methods of a Protocol, or of a class that the server is told to take for one."""
    module = symbols.checkout.module_name(path)
    protocols = {
        node.name
        for node in symbols.tree(path).body
        if isinstance(node, ast.ClassDef)
        and any(root_kind(symbols, module, name) is ClassKind.PROTOCOL for name in base_names(node))
    }
    protocols |= {name for home, name in (item.protocol for item in external_apis(symbols)) if home == module}
    return any(item.class_name in protocols for item in decorated_methods(symbols, path))


#: What is read of a Protocol of a file.
_Reader = Callable[[Symbols, PurePosixPath, ClassFacts], ProtocolClass]


@cache
def api_packages(symbols: Symbols) -> tuple[ApiPackage, ...]:
    """All API packages, pending and migrated, sorted by name."""
    # Not at the top: what is left of webmethods is told without it.
    from llama_router_codemod.conventions.protocols import parse_protocol

    return _packages(symbols, lambda symbols, path, facts: parse_protocol(symbols, facts.module, path, facts.node))


def pending_apis(symbols: Symbols) -> tuple[Api, ...]:
    """The APIs that have webmethods still, by their packages."""
    return tuple(api for package in api_packages(symbols) for api in package.apis)


@cache
def api_outlines(symbols: Symbols) -> tuple[ApiPackage, ...]:
    """As `api_packages`, but of methods and routes only that they are there: the names of the APIs, quickly."""
    return _packages(symbols, _outline)


def _outline(symbols: Symbols, path: PurePosixPath, facts: ClassFacts) -> ProtocolClass:
    methods = tuple(
        Method(item.method, item.place, (), None, None, (Route("", item.place),))
        for item in decorated_methods(symbols, path)
        if item.class_name == facts.node.name
    )
    return ProtocolClass(facts.node.name, facts.module, place_of(facts.node, path), methods)


def _packages(symbols: Symbols, read: _Reader) -> tuple[ApiPackage, ...]:
    pending: dict[PurePosixPath, list[PurePosixPath]] = {}
    routed = routed_files(symbols)
    for path in (*routed, *files_with_hidden_routes(symbols, routed)):
        unit = _unit(symbols, path)
        if unit is not None and (_is_below_root(symbols, path) or has_protocol(symbols, path)):
            pending.setdefault(unit, []).append(path)
    makers = symbols.checkout.containing(_ROUTER, b"APIRouter")
    with_routers = (path for path in makers if _makes_router(symbols, path))
    units = {_unit(symbols, path) for path in with_routers if path.parent != api_root(symbols.checkout)}
    migrated = {unit for unit in units if unit is not None}
    packages = [
        _package(symbols, unit, files, State.MIXED if unit in migrated else State.PENDING, read)
        for unit, files in pending.items()
    ]
    packages += [
        ApiPackage(_name(symbols, unit), unit, False, None, (), (), State.MIGRATED)
        for unit in migrated
        if unit not in pending
    ]
    return tuple(sorted(packages, key=lambda package: (package.name, package.directory)))


@cache
def api_files(symbols: Symbols) -> frozenset[PurePosixPath]:
    """The files with routed Protocols that belong to an API package."""
    found = {path for package in api_packages(symbols) for path in (package.module_path, *package.siblings)}
    return frozenset(path for path in found if path is not None)


def _makes_router(symbols: Symbols, path: PurePosixPath) -> bool:
    """Whether a file makes a router, and not only speaks of it in a text or a comment."""
    module = symbols.checkout.module_name(path)
    for node in ast.walk(symbols.tree(path)):
        if isinstance(node, ast.Call) and (name := dotted(node.func)) is not None:
            found = symbols.resolve(module, name)
            is_outside = found is None or found.node is None
            if is_outside and (name if found is None else found.name).rpartition(".")[2] == "APIRouter":
                return True
    return False


def _is_below_root(symbols: Symbols, path: PurePosixPath) -> bool:
    return path.is_relative_to(api_root(symbols.checkout))


def _unit(symbols: Symbols, path: PurePosixPath) -> PurePosixPath | None:
    """The directory of the API package that a file belongs to; a flat module stands for the one that it will become."""
    root = api_root(symbols.checkout)
    if _is_below_root(symbols, path):
        return root / path.relative_to(root).parts[0].removesuffix(".py")
    return path.parent if any(path.parent == item.directory for item in external_apis(symbols)) else None


def _name(symbols: Symbols, unit: PurePosixPath) -> str:
    """The name of the directory; that of its API where an external package has one."""
    names = [identifier(item.name) for item in external_apis(symbols) if item.directory == unit]
    return names[0] if len(names) == 1 else unit.name


def _package(
    symbols: Symbols,
    unit: PurePosixPath,
    files: list[PurePosixPath],
    state: State,
    read: _Reader,
) -> ApiPackage:
    is_flat = files == [unit.with_suffix(".py")]
    named = [path for path in files if path.stem == unit.name]
    split = named[0] if named else files[0] if len(files) == 1 else None
    protocols = {facts.key: read(symbols, path, facts) for path in files for facts in protocols_of(symbols, path)}
    return ApiPackage(
        name=_name(symbols, unit),
        directory=unit,
        is_flat=is_flat,
        module_path=split,
        siblings=tuple(path for path in files if path != split),
        apis=_group(symbols, protocols),
        state=state,
    )


def _group(symbols: Symbols, protocols: dict[ClassKey, ProtocolClass]) -> tuple[Api, ...]:
    """Routed Protocols to APIs: served by their own member, by a subclass's, or as an attribute of another."""
    apis: list[Api] = []
    taken: set[ClassKey] = set()
    groups = special_groups(symbols)
    external = {item.protocol: item.name for item in external_apis(symbols)}
    for key, member in (*registered_protocols(symbols).items(), *external.items()):
        if key not in protocols:
            continue
        facts = class_of(symbols, *key)
        assert facts is not None
        lineage = {ancestor.key for ancestor in ancestors(symbols, facts)} | {key}
        served = [protocol for other, protocol in protocols.items() if other in lineage and protocol.routed]
        attributes: dict[str, str] = {}
        for other, protocol in protocols.items():
            if other in groups and (attribute := attribute_of_type(facts, protocol.name)):
                served.append(protocol)
                attributes[protocol.name] = attribute
                taken.add(other)
        if served:
            is_external = key in external
            name = identifier(member) if is_external else member
            apis.append(Api(name, member, protocols[key], tuple(served), attributes, is_external))
            taken |= lineage
    apis += [
        Api(snake_case(protocol.name), None, protocol, (protocol,))
        for key, protocol in protocols.items()
        if key not in taken and protocol.routed
    ]
    return tuple(sorted(apis, key=lambda api: (api.protocol.place, api.name)))
