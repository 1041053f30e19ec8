"""The API packages of a checkout: which modules hold routed Protocols, which API each serves, how far each is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import PurePosixPath

from llama_router_codemod.conventions.api_root import api_root
from llama_router_codemod.conventions.protocols import parse_protocol
from llama_router_codemod.conventions.registry import (
    ClassKey,
    attribute_of_type,
    registered_protocols,
    snake_case,
    special_groups,
)
from llama_router_codemod.conventions.webmethod import is_webmethod, webmethod_names
from llama_router_codemod.model.api import Api, ApiPackage, Decorated, ProtocolClass, State
from llama_router_codemod.parse.classes import ClassFacts, ClassKind, ancestors, class_of, kind_of
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.syntax import place_of

WEBMETHOD = re.compile(rb"\bwebmethod\b")
_ROUTER = re.compile(rb"\bAPIRouter\(")


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
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.stmt | ast.ExceptHandler | ast.match_case):
                yield from visit(child, owner)

    return tuple(visit(symbols.tree(path), None)) if spellings else ()


def protocols_of(symbols: Symbols, path: PurePosixPath) -> Iterator[ClassFacts]:
    """The Protocol classes of a file, in the order of the source."""
    module = symbols.checkout.module_name(path)
    for node in symbols.tree(path).body:
        if isinstance(node, ast.ClassDef):
            facts = ClassFacts(module, node)
            if kind_of(symbols, facts) is ClassKind.PROTOCOL:
                yield facts


@cache
def routed_files(symbols: Symbols) -> tuple[PurePosixPath, ...]:
    """The files with at least one real `@webmethod` decorator."""
    candidates = symbols.checkout.containing(WEBMETHOD)
    return tuple(path for path in candidates if decorated_methods(symbols, path))


@cache
def api_packages(symbols: Symbols) -> tuple[ApiPackage, ...]:
    """All API packages, pending and migrated, sorted by name."""
    root = api_root(symbols.checkout)
    pending: dict[PurePosixPath, list[PurePosixPath]] = {}
    for path in routed_files(symbols):
        if path.is_relative_to(root):
            pending.setdefault(_unit(path, root), []).append(path)
    migrated = {
        _unit(path, root)
        for path in symbols.checkout.containing(_ROUTER)
        if path.is_relative_to(root) and path.parent != root
    }
    registered, groups = registered_protocols(symbols), special_groups(symbols)
    packages = [
        _package(symbols, unit, files, registered, groups, State.MIXED if unit in migrated else State.PENDING)
        for unit, files in pending.items()
    ]
    packages += [
        ApiPackage(unit.name, unit, False, None, (), (), State.MIGRATED) for unit in migrated if unit not in pending
    ]
    return tuple(sorted(packages, key=lambda package: package.name))


def _unit(path: PurePosixPath, root: PurePosixPath) -> PurePosixPath:
    """The directory below the API root that a file belongs to; a flat module stands for the one that it will become."""
    first = path.relative_to(root).parts[0]
    return root / first.removesuffix(".py")


def _package(
    symbols: Symbols,
    unit: PurePosixPath,
    files: list[PurePosixPath],
    registered: dict[ClassKey, str],
    groups: frozenset[ClassKey],
    state: State,
) -> ApiPackage:
    is_flat = files == [unit.with_suffix(".py")]
    named = [path for path in files if path.stem == unit.name]
    split = named[0] if named else files[0] if len(files) == 1 else None
    protocols = {
        facts.key: parse_protocol(symbols, facts.module, path, facts.node)
        for path in files
        for facts in protocols_of(symbols, path)
    }
    return ApiPackage(
        name=unit.name,
        directory=unit,
        is_flat=is_flat,
        module_path=split,
        siblings=tuple(path for path in files if path != split),
        apis=_group(symbols, protocols, registered, groups),
        state=state,
    )


def _group(
    symbols: Symbols,
    protocols: dict[ClassKey, ProtocolClass],
    registered: dict[ClassKey, str],
    groups: frozenset[ClassKey],
) -> tuple[Api, ...]:
    """Routed Protocols to APIs: served by their own member, by a subclass's, or as an attribute of another."""
    apis: list[Api] = []
    taken: set[ClassKey] = set()
    for key, member in registered.items():
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
            apis.append(Api(member, member, protocols[key], tuple(served), attributes))
            taken |= lineage
    apis += [
        Api(snake_case(protocol.name), None, protocol, (protocol,))
        for key, protocol in protocols.items()
        if key not in taken and protocol.routed
    ]
    return tuple(sorted(apis, key=lambda api: (api.protocol.place, api.name)))
