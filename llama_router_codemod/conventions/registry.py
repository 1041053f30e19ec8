"""Which Protocol the server registers for which member of the `Api` enum."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache

from llama_router_codemod.conventions.api_root import api_root, datatypes_module
from llama_router_codemod.parse.classes import ClassFacts, class_of, own_fields
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.line_start import at_line_start
from llama_router_codemod.source.syntax import dotted

#: The function that gives the Protocol of each API.
MAPS_PROTOCOLS = "api_protocol_map"
_MAPS_GROUPS = "toolgroup_protocol_map"
PROTOCOL_MAP = at_line_start(rf"def ({MAPS_PROTOCOLS}|{_MAPS_GROUPS})\(")
#: In a function that lists routes: it goes through a dictionary that is written out there.
_OWN_MAP = re.compile(rb"\}\s*\.\s*items\(")
_READS_ROUTES = b"__webmethod"

ClassKey = tuple[str, str]


def registered_protocols(symbols: Symbols) -> dict[ClassKey, str]:
    """`(module, Protocol name)` to member of `Api`, from the dictionary in `api_protocol_map` (core/resolver.py:68), or
    the one of the function that lists the routes, where that has its own.

    A tree without a server (external packages, llama-stack-api) has no such map; there a Protocol belongs to the member
    that spells its name, case and underscores apart.
    """
    return dict(_registrations(symbols))


def members_of(symbols: Symbols, protocol: ClassKey) -> frozenset[str]:
    """All members of `Api` that a Protocol is registered for."""
    return frozenset(member for key, member in _registrations(symbols) if key == protocol)


@cache
def _registrations(symbols: Symbols) -> tuple[tuple[ClassKey, str], ...]:
    if symbols.checkout.containing(_OWN_MAP, _READS_ROUTES):
        # Not at the top: most servers need not be read for that.
        from llama_router_codemod.conventions.server import read_server

        server = read_server(symbols).server
        if server is not None and server.discovery.protocols is not None:
            return tuple(_listed(symbols, server.discovery_module, server.discovery.protocols))
    return _entries(symbols, MAPS_PROTOCOLS) or tuple(_by_name(symbols))


def may_be_registered(symbols: Symbols, protocol: ClassKey) -> bool:
    """Whether the server may register a Protocol that is not among those, in a way that cannot be followed: a module
    that maps Protocols speaks of its class, or the map has parts that are not written out in it."""
    for path in symbols.checkout.containing(PROTOCOL_MAP, b"_protocol_map"):
        tree, module = symbols.tree(path), symbols.checkout.module_name(path)
        is_named = any(_names(node, protocol[1]) for node in ast.walk(tree))
        if is_named or any(_has_hidden_entries(symbols, module, node) for node in _maps(tree, MAPS_PROTOCOLS)):
            return True
    return False


def _names(node: ast.AST, name: str) -> bool:
    match node:
        case ast.Name(id=found) | ast.Attribute(attr=found) | ast.alias(name=found) | ast.Constant(value=found):
            return found == name
        case _:
            return False


def _has_hidden_entries(symbols: Symbols, module: str, function: ast.FunctionDef) -> bool:
    """Whether a map takes entries from another mapping, or from a function of the checkout."""
    nodes = list(ast.walk(function))
    objects = {node.value for node in nodes if isinstance(node, ast.Attribute)}
    for node in nodes:
        match node:
            case ast.Dict(keys=keys) if None in keys:
                return True
            case ast.Name(id=name, ctx=ast.Load()) if node not in objects:
                found = symbols.resolve(module, name)
                if found is not None and isinstance(found.node, ast.Assign | ast.AnnAssign | ast.FunctionDef):
                    return True
            case _:
                pass
    return False


def _listed(symbols: Symbols, module: str, protocols: Iterable[tuple[str, str]]) -> Iterator[tuple[ClassKey, str]]:
    for member, protocol in protocols:
        if facts := class_of(symbols, module, protocol):
            yield facts.key, member


def special_groups(symbols: Symbols) -> frozenset[ClassKey]:
    """The Protocols that another API serves as an attribute (`toolgroup_protocol_map`, core/server/routes.py:27)."""
    return frozenset(key for key, _ in _entries(symbols, _MAPS_GROUPS))


@cache
def _entries(symbols: Symbols, function: str) -> tuple[tuple[ClassKey, str], ...]:
    return tuple(_entries_of(symbols, function))


def _entries_of(symbols: Symbols, function: str) -> Iterator[tuple[ClassKey, str]]:
    for path in symbols.checkout.containing(PROTOCOL_MAP, b"_protocol_map"):
        module = symbols.checkout.module_name(path)
        for found in _dictionaries(symbols.tree(path), function):
            for key, value in zip(found.keys, found.values, strict=True):
                member = (dotted(key) or "").rpartition(".") if key is not None else ("", "", "")
                protocol = dotted(value)
                if member[0] and protocol and (facts := class_of(symbols, module, protocol)):
                    yield facts.key, member[2]


def _dictionaries(tree: ast.Module, function: str) -> Iterator[ast.Dict]:
    for node in _maps(tree, function):
        yield from (inner for inner in ast.walk(node) if isinstance(inner, ast.Dict))


def _maps(tree: ast.Module, function: str) -> Iterator[ast.FunctionDef]:
    return (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == function)


def _by_name(symbols: Symbols) -> Iterator[tuple[ClassKey, str]]:
    members = {name.replace("_", ""): name for name in api_members(symbols)}
    for module, path in symbols.checkout.modules.items():
        if path.is_relative_to(api_root(symbols.checkout)) and b"Protocol" in symbols.checkout.contents[path]:
            for node in symbols.tree(path).body:
                if isinstance(node, ast.ClassDef) and (member := members.get(node.name.lower())):
                    yield (module, node.name), member


def api_members(symbols: Symbols) -> dict[str, str]:
    """The members of the `Api` enum: name to value."""
    module = datatypes_module(symbols.checkout)
    facts = class_of(symbols, module, "Api")
    if facts is None:
        return {}
    return {
        target.id: statement.value.value
        for statement in facts.node.body
        if isinstance(statement, ast.Assign)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }


def attribute_of_type(owner: ClassFacts, name: str) -> str | None:
    """The class attribute of a Protocol whose annotation names a class (`rag_tool: RAGToolRuntime | None`)."""
    for attribute, statement in own_fields(owner.node).items():
        if any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(statement.annotation)):
            return attribute
    return None


def snake_case(name: str) -> str:
    """`VectorIO` to `vector_io`, `ToolGroups` to `tool_groups`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()
