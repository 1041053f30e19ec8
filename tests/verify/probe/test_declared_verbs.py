"""Routes with the verb that the first tree only declared: where they are found, and what is sent to them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from served import request, served

from llama_router_codemod.verify.messages.route_key import RouteKey
from llama_router_codemod.verify.probe.declared_verbs import as_served, declared_routes, instead, with_routes

POST, PUT = RouteKey("POST", "/v1/orders"), RouteKey("PUT", "/v1/orders")
CHANGE = served(route=POST, method="change_orders")
(ROUTE,) = CHANGE.routes
METHODS = (served(), replace(CHANGE, routes=(replace(ROUTE, declared_verb="PUT"),)))


@pytest.mark.parametrize(
    ("routes", "declared", "moved"),
    [
        ({POST}, {}, {}),
        (set(), {}, {}),
        ({PUT}, {POST: PUT}, {POST: PUT}),
        ({POST, PUT}, {POST: PUT}, {}),
    ],
)
def test_declared_routes(
    routes: set[RouteKey], declared: dict[RouteKey, RouteKey], moved: dict[RouteKey, RouteKey]
) -> None:
    assert declared_routes(METHODS, routes) == declared
    assert instead(declared, routes) == moved


def test_methods_with_their_routes() -> None:
    assert tuple(with_routes(METHODS, {})) == METHODS
    first, second = with_routes(METHODS, {POST: PUT})
    assert first == METHODS[0]
    assert [route.key for route in second.routes] == [PUT]


@pytest.mark.parametrize(
    ("verb", "sent"), [("POST", "PUT"), ("PUT", "PUT"), ("PATCH", "PATCH")], ids=["its own", "declared", "another"]
)
def test_requests(verb: str, sent: str) -> None:
    asked = request(route=POST, method=verb)
    assert as_served(asked, {}) is asked
    assert as_served(asked, {POST: PUT}) == replace(asked, method=sent)
    assert as_served(request(), {POST: PUT}) == request()
