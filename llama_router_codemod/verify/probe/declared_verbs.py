"""Routes that a tree serves with the verb which the first tree declared, but never served."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from llama_router_codemod.verify.messages.route_key import RouteKey

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from llama_router_codemod.verify.messages.method import ServedMethod
    from llama_router_codemod.verify.messages.request import Request


def declared_routes(methods: Iterable[ServedMethod], served: Container[RouteKey]) -> dict[RouteKey, RouteKey]:
    """Such routes among the served ones, by what they are in the first tree, which may be served, too."""
    routes = (route for method in methods for route in method.routes)
    pairs = ((route.key, RouteKey(route.declared_verb, route.key.path)) for route in routes)
    return {first: declared for first, declared in pairs if first != declared and declared in served}


def instead(declared: Mapping[RouteKey, RouteKey], served: Container[RouteKey]) -> dict[RouteKey, RouteKey]:
    """Those of the declared routes that took the place of the first tree's."""
    return {first: route for first, route in declared.items() if first not in served}


def with_routes(methods: Iterable[ServedMethod], moved: Mapping[RouteKey, RouteKey]) -> Iterator[ServedMethod]:
    """The methods with their routes where they are now."""
    for method in methods:
        routes = (replace(route, key=moved.get(route.key, route.key)) for route in method.routes)
        yield replace(method, routes=tuple(routes))


def as_served(request: Request, moved: Mapping[RouteKey, RouteKey]) -> Request:
    """The request with the verb that its route has now; one with a verb that the route does not have stays."""
    now = moved.get(request.route)
    return request if now is None or request.method != request.route.verb else replace(request, method=now.verb)
