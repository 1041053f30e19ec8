"""LRC906: a route that cannot be written, so that its API is left whole."""

from __future__ import annotations

import ast
import enum
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from llama_router_codemod.contract.path_template import path_parameters
from llama_router_codemod.contract.served_verb import served_verb
from llama_router_codemod.conventions.bound_methods import bound_otherwise, is_no_function, overridden
from llama_router_codemod.conventions.packages import decorated_methods
from llama_router_codemod.conventions.protocol_classes import protocols_of
from llama_router_codemod.conventions.registry import may_be_registered, members_of
from llama_router_codemod.conventions.server import read_server
from llama_router_codemod.conventions.webmethod import is_webmethod, webmethod_names
from llama_router_codemod.model.api import Api, Implementation
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.operation import Operation
from llama_router_codemod.model.place import Place
from llama_router_codemod.parse.bound_names import defined_names
from llama_router_codemod.parse.classes import ClassFacts, class_of, own_methods
from llama_router_codemod.parse.symbols import Symbols, exported_names
from llama_router_codemod.source.syntax import place_of


class Reason(enum.StrEnum):
    """Why a route cannot be written."""

    OPEN_SIGNATURE = "any number of arguments"
    MISPLACED = "no method of a Protocol at the top of its module"
    EXPORTS = "unreadable exports"
    REPEATED_METHOD = "two methods of one name"
    SEVERAL_APIS = "a Protocol of several APIs"
    DIFFERENT_VERBS = "routes with different verbs"
    REPEATED_PLACEHOLDER = "a placeholder twice in one path"
    MISSING_PARAMETER = "a placeholder without a parameter"
    OTHER_PLACEHOLDERS = "a placeholder in only some paths"
    ASYNC_MISMATCH = "only one side is async"
    DECORATED = "a decorator that may change the signature"
    UNKNOWN_PATH = "a path that is not known"
    REGISTRATION = "a registration that is not understood"
    BOUND_OTHERWISE = "a method that is more than its definition"
    LOCAL_CLASS = "a class whose base only a function imports"
    MADE_CLASS = "a class that a call makes"
    NO_FUNCTION = "a method that the server does not find"
    OVERRIDDEN = "a method of a base that is defined anew"
    NAME_OF_CLASS = "a name that only the class has"
    FOR_TYPE_CHECKERS = "a name that only type checkers import"


@dataclass(frozen=True)
class UnwritableRoute(Facts):
    """Why, and the names that it is about: the owner of the method, the name that is in the way, the path."""

    code = "LRC906"
    reason: Reason
    owner: str | None = None
    name: str | None = None
    path: str | None = None


def open_signatures(symbols: Symbols, path: PurePosixPath, protocol: ClassFacts) -> Iterator[Finding]:
    """A refusal for each routed method of a Protocol that takes any number of arguments."""
    spellings = webmethod_names(symbols, protocol.module)
    for node in protocol.node.body:
        match node:
            case (
                ast.FunctionDef(args=ast.arguments(vararg=star, kwarg=double), decorator_list=decorators)
                | ast.AsyncFunctionDef(args=ast.arguments(vararg=star, kwarg=double), decorator_list=decorators)
            ) if (found := star or double) and any(is_webmethod(item, spellings) for item in decorators):
                facts = UnwritableRoute(Reason.OPEN_SIGNATURE, node.name, found.arg)
                yield Finding(place_of(node, path), facts, method=node.name)
            case _:
                pass


def misplaced_methods(symbols: Symbols, path: PurePosixPath) -> Iterator[Finding]:
    """A refusal for each decorator that no server reads, or not in a way that shows: in an `if`, on other classes."""
    methods = {(facts.node.name, name) for facts in protocols_of(symbols, path) for name in own_methods(facts.node)}
    for item in decorated_methods(symbols, path):
        if (item.class_name, item.method) not in methods:
            facts = UnwritableRoute(Reason.MISPLACED, item.class_name or "module", item.method)
            yield Finding(item.place, facts, method=item.method)


def unreadable_exports(symbols: Symbols, path: PurePosixPath) -> Iterator[Finding]:
    """A refusal for a module whose `__all__` cannot be split."""
    tree = symbols.tree(path)
    if any("__all__" in defined_names(node) for node in tree.body) and exported_names(tree) is None:
        yield Finding(Place(path, 1), UnwritableRoute(Reason.EXPORTS))


def unclear_registrations(symbols: Symbols, api: Api) -> Iterator[Finding]:
    """A refusal for an API that no server seems to serve, while one may do so in a way that is not understood."""
    protocol = api.protocol
    if api.member is None and may_be_registered(symbols, (protocol.module, protocol.name)):
        yield Finding(protocol.place, UnwritableRoute(Reason.REGISTRATION, protocol.name))


def unclear_methods(symbols: Symbols, path: PurePosixPath, protocol: ClassFacts) -> Iterator[Finding]:
    """A refusal for each routed method of a Protocol that is not, or not only, what its definition says."""
    owner, methods = protocol.node.name, own_methods(protocol.node)
    routed = {item.method for item in decorated_methods(symbols, path) if item.class_name == owner}
    for node, name in bound_otherwise(symbols, protocol):
        if name in routed or name not in methods:
            yield Finding(place_of(node, path), UnwritableRoute(Reason.BOUND_OTHERWISE, owner, name), method=name)
    spellings = webmethod_names(symbols, protocol.module)
    for name in sorted(routed & methods.keys()):
        if is_no_function(methods[name], spellings):
            facts = UnwritableRoute(Reason.NO_FUNCTION, owner, name)
            yield Finding(place_of(methods[name], path), facts, method=name)


