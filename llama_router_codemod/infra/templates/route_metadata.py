"""What is known of the routes to a Protocol's method, for the compliance check and the remote client."""

import inspect
from collections.abc import Callable
from functools import cache
from typing import Any, get_type_hints

from fastapi.routing import APIRoute

from llama_router_codemod.infra.templates.checkout import _ROUTER_FACTORIES, RouteMetadata, capabilities, described


def route_metadata(member: Any) -> list[Any]:
    """The routes of a Protocol's method, in the order in which they are registered; empty for any other object."""
    function = member.__func__ if inspect.ismethod(member) else member
    if not inspect.isfunction(function):
        return _webmethods(member) if capabilities.webmethods else []
    found = _metadata_by_method().get(inspect.unwrap(function), [])
    return (found or _webmethods(function)) if capabilities.webmethods else found


if capabilities.webmethods:

    def _webmethods(member: Any) -> list[Any]:
        """What is known of the routes of an API without a router."""
        single = getattr(member, "__webmethod__", None)
        return getattr(member, "__webmethods__", [] if single is None else [single])


@cache
def _metadata_by_method() -> dict[Callable[..., Any], list[RouteMetadata]]:
    found: dict[Callable[..., Any], list[RouteMetadata]] = {}
    for factory in _ROUTER_FACTORIES.values():
        for route in factory(None).routes:
            metadata = described(route) if isinstance(route, APIRoute) else None
            method = getattr(get_type_hints(factory).get("impl"), getattr(route, "name", ""), None)
            if metadata is not None and method is not None:
                found.setdefault(inspect.unwrap(method), []).append(metadata)
    return found
