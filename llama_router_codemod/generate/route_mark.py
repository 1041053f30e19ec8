"""What authentication, tracing and the compliance check read of a route: a mark below its decorator."""

from __future__ import annotations

from collections.abc import Iterator

from llama_router_codemod.generate.code import Code
from llama_router_codemod.generate.public_route import NO_AUTHENTICATION
from llama_router_codemod.generate.routes_setting import RoutesSetting
from llama_router_codemod.model.operation import Operation
from llama_router_codemod.model.route import Route


def marked_routes(setting: RoutesSetting, operation: Operation) -> Iterator[tuple[Route, Code]]:
    """The routes of an operation from the top down, each with what stands below its decorator.

    A mark counts for all routes above it, up to the next one.
    """
    below = (*(_said(setting, route) for route in operation.routes[1:]), ())
    for route, said in zip(operation.routes, below, strict=True):
        yield route, Code("") if _said(setting, route) == said else _mark(setting, operation, route)


def _said(setting: RoutesSetting, route: Route) -> tuple[tuple[str, str], ...]:
    """What a mark has to say: not what the route publishes of itself."""
    published = NO_AUTHENTICATION if setting.modules.public is not None else None
    return tuple(item for item in route.metadata if item != published)


def _mark(setting: RoutesSetting, operation: Operation, route: Route) -> Code:
    values = [(name, setting.written(value, operation.protocol.module)) for name, value in _said(setting, route)]
    arguments = ", ".join(f"{name}={value.text}" for name, value in values)
    mark = setting.own.code(setting.modules.marks, "RouteMark")
    return Code(f"@{mark.text}({arguments})\n").needing(mark, *(value for _, value in values))
