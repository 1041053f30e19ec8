"""The routes that a migrated tree serves by its routers, read from the decorators in each API's routes.py."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from releases.served_route import ServedRoute
from releases.source_names import SourceNames, UnreadableError

VERBS = {"get": "GET", "post": "POST", "delete": "DELETE"}
MOUNTING = "create_dynamic_typed_route("


@dataclass
class _Module:
    """A routes.py: the prefix of each router, the group behind each service dependency, the API of each router."""

    prefixes: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str | None] = field(default_factory=dict)
    apis: dict[str, str] = field(default_factory=dict)
    endpoints: list[ast.AsyncFunctionDef | ast.FunctionDef] = field(default_factory=list)


def router_routes(root: Path) -> list[ServedRoute]:
    """The routes of a migrated directory, API by API in the order of its routers; none if no server includes them.

    Raises UnreadableError.
    """
    names = SourceNames(root)
    if not any(_includes(names.tree(path)) for path in names.files_with(MOUNTING)):
        return []
    return [route for path in sorted(root.glob("*/apis/*/routes.py")) for route in _routes(names, path)]


def _includes(tree: ast.Module) -> bool:
    """Whether a server asks for all routers, and includes some."""
    calls = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    return {"get_all_routers", "include_routers"} <= calls


def _routes(names: SourceNames, path: Path) -> Iterator[ServedRoute]:
    module = _module(names, path)
    for function in module.endpoints:
        for decorator in reversed(function.decorator_list):
            match decorator:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id=router), attr=attribute), args=[template], keywords=keywords
                ) if router in module.prefixes and attribute in VERBS:
                    given = {keyword.arg: keyword.value for keyword in keywords}
                    route_path = module.prefixes[router] + str(names.text(path, template))
                    name = names.text(path, given.get("name")) or function.name
                    method = _called(path, function, name, module)
                    if router in module.apis:  # a router that is not registered is not served
                        yield ServedRoute(module.apis[router], VERBS[attribute], route_path, method)
                case _:
                    raise UnreadableError(f"{path}:{function.lineno}: not a route: {ast.unparse(decorator)}")


def _module(names: SourceNames, path: Path) -> _Module:
    module = _Module()
    for node in names.tree(path).body:
        match node:
            case ast.Assign(
                targets=[ast.Name(id=name)], value=ast.Call(func=ast.Name(id="APIRouter"), keywords=keywords)
            ):
                prefix = next((keyword.value for keyword in keywords if keyword.arg == "prefix"), None)
                module.prefixes[name] = names.text(path, prefix) or ""
            case ast.Assign(
                targets=[ast.Name(id=name)], value=ast.Call(func=ast.Name(id="service_dependency"), args=[_, *group])
            ):
                module.groups[name] = names.text(path, group[0]) if group else None
            case ast.Expr(
                value=ast.Call(
                    func=ast.Name(id="register_router"),
                    args=[ast.Attribute(attr=api), ast.Lambda(body=ast.Name(id=router))],
                )
            ):
                module.apis[router] = api
            case ast.AsyncFunctionDef() | ast.FunctionDef() if node.decorator_list:
                module.endpoints.append(node)
            case _:
                pass
    return module


def _called(path: Path, function: ast.AsyncFunctionDef | ast.FunctionDef, name: str, module: _Module) -> str:
    """The method of the service that an endpoint calls, which must have the route's name."""
    calls = {
        node.func.attr
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "svc"
    }
    if calls != {name}:
        raise UnreadableError(f"{path}:{function.lineno}: the route {name} calls {sorted(calls)}")
    used = {node.id for node in ast.walk(function.args) if isinstance(node, ast.Name)} & {*module.groups}
    if len(used) != 1:
        raise UnreadableError(f"{path}:{function.lineno}: {name} has {len(used)} services")
    group = module.groups[used.pop()]
    return f"{group}.{name}" if group else name
