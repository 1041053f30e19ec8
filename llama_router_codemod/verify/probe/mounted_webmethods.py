"""The routes of webmethods, mounted the way the legacy server does."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from llama_router_codemod.verify.messages.record import RouteRow
from llama_router_codemod.verify.messages.route_key import RouteKey
from llama_router_codemod.verify.probe.included_routers import guarded
from llama_router_codemod.verify.probe.methods import method_name, served_verb
from llama_router_codemod.verify.probe.signatures import signature_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from types import SimpleNamespace

    from fastapi import FastAPI

    from llama_router_codemod.verify.messages.method import ServedMethod
    from llama_router_codemod.verify.probe.tree import Tree


def mount_webmethods(
    app: FastAPI, tree: Tree, implementations: Mapping[str, SimpleNamespace], methods: Iterable[ServedMethod]
) -> Iterator[RouteRow]:
    """Mount the routes of the APIs that have an implementation here (core/server/server.py:484-521); their rows."""
    known = {method.name: method for method in methods}
    for api, api_routes in tree.routes.get_all_api_routes().items():
        for route, webmethod in api_routes if api.value in implementations else ():
            method = known[method_name(api.value, route.name)]
            recorder = getattr(implementations[api.value], route.name)
            recorder.__signature__ = signature_of(method.signature)
            verb = served_verb(route)
            endpoint = tree.server.create_dynamic_typed_route(recorder, verb.lower(), route.path)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                getattr(app, verb.lower())(route.path, response_model=None)(endpoint)
            tag = next(item.tag for item in method.routes if item.key.path == route.path)
            deprecated = bool(getattr(webmethod, "deprecated", False))
            yield guarded(RouteRow(RouteKey(verb, route.path), tag, deprecated, webmethod=method.name), webmethod)
