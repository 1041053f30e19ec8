"""The in-tree implementations whose signatures the legacy server serves.

The legacy server builds an endpoint from the implementation's signature (llama_stack 0.3.5, core/server/server.py:294),
so that is where the wire contract comes from. An implementation in `core/` (a router, a routing table, a built-in
service) stands before the providers; without one, the providers are what is served.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from itertools import chain
from pathlib import PurePosixPath

from llama_router_codemod.conventions.api_root import api_root
from llama_router_codemod.conventions.protocols import parse_method
from llama_router_codemod.conventions.server import read_server
from llama_router_codemod.conventions.signature_decorators import signature_decorator
from llama_router_codemod.model.api import Api, Implementation, Method, ProtocolClass
from llama_router_codemod.parse.bound_names import names_bound_by
from llama_router_codemod.parse.classes import ClassFacts, ancestors, base_names, class_of, own_methods
from llama_router_codemod.parse.import_statements import suites
from llama_router_codemod.parse.subclass_files import files_subclassing
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.syntax import dotted
from llama_router_codemod.tree.checkout import Checkout


@cache
def implementations(symbols: Symbols, api: Api, protocol: ProtocolClass) -> tuple[Implementation, ...]:
    """The implementations of a Protocol that a server would serve for an API, in the order of their files."""
    registered = protocol if protocol.name in api.attributes else api.protocol
    derived = list(_subclasses(symbols, registered))
    # One with the shape in a package of a provider that has the Protocol does a part of its work, and is not served.
    providers = {path.parent for _, path in derived if path.parent.name != api.name}

    def found_in(directory: PurePosixPath) -> tuple[Implementation, ...]:
        derived_there = (item for item in derived if _is_below(item[1], directory))
        alike = _look_alikes(symbols, api, registered, directory)
        shaped = (item for item in alike if providers.isdisjoint(item[1].parent.parents))
        found = (_implementation(symbols, facts, protocol) for facts, _ in chain(derived_there, shaped))
        return tuple(item for item in found if item.methods or item.otherwise)

    core = _core_directory(symbols)
    # Most providers need not be read: the server has an implementation of its own.
    return (found_in(core) if core is not None else ()) or found_in(PurePosixPath())


def _core_directory(symbols: Symbols) -> PurePosixPath | None:
    server = read_server(symbols).server
    return server.directory.parent if server else None


def _served_files(symbols: Symbols, paths: Iterable[PurePosixPath]) -> Iterator[PurePosixPath]:
    """Those of the files that a server could run: in whatever package, but neither APIs nor tests."""
    checkout = symbols.checkout
    root = api_root(checkout)
    return (path for path in paths if not _is_below(path, root) and not _is_test(checkout, path))


def _is_below(path: PurePosixPath, directory: PurePosixPath) -> bool:
    # Names are compared much faster than paths.
    return not directory.parts or str(path).startswith(f"{directory}/")


def _is_test(checkout: Checkout, path: PurePosixPath) -> bool:
    return "tests" in str(path) and "tests" in path.parts and "tests" in checkout.in_project(path).parts


def _provider_files(symbols: Symbols, api: str) -> Iterator[PurePosixPath]:
    """The files of providers in a directory that has the name of an API."""
    paths = (path for name, path in _files_of_providers(symbols.checkout) if f"/{api}/" in name)
    return _served_files(symbols, paths)


@cache
def _files_of_providers(checkout: Checkout) -> list[tuple[str, PurePosixPath]]:
    """The files below a directory of providers, each with a name that has slashes around all directories."""
    names = ((f"/{path}", path) for path in checkout.python_files)
    return [(name, path) for name, path in names if "/providers/" in name]


def _classes(tree: ast.Module) -> Iterator[ast.ClassDef]:
    """All classes of a module, those in other statements too: in a `try`, in a function that makes one."""
    return (node for body in suites(tree) for node in body if isinstance(node, ast.ClassDef))


def _subclasses(symbols: Symbols, protocol: ProtocolClass) -> Iterator[tuple[ClassFacts, PurePosixPath]]:
    """The classes that derive from a Protocol, be it through others, and that no other class derives from."""
    found: dict[tuple[str, str], tuple[ClassFacts, PurePosixPath]] = {}
    extended: set[tuple[str, str]] = set()
    queue = [(protocol.module, protocol.name)]
    while queue:
        key = queue.pop(0)
        for facts, path in _deriving_from(symbols, key):
            extended.add(key)
            if facts.key not in found:
                found[facts.key] = (facts, path)
                queue.append(facts.key)
    leaves = [item for key, item in found.items() if key not in extended]
    yield from sorted(leaves, key=lambda item: (item[1], item[0].node.lineno))


def _deriving_from(symbols: Symbols, key: tuple[str, str]) -> Iterator[tuple[ClassFacts, PurePosixPath]]:
    for path in _served_files(symbols, files_subclassing(symbols.checkout, key[1])):
        module = symbols.checkout.module_name(path)
        for node in _classes(symbols.tree(path)):
            bases = (class_of(symbols, module, base) for base in base_names(node))
            if any(facts is not None and facts.key == key for facts in bases):
                yield ClassFacts(module, node), path


def _look_alikes(
    symbols: Symbols, api: Api, protocol: ProtocolClass, directory: PurePosixPath
) -> Iterator[tuple[ClassFacts, PurePosixPath]]:
    """Classes in `providers/*/<api>/` with every routed method, without the Protocol: they implement by shape alone.

    Those below a directory are given.
    """
    names = {method.name for method in protocol.routed}
    if len(names) < 2:
        return
    words = sorted(name.encode() for name in names)
    heads = [re.compile(rb"def(?<!\wdef)[ \t]+%b\b" % word) for word in words]
    for path in (path for path in _provider_files(symbols, api.name) if _is_below(path, directory)):
        data = symbols.checkout.contents[path]
        # Most files need not be parsed for that. Looking for bytes is much faster than a pattern.
        if not all(word in data for word in words) or not all(head.search(data) for head in heads):
            continue
        with symbols.passing():
            for node in _classes(symbols.tree(path)):
                facts = ClassFacts(symbols.checkout.module_name(path), node)
                # To follow the bases takes longest.
                if names <= own_methods(node).keys() and (protocol.module, protocol.name) not in _lineage(
                    symbols, facts
                ):
                    yield facts, path


_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def _lineage(symbols: Symbols, facts: ClassFacts) -> Iterator[tuple[str, str]]:
    return (ancestor.key for ancestor in ancestors(symbols, facts))


def _implementation(symbols: Symbols, facts: ClassFacts, protocol: ProtocolClass) -> Implementation:
    wanted = {method.name for method in protocol.routed}
    methods: dict[str, tuple[str, Method]] = {}
    decorators: dict[str, str] = {}
    for ancestor in (facts, *ancestors(symbols, facts)):
        path = symbols.checkout.modules[ancestor.module]
        if _is_below(path, api_root(symbols.checkout)) or ancestor.key == (protocol.module, protocol.name):
            continue
        for node in ancestor.node.body:
            # What `*args` and `**kwargs` stand for cannot be told, so they decide nothing.
            is_open = isinstance(node, _FUNCTIONS) and (node.args.vararg or node.args.kwarg)
            if isinstance(node, _FUNCTIONS) and not is_open and node.name in wanted and node.name not in methods:
                methods[node.name] = (
                    ancestor.module,
                    parse_method(node, path, symbols, ancestor.module, is_served=True),
                )
                if decorator := signature_decorator(symbols, ancestor.module, node) or _class_decorator(ancestor.node):
                    decorators[node.name] = decorator
    return Implementation(facts.node.name, methods, decorators, frozenset(_given_otherwise(symbols, facts, wanted)))


def _class_decorator(node: ast.ClassDef) -> str | None:
    """The decorator of a class, as source, that may replace its methods."""
    others = (item for item in node.decorator_list if _name_of_decorator(item) not in _KEEP_METHODS)
    return next(map(ast.unparse, others), None)


def _name_of_decorator(decorator: ast.expr) -> str:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return (dotted(called) or "").rpartition(".")[2]


#: Decorators of classes that leave the methods as they are.
_KEEP_METHODS = frozenset({"dataclass", "final", "json_schema_type", "runtime_checkable", "total_ordering"})


def _given_otherwise(symbols: Symbols, facts: ClassFacts, wanted: Collection[str]) -> Iterator[str]:
    """Those of some methods that a class has by an assignment or under a condition: in its body, below itself, or for
    its objects."""
    plain = {node.name for node in facts.node.body if isinstance(node, _FUNCTIONS)}
    others = [node for node in facts.node.body if not isinstance(node, _FUNCTIONS)]
    yield from (name for name in names_bound_by(others) if name in wanted and name not in plain)
    module = symbols.tree(symbols.checkout.modules[facts.module])
    below = (target for node in module.body if isinstance(node, ast.Assign) for target in node.targets)
    for part in (*ast.walk(facts.node), *below):
        match part:
            case ast.Attribute(value=ast.Name(id=owner), attr=name, ctx=ast.Store()):
                if owner in ("self", facts.node.name) and name in wanted:
                    yield name
            case _:
                pass
