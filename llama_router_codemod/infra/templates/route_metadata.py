"""What is known of the routes to a Protocol's method, for the compliance check and the remote client."""

import inspect
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Protocol, get_args, get_type_hints

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.routing import Route

from llama_router_codemod.infra.templates.checkout import (
    _ROUTER_FACTORIES,
    Api,
    RouteMetadata,
    capabilities,
    described,
    register_external_routers,
)


def route_metadata(member: Any) -> list[Any]:
    """The routes of a Protocol's method, in the order in which they are registered; empty for any other object."""
    function = member.__func__ if inspect.ismethod(member) else member
    if not inspect.isfunction(function):
        return _webmethods(member) if capabilities.webmethods else []
    if capabilities.webmethods:
        return _metadata_by_method().get(inspect.unwrap(function)) or _webmethods(function)
    return _metadata_by_method().get(inspect.unwrap(function), [])


if capabilities.webmethods:

    def _webmethods(member: Any) -> list[Any]:
        """What is known of the routes of an API without a router."""
        single = getattr(member, "__webmethod__", None)
        return getattr(member, "__webmethods__", [] if single is None else [single])


if capabilities.lists_of_webmethods:

    def get_all_routers(external_apis: Mapping[Api, Any] | None = None) -> dict[Api, list[APIRouter]]:
        """The routers of all APIs that have some, without implementations."""
        register_external_routers(external_apis or {})
        return {Api(name): [factory(None)] for name, factory in _ROUTER_FACTORIES.items()}


if capabilities.lists_of_webmethods and not capabilities.webmethods:

    def list_routes(routers: list[APIRouter]) -> list[tuple[Route, RouteMetadata]]:
        """The routes of an API with what is known of them, sorted by the names of their methods.

        A route is named for the method of the implementation, dotted where an attribute of that provides it: such
        routes come last.
        """
        found = [
            (Route(route.path, route.endpoint, methods=list(route.methods or ()), name=route.name), metadata)
            for router in routers
            for route in router.routes
            if isinstance(route, APIRoute) and (metadata := described(route)) is not None
        ]
        return sorted(found, key=lambda item: ("." in item[0].name, item[0].name))


@cache
def _metadata_by_method() -> dict[Callable[..., Any], list[RouteMetadata]]:
    found: dict[Callable[..., Any], list[RouteMetadata]] = {}
    for factory in _ROUTER_FACTORIES.values():
        for route in factory(None).routes:
            metadata = described(route) if isinstance(route, APIRoute) else None
            method = _declared(get_type_hints(factory).get("impl"), *getattr(route, "name", "").split("."))
            if metadata is not None and method is not None:
                found.setdefault(inspect.unwrap(method), []).append(metadata)
    return found


def _declared(protocol: Any, *names: str) -> Any:
    """The method of a Protocol, or of the Protocol of one of its attributes; None where there is none."""
    if protocol is None or len(names) == 1:
        return getattr(protocol, names[0], None)
    kind = get_type_hints(protocol).get(names[0])
    kinds = (item for item in (kind, *get_args(kind)) if Protocol in getattr(item, "__mro__", ()))
    return _declared(next(kinds, None), *names[1:])
