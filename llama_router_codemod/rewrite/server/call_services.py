"""A server's own table of routes calls the method behind a router's route, and knows of the route what its mark says.

In llama_stack from 2025-12 on the table (core/server/routes.py, `initialize_route_impls`) has the endpoints of routers,
which the library client calls with the fields of a request; an endpoint that takes a request model and answers as a
server does would not do. It makes up what authentication asks of a route. Where the module names the type of what it
keeps, that is either of both as long as the table has routes of webmethods, too.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass

import libcst as cst

from llama_router_codemod.conventions.mounting_loop import BUILDS
from llama_router_codemod.source.added_import import with_import
from llama_router_codemod.source.statement_edits import edit_statements

#: The method behind a route, and what is known of it (infra/templates/route_marks.py).
CALLED, DESCRIBED = "called", "described"
#: The class of that.
METADATA = "RouteMetadata"


@dataclass(frozen=True)
class RouteTable:
    """How such a table is made: the variable that has a route, None where that is not understood."""

    route: str | None


def route_table(tree: ast.Module) -> RouteTable | None:
    """The table of a module that builds the routers of all APIs; None for one that does not, or has been rewritten."""
    calls = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    if BUILDS not in calls or CALLED in calls:
        return None
    routes = [
        node.value.value.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Attribute)
        and node.value.attr == "endpoint"
        and isinstance(node.value.value, ast.Name)
    ]
    return RouteTable(routes[0] if len(routes) == 1 else None)


def call_services(text: str, route: str, marks: str, metadata: str) -> str:
    """The text of such a module; `marks` is the module with what is known of a route, `metadata` the name of the class
    that it makes of it by itself."""
    changed = edit_statements(
        text,
        lambda _, lines: ".endpoint" in lines,
        lambda lines: cst.parse_module(lines).visit(_CallServices(route, metadata)).code,
    )
    if changed == text:
        return text
    changed = with_import(changed, marks, CALLED)
    if f"{DESCRIBED}(" not in changed:
        return changed
    changed = with_import(changed, marks, DESCRIBED)
    either = edit_statements(
        changed,
        lambda node, lines: isinstance(node, ast.Assign) and metadata in lines,
        lambda lines: cst.parse_module(lines).visit(_EitherMetadata(metadata)).code,
    )
    return changed if either == changed else with_import(either, marks, METADATA)


class _CallServices(cst.CSTTransformer):
    def __init__(self, route: str, metadata: str) -> None:
        super().__init__()
        self._route = route
        self._metadata = metadata

    def leave_Assign(self, original_node: cst.Assign, updated_node: cst.Assign) -> cst.Assign:
        match updated_node.value:
            case cst.Attribute(value=cst.Name(value=name), attr=cst.Name(value="endpoint")) if name == self._route:
                return updated_node.with_changes(value=cst.parse_expression(f"{CALLED}({name})"))
            case cst.Call(func=cst.Name(value=name)) as call if name == self._metadata:
                known = cst.parse_expression(f"{DESCRIBED}({self._route})")
                return updated_node.with_changes(value=cst.BooleanOperation(known, cst.Or(), call))
            case _:
                return updated_node


class _EitherMetadata(cst.CSTTransformer):
    def __init__(self, metadata: str) -> None:
        super().__init__()
        self._metadata = metadata

    def leave_Index(self, original_node: cst.Index, updated_node: cst.Index) -> cst.Index:
        match updated_node.value:
            case cst.Name(value=name) as known if name == self._metadata:
                either = cst.BinaryOperation(known, cst.BitOr(), cst.Name(METADATA))
                return updated_node.with_changes(value=either)
            case _:
                return updated_node
