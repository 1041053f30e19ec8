"""What asks a router's prefix for the level of each of its routes asks the route: a router may have several levels.

In llama_stack from 2025-12 on the lists for clients do (0.4.4, core/inspect.py:130); the routers there have one each.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import PurePosixPath

from llama_router_codemod.conventions.mounting_loop import BUILDS
from llama_router_codemod.source.spans import Edit, SourceLines, apply_edits
from llama_router_codemod.source.syntax import dotted, parse_source

_PREFIX = "prefix"


def ask_routes_for_levels(text: str) -> str:
    """A module in which `f(route, router.prefix)`, for each route of a router that is built there, has the first part
    of the route's path in place of the prefix. The prefix of a router with one level is that, and nothing changes.

    Raises InputError when the text does not parse.
    """
    source = SourceLines.of(text)
    asked = asked_prefixes(parse_source(text, PurePosixPath("<module>")))
    levels = ((node, f"f\"/{{{route}.path.split('/')[1]}}\"") for node, route in asked if route is not None)
    return apply_edits(text, (Edit(*source.span(node), level) for node, level in levels))


def asked_prefixes(tree: ast.Module) -> list[tuple[ast.Attribute, str | None]]:
    """Where a module asks a router that is built there for its prefix, each with the name of the route that it is
    passed on with; None where it is asked in any other way."""
    routers = {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and _builds(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    asked = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and _is_prefix_of(node, routers)]
    routes = {
        prefix: route
        for loop in ast.walk(tree)
        if isinstance(loop, ast.For) and isinstance(loop.target, ast.Name)
        for call in ast.walk(loop)
        if isinstance(call, ast.Call)
        for prefix, route in _passed_together(call, loop.target.id)
    }
    return [(node, routes.get(node)) for node in asked]


def _builds(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and dotted(value.func) == BUILDS


def _is_prefix_of(node: ast.Attribute, routers: set[str]) -> bool:
    return node.attr == _PREFIX and isinstance(node.value, ast.Name) and node.value.id in routers


def _passed_together(call: ast.Call, route: str) -> Iterator[tuple[ast.expr, str]]:
    """What a call is given beside a route."""
    if any(isinstance(item, ast.Name) and item.id == route for item in call.args):
        yield from ((item, route) for item in (*call.args, *(keyword.value for keyword in call.keywords)))
