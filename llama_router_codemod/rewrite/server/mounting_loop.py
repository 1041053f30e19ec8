"""LRC908: the place where the server mounts its routes is not recognised.

It is found by what it does (llama_stack 0.3.5, core/server/server.py:474-503): inside the loop in which
`api = Api(...)` and `impl = impls[api]` stand, the loop that mounts the routes of one API.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import libcst as cst

from llama_router_codemod.model.spec import Finding, Place
from llama_router_codemod.source.statements import SUITES

MOUNTS = re.compile(rb"\bcreate_dynamic_typed_route\(")
_MOUNT = "create_dynamic_typed_route"


@dataclass(frozen=True)
class RouteDiscovery:
    """The statement that finds the routes of all APIs, and its argument as source: the external APIs, or nothing."""

    statement: cst.SimpleStatementLine
    external_apis: str


@dataclass(frozen=True)
class MountingLoop:
    """The loop over the APIs to serve: the names that it uses, and the loop inside it over the routes of one API."""

    app: str
    api: str
    impl: str
    routes: cst.For
    discovery: RouteDiscovery


def calls(tree: ast.AST, function: str) -> bool:
    """Whether a function is called by its name anywhere in a tree."""
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function
        for node in ast.walk(tree)
    )


def mounts_routes(tree: ast.Module) -> bool:
    """Whether a module mounts routes itself, and does not only define how."""
    return calls(tree, _MOUNT)


def unknown_mounting(path: PurePosixPath) -> Finding:
    """The finding about a server module whose loop is not found."""
    return Finding(Place(path, 1), "LRC908", f"{path}")


def mounting_loop(module: cst.Module) -> MountingLoop | None:
    """The mounting loop of a server module, None where there is none of the known form."""
    statements = _Statements()
    module.visit(statements)
    discovery = next(filter(None, map(_route_discovery, statements.lines)), None)
    if discovery is None:
        return None
    return next(filter(None, (_mounting_loop(loop, discovery) for loop in statements.loops)), None)


class _Statements(cst.CSTVisitor):
    """The loops and simple statements of a module."""

    def __init__(self) -> None:
        super().__init__()
        self.loops: list[cst.For] = []
        self.lines: list[cst.SimpleStatementLine] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        match node:
            case cst.For():
                self.loops.append(node)
            case cst.SimpleStatementLine():
                self.lines.append(node)
            case _:
                pass
        return isinstance(node, SUITES)


class _Calls(cst.CSTVisitor):
    """What a piece of code calls, the objects it asks for attributes, the application on which it mounts endpoints."""

    def __init__(self) -> None:
        super().__init__()
        self.functions: set[str] = set()
        self.asked: set[str] = set()
        self.app: str | None = None

    def visit_Call(self, node: cst.Call) -> None:
        match node:
            case cst.Call(func=cst.Name(value="getattr"), args=[cst.Arg(value=cst.Name(value=name)), *_]):
                self.asked.add(name)
            case cst.Call(func=cst.Name(value=name)):
                self.functions.add(name)
            # getattr(app, verb)(path)(create_dynamic_typed_route(...))
            case cst.Call(
                func=cst.Call(
                    func=cst.Call(func=cst.Name(value="getattr"), args=[cst.Arg(value=cst.Name(value=name)), *_])
                ),
                args=[cst.Arg(value=endpoint)],
            ) if _MOUNT in _calls_in(endpoint).functions:
                self.app = name
            case _:
                pass


def _calls_in(node: cst.CSTNode) -> _Calls:
    calls = _Calls()
    node.visit(calls)
    return calls


def _route_discovery(line: cst.SimpleStatementLine) -> RouteDiscovery | None:
    for statement in line.body:
        match statement:
            case cst.Assign(value=cst.Call(args=args) as call) if "get_all_api_routes" in _calls_in(call).functions:
                return RouteDiscovery(line, cst.Module([]).code_for_node(args[0].value) if args else "")
            case _:
                pass
    return None


def _mounting_loop(outer: cst.For, discovery: RouteDiscovery) -> MountingLoop | None:
    for index, routes in enumerate(outer.body.body):
        if isinstance(routes, cst.For) and (inner := _calls_in(routes)).app is not None:
            before = list(_simple_statements(outer.body.body[:index]))
            api = _api(before)
            impl = _implementation(before, api, inner.asked)
            return MountingLoop(inner.app, api, impl, routes, discovery) if api and impl else None
    return None


def _api(statements: Sequence[cst.CSTNode]) -> str | None:
    """The last variable to which `Api(...)` is assigned."""
    for statement in reversed(statements):
        match statement:
            case cst.Assign(
                targets=[cst.AssignTarget(target=cst.Name(value=name))], value=cst.Call(func=cst.Name(value="Api"))
            ):
                return name
            case _:
                pass
    return None


def _implementation(statements: Sequence[cst.CSTNode], api: str | None, asked: Collection[str]) -> str | None:
    """The last variable to which an item `[api]` is assigned and that is asked for its methods.

    `routes = all_routes[api]` has the same form.
    """
    for statement in reversed(statements):
        match statement:
            case cst.Assign(
                targets=[cst.AssignTarget(target=cst.Name(value=name))],
                value=cst.Subscript(slice=[cst.SubscriptElement(slice=cst.Index(value=cst.Name(value=key)))]),
            ) if key == api and name in asked:
                return name
            case _:
                pass
    return None


def _simple_statements(body: Sequence[cst.CSTNode]) -> Iterator[cst.CSTNode]:
    for statement in body:
        match statement:
            case cst.SimpleStatementLine(body=small):
                yield from small
            case cst.Try(body=cst.IndentedBlock(body=inner)):
                yield from _simple_statements(inner)
            case _:
                pass
