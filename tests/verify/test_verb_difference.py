"""A second tree with declared verbs: compared as if it had those of the first, and the verb named once."""

from __future__ import annotations

from dataclasses import replace

from served import served

from llama_router_codemod.verify.change import Column, TableChange
from llama_router_codemod.verify.messages.plan import Plan
from llama_router_codemod.verify.messages.record import (
    Disagreement,
    PublishedRoute,
    PublishedTexts,
    Record,
    RouteRow,
)
from llama_router_codemod.verify.messages.route_key import RouteKey
from llama_router_codemod.verify.verb_difference import verb_difference

POST, PUT = RouteKey("POST", "/v1/orders/{id:path}"), RouteKey("PUT", "/v1/orders/{id:path}")
CHANGE = served(route=POST, method="change_orders")
PLAN = Plan((replace(CHANGE, routes=(replace(CHANGE.routes[0], declared_verb="PUT"),)),), ())


def record(*routes: RouteKey, scope: str | None = None) -> Record:
    operations = {route.verb.lower(): {"summary": "Change."} for route in routes}
    return Record(
        rows=tuple(RouteRow(route, "orders", "Orders", deprecated=False, scope=scope) for route in routes),
        document={"paths": {"/v1/orders/{id}": operations}, "components": {}},
        published=tuple(PublishedRoute(route, PublishedTexts("Change.")) for route in routes),
        drift=tuple(Disagreement(CHANGE.name, route, "route", "`limit` is not there") for route in routes),
        uncalled=(),
        outcomes=(),
    )


def test_the_same_verb() -> None:
    found = verb_difference(PLAN, record(POST), record(POST))
    assert (found.record, found.changes) == (record(POST), ())


def test_a_route_that_is_gone() -> None:
    found = verb_difference(PLAN, record(POST), record())
    assert (found.record, found.changes) == (record(), ())


def test_a_first_tree_that_serves_it() -> None:
    found = verb_difference(PLAN, record(PUT), record(PUT))
    assert (found.record, found.changes) == (record(PUT), ())


def test_instead() -> None:
    found = verb_difference(PLAN, record(POST), record(PUT))
    assert found.record == record(POST)
    assert found.changes == ((POST, TableChange(Column.VERB, "POST", "PUT")),)


def test_beside() -> None:
    found = verb_difference(PLAN, record(POST), record(POST, PUT))
    assert (found.record.rows, found.record.published) == (record(POST).rows, record(POST).published)
    assert found.changes == ((POST, TableChange(Column.VERB, "POST", "PUT and POST")),)


def test_beside_but_guarded_in_another_way() -> None:
    other = record(PUT, scope="orders.write").rows
    found = verb_difference(PLAN, record(POST), replace(record(POST, PUT), rows=(*record(POST).rows, *other)))
    assert found.changes == (
        (POST, TableChange(Column.VERB, "POST", "PUT and POST")),
        (POST, TableChange(Column.SCOPE, None, "orders.write")),
    )
