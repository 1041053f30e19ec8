"""The routers of a tree: those that this project writes, or those of llama-stack's own migration."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from llama_router_codemod.verify.messages.record import RouteRow
from llama_router_codemod.verify.messages.route_key import RouteKey
from llama_router_codemod.verify.probe.listed_routes import listed_routes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from types import SimpleNamespace

    from fastapi import FastAPI

    from llama_router_codemod.verify.probe.tree import Tree


def include_routers(
    app: FastAPI, tree: Tree, implementations: Mapping[str, SimpleNamespace]
) -> tuple[list[RouteRow], set[str]]:
    """Include the routers that the tree has; their rows and the names of their APIs."""
    rows: list[RouteRow] = []
    routed = set()
    registry = tree.registry
    for api, routers in _routers(tree, implementations):
        routed.add(api.value)
        if registry is not None:
            registry.include_routers(app, api, implementations[api.value], routers)
        for router in routers:
            if registry is None:
                app.include_router(router)
            rows += [row for flat in _flat_routes(router.routes, FlatRoute(router)) for row in _rows(api.value, flat)]
    metadata = _metadata(tree)
    return [guarded(row, metadata[row.key]) if row.key in metadata else row for row in rows], routed


def guarded(row: RouteRow, metadata: Any) -> RouteRow:
    """The row with what a webmethod says of authentication and tracing."""
    return replace(
        row,
        authentication=bool(getattr(metadata, "require_authentication", True)),
        scope=getattr(metadata, "required_scope", None),
        span=getattr(metadata, "descriptive_name", None),
    )


def _metadata(tree: Tree) -> dict[RouteKey, Any]:
    """What the tree's own function tells of its routes; in a migrated tree it has those of the routers too."""
    return {RouteKey(route.verb, route.path): route.metadata for route in listed_routes(tree)}


def _routers(tree: Tree, implementations: Mapping[str, SimpleNamespace]) -> Iterator[tuple[Any, list[Any]]]:
    """Each API, as the member of the enum, with its routers. Only APIs that have an implementation are served."""
    if tree.registry is not None:
        for api, routers in tree.registry.get_all_routers().items():
            if api.value in implementations:
                yield api, routers
    elif tree.hand_written_registry is not None:
        for api in tree.apis():
            if api.value in implementations:
                router = tree.hand_written_registry.build_fastapi_router(api, implementations[api.value])
                if router is not None:
                    yield api, [router]


def _rows(api: str, flat: FlatRoute) -> Iterator[RouteRow]:
    route = flat.route
    extra = getattr(route, "openapi_extra", None) or {}
    tag = ", ".join(str(getattr(tag, "value", tag)) for tag in (*flat.tags, *route.tags))
    for verb in sorted(route.methods):
        if verb != "HEAD":
            yield RouteRow(
                key=RouteKey(verb, flat.prefix + route.path),
                api=api,
                tag=tag,
                deprecated=bool(route.deprecated or flat.deprecated),
                authentication=not extra.get("x-public", False),
            )


@dataclass(frozen=True)
class FlatRoute:
    """A route with an endpoint, and what the routers say that its own router is included in."""

    route: Any
    prefix: str = ""
    tags: tuple[Any, ...] = ()
    deprecated: bool = False


def _flat_routes(routes: Iterable[Any], outer: FlatRoute) -> Iterator[FlatRoute]:
    """The routes of a router, also those of routers included in it, which FastAPI keeps nested from 0.137 on."""
    for route in routes:
        if hasattr(route, "endpoint") and getattr(route, "methods", None):
            yield replace(outer, route=route)
        else:
            context = getattr(route, "include_context", None)
            inner = FlatRoute(
                route,
                outer.prefix + getattr(context, "prefix", ""),
                (*outer.tags, *getattr(context, "tags", ())),
                outer.deprecated or bool(getattr(context, "deprecated", False)),
            )
            yield from _flat_routes(getattr(getattr(route, "original_router", route), "routes", None) or (), inner)
