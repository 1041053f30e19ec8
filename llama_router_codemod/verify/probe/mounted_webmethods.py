"""The routes of webmethods, mounted the way the legacy server does."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from fastapi.exceptions import FastAPIError

from llama_router_codemod.verify.messages.record import RouteRow
from llama_router_codemod.verify.messages.route_key import RouteKey
from llama_router_codemod.verify.probe.included_routers import guarded
from llama_router_codemod.verify.probe.listed_routes import ListedRoute, listed_routes
from llama_router_codemod.verify.probe.signatures import signature_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from types import SimpleNamespace

    from llama_router_codemod.verify.messages.method import ServedMethod, ServedRoute
    from llama_router_codemod.verify.probe.tree import Tree


def mount_webmethods(
    app: FastAPI, tree: Tree, implementations: Mapping[str, SimpleNamespace], methods: Iterable[ServedMethod]
) -> Iterator[RouteRow]:
    """Mount the routes of these methods, of the APIs that have an implementation here; their rows."""
    for listed, method, route in _served(tree, methods):
        if method.name.api in implementations:
            _mount(app, tree, listed, method, getattr(implementations[method.name.api], listed.attribute))
            deprecated = bool(getattr(listed.metadata, "deprecated", False))
            yield guarded(
                RouteRow(route.key, method.name.api, route.tag, deprecated, webmethod=method.name), listed.metadata
            )


def unmountable_routes(tree: Tree, methods: Iterable[ServedMethod]) -> Iterator[RouteKey]:
    """The routes with which the server does not start, so that no provider of their API can ever have been served.

    Up to 0.2.9 llama-stack takes the placeholder of `/files/session:{upload_id}` for a field of the body, since it is
    not a whole segment of the path, and FastAPI refuses that.
    """

    async def unused() -> None:
        raise NotImplementedError

    for listed, method, route in _served(tree, methods) if tree.mounts_webmethods else ():
        try:
            _mount(FastAPI(), tree, listed, method, unused)
        except (AssertionError, FastAPIError):
            yield route.key


def _served(tree: Tree, methods: Iterable[ServedMethod]) -> Iterator[tuple[ListedRoute, ServedMethod, ServedRoute]]:
    known = {(method.name, route.key): (method, route) for method in methods for route in method.routes}
    for listed in listed_routes(tree):
        if found := known.get((listed.method, RouteKey(listed.verb, listed.path))):
            yield listed, *found


def _mount(app: FastAPI, tree: Tree, listed: ListedRoute, method: ServedMethod, implementation: Any) -> None:
    """As the loop in llama_stack 0.3.5, core/server/server.py:484-521."""
    verb = listed.verb.lower()
    assert method.signature is not None, "its endpoint is built from one"
    implementation.__signature__ = signature_of(method.signature)
    endpoint = tree.server.create_dynamic_typed_route(implementation, verb, listed.path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        getattr(app, verb)(listed.path, response_model=None)(endpoint)
