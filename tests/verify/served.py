"""Methods and requests for the tests of the probe."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from llama_router_codemod.verify.messages.answer_mode import Answer, AnswerMode
from llama_router_codemod.verify.messages.method import (
    MethodName,
    ObjectPath,
    Parameter,
    Recorded,
    ServedMethod,
    ServedRoute,
    SignatureSource,
)
from llama_router_codemod.verify.messages.request import Body, Case, CaseKind, Request
from llama_router_codemod.verify.messages.route_key import RouteKey
from llama_router_codemod.verify.probe.operation import Operation, read_operation

if TYPE_CHECKING:
    from fastapi import FastAPI

ORDERS = RouteKey("GET", "/v1/orders")
LIMIT = Parameter("limit", "POSITIONAL_OR_KEYWORD", Recorded(20))
AFTER = Parameter("after", "POSITIONAL_OR_KEYWORD")


def served(
    *parameters: Parameter,
    method: str = "list_orders",
    group: str | None = None,
    route: RouteKey = ORDERS,
    is_sync: bool = False,
) -> ServedMethod:
    """A method of the Protocol `Orders` of the tiny server."""
    return ServedMethod(
        name=MethodName("orders", method, group),
        protocol=ObjectPath("shop.orders", "Orders"),
        signature=SignatureSource(ObjectPath("shop.orders", f"Orders.{method}")),
        parameters=parameters,
        routes=(ServedRoute(route, route.verb, "Orders"),),
        is_sync=is_sync,
    )


def request(
    url: str = "/v1/orders",
    body: Body | None = None,
    answer: AnswerMode = Answer.FULL,
    *,
    route: RouteKey = ORDERS,
    method: str | None = None,
) -> Request:
    """A request of a route, with its own verb unless another one is given."""
    return Request(route, Case(CaseKind.FULL), method or route.verb, url, body, answer)


def operation_of(app: FastAPI, *parameters: str, declared_verb: str | None = None) -> Operation:
    """The operation of the only route of an application."""
    document: dict[str, Any] = app.openapi()
    (route,) = (route for route in app.routes if getattr(route, "include_in_schema", False))
    (verb,) = getattr(route, "methods", ())
    key = RouteKey(verb, getattr(route, "path", ""))
    return read_operation(document, key, declared_verb or verb, parameters)