def overridden_routes(symbols: Symbols, api: Api) -> Iterator[Finding]:
    """A refusal for each routed method of a base that the Protocol of an API hides: the server does not see it."""
    heir = class_of(symbols, api.protocol.module, api.protocol.name)
    routed = {(protocol.module, protocol.name, method.name) for protocol in api.served_by for method in protocol.routed}
    for base, name in overridden(symbols, heir) if heir is not None else ():
        if (*base.key, name) in routed:
            yield Finding(api.protocol.place, UnwritableRoute(Reason.OVERRIDDEN, base.node.name, name), method=name)


def shared_protocols(symbols: Symbols, api: Api) -> Iterator[Finding]:
    """A refusal for an API whose Protocol is that of another one, too: a router is served for one of them."""
    protocol = api.protocol
    members = members_of(symbols, (protocol.module, protocol.name))
    if len(members) > 1:
        facts = UnwritableRoute(Reason.SEVERAL_APIS, protocol.name, ", ".join(sorted(members)))
        yield Finding(protocol.place, facts)


def unservable_methods(api: Api) -> Iterator[Finding]:
    """A refusal for each method of an API whose routes no server could serve together."""
    for protocol in api.served_by:
        names = Counter(method.name for method in protocol.methods)
        for method in protocol.routed:
            if names[method.name] > 1:
                facts = UnwritableRoute(Reason.REPEATED_METHOD, protocol.name, method.name)
                yield Finding(method.place, facts, method=method.name)
            if len(set(map(served_verb, method.routes))) > 1:
                facts = UnwritableRoute(Reason.DIFFERENT_VERBS, method.name)
                yield Finding(method.place, facts, method=method.name)
            for route in method.routes:
                counted = Counter(path_parameters(route.path))
                if repeated := [name for name, count in counted.items() if count > 1]:
                    facts = UnwritableRoute(Reason.REPEATED_PLACEHOLDER, method.name, repeated[0], route.path)
                    yield Finding(route.place, facts, method=method.name)


def unknown_paths(symbols: Symbols, operation: Operation) -> Iterator[Finding]:
    """A refusal for each route without a level in a package whose host has no legacy server any more.

    That server put its own version before the path, or the level (core/server/routes.py until llama-stack 0.2.22).
    """
    if symbols.checkout.host is None or read_server(symbols).server is not None:
        return
    for route in operation.routes:
        if route.version is None:
            facts = UnwritableRoute(Reason.UNKNOWN_PATH, path=route.path)
            yield Finding(route.place, facts, method=operation.method.name)


def unwritable_operations(
    operations: Sequence[Operation], served: Mapping[str, Sequence[Implementation]]
) -> Iterator[Finding]:
    """A refusal for each operation that has no endpoint: its path names a parameter that the method lacks, its paths
    name different ones, or only one side declares it as async. `served` are the implementations by the name of their
    Protocol."""
    for operation in operations:
        method = operation.method
        for facts in (
            *_missing_parameters(operation),
            *_other_placeholders(operation),
            *_async_mismatches(operation, served.get(operation.protocol.name, ())),
            *_decorated_methods(operation, served.get(operation.protocol.name, ())),
            *_given_otherwise(operation, served.get(operation.protocol.name, ())),
        ):
            yield Finding(method.place, facts, method=method.name)


def _missing_parameters(operation: Operation) -> Iterator[UnwritableRoute]:
    names = {item.parameter.name for item in operation.parameters}
    for route in operation.routes:
        for missing in sorted(set(path_parameters(route.path)) - names):
            yield UnwritableRoute(Reason.MISSING_PARAMETER, operation.method.name, missing, route.path)


def _other_placeholders(operation: Operation) -> Iterator[UnwritableRoute]:
    """One endpoint takes a parameter either from the path or from elsewhere."""
    placeholders = [path_parameters(route.path) for route in operation.routes]
    for item in operation.parameters:
        name = item.parameter.name
        if len({name in names for names in placeholders}) > 1:
            yield UnwritableRoute(Reason.OTHER_PLACEHOLDERS, operation.method.name, name)


def _async_mismatches(operation: Operation, served: Sequence[Implementation]) -> Iterator[UnwritableRoute]:
    method = operation.method
    for item in served:
        if method.name in item.methods and item.methods[method.name][1].is_async != method.is_async:
            yield UnwritableRoute(Reason.ASYNC_MISMATCH, item.class_name, method.name)


def _given_otherwise(operation: Operation, served: Sequence[Implementation]) -> Iterator[UnwritableRoute]:
    """Its signature is not that of a definition."""
    for item in served:
        if operation.method.name in item.otherwise:
            yield UnwritableRoute(Reason.BOUND_OTHERWISE, item.class_name, operation.method.name)
        elif item.is_made:
            yield UnwritableRoute(Reason.MADE_CLASS, item.class_name)
        elif item.is_local:
            yield UnwritableRoute(Reason.LOCAL_CLASS, item.class_name)


def _decorated_methods(operation: Operation, served: Sequence[Implementation]) -> Iterator[UnwritableRoute]:
    """The server reads the signature that a decorator gives to a method."""
    name = operation.method.name
    for item in served:
        if name in item.decorators:
            yield UnwritableRoute(Reason.DECORATED, item.class_name, name, item.decorators[name])
