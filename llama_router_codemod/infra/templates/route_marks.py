"""What is known of a route beyond FastAPI, and the method of the implementation behind it."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from fastapi.routing import APIRoute
from starlette.routing import Route

from llama_router_codemod.infra.templates.checkout import PUBLIC_ROUTE_KEY, capabilities


@dataclass(frozen=True, kw_only=True)
class RouteFacts:
    """What can be said of a route beyond what FastAPI knows of it."""

    METADATA: Any = None


class RouteMark(RouteFacts):
    """A decorator that tells what the routes above it are, for `described`; serving them takes no notice of it."""

    def __call__(self, endpoint: Callable[..., Any]) -> Callable[..., Any]:
        endpoint.route_mark = self  # type: ignore[attr-defined]
        return endpoint


@dataclass(frozen=True, kw_only=True)
class RouteMetadata(RouteFacts):
    """All that is known of one route. Its path is `/level/route`."""

    level: str | None = None
    route: str | None = None
    method: str | None = None
    deprecated: bool | None = False


def described(route: Route) -> RouteMetadata | None:
    """What is known of a route, or of that which it is a copy of; None for one whose endpoint does more than to call a
    method."""
    made: APIRoute | None = getattr(route.endpoint, "service_route", None)
    if made is None:
        return None
    facts = dict(vars(getattr(route.endpoint, "route_mark", None) or RouteMark()))
    if capabilities.public_routes and (made.openapi_extra or {}).get(PUBLIC_ROUTE_KEY):
        facts["require_authentication"] = False
    level = route.path.split("/")[1]
    return RouteMetadata(
        level=level,
        route=route.path.removeprefix(f"/{level}"),
        method=next(iter(sorted(route.methods or ()))),
        deprecated=bool(made.deprecated),
        **facts,
    )


def called(route: Route) -> Callable[..., Any]:
    """The method of the implementation that a route calls, for those who call it without a server; the endpoint of one
    that does more."""
    endpoint = getattr(route.endpoint, "__service_endpoint__", None)
    if endpoint is None:
        return route.endpoint
    (implementation,) = inspect.getclosurevars(endpoint).nonlocals.values()
    method: Callable[..., Any] = attrgetter(route.name)(implementation)
    return method
