"""Where the server mounts its routes: an API that has routers gets them, the others their webmethods as before."""

from __future__ import annotations

import ast
import re
import textwrap
from dataclasses import dataclass
from pathlib import PurePosixPath

from llama_router_codemod.source.added_import import with_import
from llama_router_codemod.source.syntax import parse_source

MOUNTS = re.compile(rb"\bcreate_dynamic_typed_route\(")


@dataclass(frozen=True)
class _MountingLoop:
    """The loop over the APIs to serve: the names it uses, and the statement before which routers can be included."""

    app: str
    api: str
    impl: str
    routes: ast.For
    all_routes: ast.Assign


def mounts_routes(tree: ast.Module) -> bool:
    """Whether a module calls `create_dynamic_typed_route`, not only defines it."""
    return any(_calls(node, "create_dynamic_typed_route") for node in tree.body)


def include_routers(text: str, registry: str) -> str | None:
    """The server module's text with the routers included; the same text if they are, None if the place is not found.

    The place is found by what it does (core/server/server.py:484-521): inside the loop in which `api = Api(...)` and
    `impl = impls[api]` stand, before the loop that mounts the routes of one API.
    """
    tree = parse_source(text, PurePosixPath("<source>"))
    if any(_calls(node, "include_routers") for node in tree.body):
        return text
    loop = next((found for node in ast.walk(tree) if isinstance(node, ast.For) and (found := _loop(node, tree))), None)
    if loop is None:
        return None
    lines = text.split("\n")
    external = ast.unparse(call.args[0]) if isinstance(call := loop.all_routes.value, ast.Call) and call.args else ""
    include = f"""\
        if {loop.api} in all_routers:
            include_routers({loop.app}, {loop.api}, {loop.impl}, all_routers[{loop.api}])
            continue

        """
    _insert(lines, loop.routes, textwrap.dedent(include).rstrip(" "))
    _insert(lines, loop.all_routes, f"all_routers = get_all_routers({external})\n")
    return with_import(with_import("\n".join(lines), registry, "get_all_routers"), registry, "include_routers")


def _insert(lines: list[str], before: ast.stmt, block: str) -> None:
    """Put a block above a statement (and above the comments that belong to it)."""
    place = before.lineno - 1
    while lines[place - 1].strip().startswith("#"):
        place -= 1
    indent = " " * before.col_offset
    lines[place:place] = [f"{indent}{line}" if line else "" for line in block.split("\n")[:-1]]


def _loop(node: ast.For, tree: ast.Module) -> _MountingLoop | None:
    routes = next((item for item in node.body if isinstance(item, ast.For) and _mounted_on(item)), None)
    if routes is None:
        return None
    api = impl = None
    for item in _simple_statements(node.body[: node.body.index(routes)]):
        match item:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=ast.Name(id="Api"))):
                api = name
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Subscript(slice=ast.Name(id=key))) if key == api:
                # `routes = all_routes[api]` has the same form; the implementation is the one asked for its methods.
                impl = name if _is_asked_for_methods(routes, name) else impl
            case _:
                pass
    all_routes = next(
        (
            item
            for item in ast.walk(tree)
            if isinstance(item, ast.Assign)
            and isinstance(item.value, ast.Call)
            and _calls(item.value, "get_all_api_routes")
        ),
        None,
    )
    app = _mounted_on(routes)
    return _MountingLoop(app, api, impl, routes, all_routes) if api and impl and app and all_routes else None


def _simple_statements(body: list[ast.stmt]) -> list[ast.stmt]:
    return [inner for item in body for inner in (item.body if isinstance(item, ast.Try) else [item])]


def _is_asked_for_methods(routes: ast.For, name: str) -> bool:
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "getattr"
        and isinstance(node.args[0], ast.Name)
        and node.args[0].id == name
        for node in ast.walk(routes)
    )


def _mounted_on(routes: ast.For) -> str | None:
    """The variable on which endpoints are registered: `getattr(app, verb)(path)(create_dynamic_typed_route(...))`."""
    for node in ast.walk(routes):
        match node:
            case ast.Call(
                func=ast.Call(func=ast.Call(func=ast.Name(id="getattr"), args=[ast.Name(id=app), *_])), args=[endpoint]
            ):
                if _calls(endpoint, "create_dynamic_typed_route"):
                    return app
            case _:
                pass
    return None


def _calls(node: ast.AST, function: str) -> bool:
    return any(
        isinstance(item, ast.Call) and isinstance(item.func, ast.Name) and item.func.id == function
        for item in ast.walk(node)
    )
