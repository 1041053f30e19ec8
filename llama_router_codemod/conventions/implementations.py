"""The in-tree implementations whose signatures the legacy server serves.

The legacy server builds an endpoint from the implementation's signature (llama_stack 0.3.5, core/server/server.py:294),
so that is where the wire contract comes from. An implementation in `core/` (a router, a routing table, a built-in
service) stands before the providers; without one, the providers are what is served.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from functools import cache
from itertools import chain
from pathlib import PurePosixPath

from llama_router_codemod.conventions.api_root import api_root
from llama_router_codemod.conventions.implementing_classes import (
    implementing_classes,
    is_below,
    look_alikes,
    made_by_calls,
)
from llama_router_codemod.conventions.protocols import parse_method
from llama_router_codemod.conventions.server import read_server
from llama_router_codemod.conventions.signature_decorators import signature_decorator
from llama_router_codemod.model.api import Api, Implementation, Method, ProtocolClass
from llama_router_codemod.parse.bound_names import names_bound_by
from llama_router_codemod.parse.classes import ClassFacts, ancestors, base_names, class_anywhere, class_of
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.syntax import last_part


@cache
def implementations(symbols: Symbols, api: Api, protocol: ProtocolClass) -> tuple[Implementation, ...]:
    """The implementations of a Protocol that a server would serve for an API, in the order of their files."""
    registered = protocol if protocol.name in api.attributes else api.protocol
    derived = list(implementing_classes(symbols, registered))
    made = list(made_by_calls(symbols, registered))
    # One with the shape in a package of a provider that has the Protocol does a part of its work, and is not served.
    providers = {path.parent for _, path in derived if path.parent.name != api.name}

    def found_in(directory: PurePosixPath) -> tuple[Implementation, ...]:
        derived_there = (item for item in derived if is_below(item[1], directory))
        alike = look_alikes(symbols, api, registered, directory)
        shaped = (item for item in alike if providers.isdisjoint(item[1].parent.parents))
        found = (_implementation(symbols, facts, protocol) for facts, _ in chain(derived_there, shaped))
        made_there = (call for call, path in made if is_below(path, directory))
        return (
            *(item for item in found if item.methods or item.otherwise),
            *(Implementation(call, {}, {}, is_made=True) for call in made_there),
        )

    core = _core_directory(symbols)
    # Most providers need not be read: the server has an implementation of its own.
    return (found_in(core) if core is not None else ()) or found_in(PurePosixPath())


def _core_directory(symbols: Symbols) -> PurePosixPath | None:
    server = read_server(symbols).server
    return server.directory.parent if server else None


_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def _implementation(symbols: Symbols, facts: ClassFacts, protocol: ProtocolClass) -> Implementation:
    wanted = {method.name for method in protocol.routed}
    methods: dict[str, tuple[str, Method]] = {}
    decorators: dict[str, str] = {}
    for ancestor in (facts, *ancestors(symbols, facts)):
        path = symbols.checkout.modules[ancestor.module]
        if is_below(path, api_root(symbols.checkout)) or ancestor.key == (protocol.module, protocol.name):
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
    otherwise = frozenset(_given_otherwise(symbols, facts, wanted))
    return Implementation(facts.node.name, methods, decorators, otherwise, _imports_base_for_itself(symbols, facts))


def _imports_base_for_itself(symbols: Symbols, facts: ClassFacts) -> bool:
    """Whether a base is known in a function only, which the types of the methods are then, too."""
    return any(
        class_of(symbols, facts.module, base) is None and class_anywhere(symbols, facts.module, base) is not None
        for base in base_names(facts.node)
    )


def _class_decorator(node: ast.ClassDef) -> str | None:
    """The decorator of a class, as source, that may replace its methods."""
    others = (item for item in node.decorator_list if _name_of_decorator(item) not in _KEEP_METHODS)
    return next(map(ast.unparse, others), None)


def _name_of_decorator(decorator: ast.expr) -> str:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return last_part(called)


#: Decorators of classes that leave the methods as they are.
_KEEP_METHODS = frozenset({"dataclass", "final", "json_schema_type", "runtime_checkable", "total_ordering"})


def _given_otherwise(symbols: Symbols, facts: ClassFacts, wanted: Collection[str]) -> Iterator[str]:
    """Those of some methods that a class has by an assignment or under a condition: in its body, below itself, or for
    its objects."""
    plain = {node.name for node in facts.node.body if isinstance(node, _FUNCTIONS)}
    others = [node for node in facts.node.body if not isinstance(node, _FUNCTIONS)]
    yield from (name for name in names_bound_by(others) if name in wanted and name not in plain)
    path = symbols.checkout.modules[facts.module]
    if not _may_give(frozenset(wanted)).search(symbols.checkout.contents[path]):
        return  # as of most, which their bytes tell fast
    module = symbols.tree(path)
    below = (part for node in module.body if isinstance(node, ast.Assign | ast.Expr) for part in ast.walk(node))
    for part in (*ast.walk(facts.node), *below):
        match part:
            case (
                ast.Attribute(value=ast.Name(id=owner), attr=name, ctx=ast.Store())
                | ast.Call(func=ast.Name(id="setattr"), args=[ast.Name(id=owner), ast.Constant(value=str(name)), _])
            ):
                if owner in ("self", facts.node.name) and name in wanted:
                    yield name
            case _:
                pass


@cache
def _may_give(wanted: frozenset[str]) -> re.Pattern[bytes]:
    """What stands in a file that gives something one of these attributes: a mention that is no call of it."""
    return re.compile(rf"\bsetattr\b|\.[\s\\]*(?:{'|'.join(sorted(wanted))})\b(?!\s*\()".encode())
