"""The harness itself: what it sees, what it lets pass, and that recorders bind every call alike."""

import asyncio
import inspect
from typing import Any

import pytest
from cases import CaseBuilder, limited, read_operation
from compare import Allowed, Difference, compare_results, compare_tables, first_difference
from examples import Examples, Style
from fastapi import FastAPI
from pydantic import BaseModel
from recorders import Journal, make_implementations, record_value, wire_signature

ROUTE = {"verb": "GET", "path": "/v1/x", "endpoint": "list_x", "tags": ["X"], "deprecated": False}
RESULT = {
    "route": "GET /v1/x",
    "kind": "full",
    "status": 200,
    "content_type": "application/json",
    "kept_header": None,
    "allow": None,
    "body": {"data": [1]},
    "raised": None,
    "calls": [{"api": "x", "arguments": {"limit": 7}}],
}
METHOD = {
    "api": "x",
    "name": "group.list_x",
    "protocol_method": "list_x",
    "sync": False,
    "params": [
        {"name": "after", "kind": "POSITIONAL_OR_KEYWORD", "has_default": False},
        {"name": "limit", "kind": "POSITIONAL_OR_KEYWORD", "has_default": True, "default": 20},
    ],
}


class Point(BaseModel):
    x: int
    y: int = 0


def journal() -> Journal:
    return Journal(context=dict, answer=lambda key, mode: f"{key} {mode}", failure=ValueError)


def test_equal_records_have_no_difference() -> None:
    assert compare_tables([ROUTE], [dict(ROUTE)]) == []
    assert compare_results([RESULT], [dict(RESULT)]) == []


def test_every_aspect_is_compared() -> None:
    other = {**RESULT, "status": 204, "body": None, "calls": []}
    assert compare_results([RESULT], [other]) == [
        Difference("GET /v1/x", "full", "status", 200, 204),
        Difference("GET /v1/x", "full", "body", {"data": [1]}, None),
        Difference("GET /v1/x", "full", "calls", RESULT["calls"], []),
    ]


def test_routes_are_counted_and_their_columns_compared() -> None:
    assert compare_tables([ROUTE, ROUTE], [ROUTE]) == [Difference("GET /v1/x", "route-table", "served", 2, 1)]
    tagged = {**ROUTE, "tags": ["Y"]}
    assert compare_tables([ROUTE], [tagged]) == [Difference("GET /v1/x", "route-table", "tags", ["X"], ["Y"])]


def test_records_of_different_requests_are_refused() -> None:
    with pytest.raises(ValueError, match="different requests"):
        compare_results([RESULT], [])


def test_the_first_difference_is_named() -> None:
    assert first_difference({"a": [1, {"b": 2}]}, {"a": [1, {"b": None}]}) == ".a[1].b: 2 -> null"
    assert first_difference({"a": 1}, {}) == ".a is gone"


@pytest.mark.parametrize(
    ("entry", "accepted"),
    [
        ({"path": "/v1/*", "kind": "type:*"}, True),
        ({"verb": "GET", "path": "/v1/{id}/x", "kind": "*"}, True),
        ({"kind": "*", "aspects": ["body"]}, False),
        ({"verb": "POST"}, False),
        ({"path": "/v2/*"}, False),
    ],
)
def test_an_allowed_entry_accepts_what_it_names(entry: dict[str, Any], accepted: bool) -> None:
    difference = Difference("GET /v1/{id}/x", "type:limit:0", "calls", 1, 2)
    assert Allowed([{**entry, "reason": "a test"}]).accepts(difference) is accepted


@pytest.mark.parametrize(
    ("args", "kwargs", "bound"),
    [
        (("a", 5), {}, {"after": "a", "limit": 5}),
        ((), {"limit": 5, "after": "a"}, {"after": "a", "limit": 5}),
        (("a",), {}, {"after": "a", "limit": 20}),
    ],
)
def test_calls_are_bound_alike(args: tuple[Any, ...], kwargs: dict[str, Any], bound: dict[str, Any]) -> None:
    kept = journal()
    implementation = make_implementations([METHOD], kept, typed=False)["x"]
    assert asyncio.run(implementation.group.list_x(*args, **kwargs)) == "x.group.list_x full"
    assert asyncio.run(getattr(implementation, "group.list_x")(*args, **kwargs)) == "x.group.list_x full"
    assert [call["arguments"] for call in kept.calls] == [bound, bound]


def test_a_call_that_the_implementation_would_refuse_is_recorded() -> None:
    kept = journal()
    implementation = make_implementations([METHOD], kept, typed=False)["x"]
    with pytest.raises(TypeError):
        asyncio.run(implementation.group.list_x(before="a"))
    assert kept.calls == [
        {"api": "x", "method": "group.list_x", "context": {}, "unbindable": "missing a required argument: 'after'"}
    ]


def test_values_are_recorded_with_their_types() -> None:
    assert record_value([Point(x=1), {"k": (1, None)}]) == [
        {"$model": "Point", "value": {"x": 1, "y": 0}, "set": ["x"]},
        {"k": [1, None]},
    ]


def test_a_signature_loses_self() -> None:
    assert str(wire_signature(Journal.start)) == "(mode: str) -> None"
    assert list(wire_signature(inspect.signature).parameters)[:1] == ["obj"]


def test_an_example_is_accepted_and_differs_from_the_defaults() -> None:
    schema = Point.model_json_schema()
    assert Examples(schema).example(schema, Style.DISTINCT) == {"x": 7, "y": 7}
    assert Examples(schema).example(schema, Style.CAUTIOUS) == {"x": 7, "y": 0}
    assert Examples(schema).example(schema, Style.BARE, depth=1) == {"x": 7}


def operation_cases(per_kind: int = 0) -> list[dict[str, Any]]:
    app = FastAPI()

    @app.post("/v1/points/{name:path}")
    def create(name: str, point: Point, limit: int = 20) -> None: ...

    operation = read_operation(app.openapi(), "POST", "/v1/points/{name:path}", "PUT", ["name", "point", "limit"])
    return list(limited(CaseBuilder(operation, Style.DISTINCT, Style.BARE).all(), per_kind))


def test_the_cases_of_an_operation() -> None:
    cases = {case["kind"]: case for case in operation_cases()}
    assert cases["full"]["url"] == "/v1/points/name_1?limit=7"
    assert cases["full"]["body"] == {"json": {"x": 7, "y": 7}}
    assert (cases["required"]["url"], cases["required"]["body"]) == ("/v1/points/name_1", {"json": {"x": 7}})
    assert cases["missing:x"]["body"] == {"json": {"y": 7}}
    assert cases["without:y"]["body"] == {"json": {"x": 7}}
    assert cases["null:y"]["body"] == {"json": {"x": 7, "y": None}}
    assert cases["type:limit:0"]["url"] == "/v1/points/name_1?limit=not-valid"
    assert cases["extra-body"]["body"] == {"json": {"x": 7, "y": 7, "unknown_field": "x"}}
    assert cases["absent-body"]["body"] is None
    assert cases["ids:slash"]["url"] == "/v1/points/name/with/slashes?limit=7"
    assert cases["verb:PUT"]["method"] == "PUT"


def test_the_number_of_cases_can_be_limited() -> None:
    kinds = [case["kind"].split(":")[0] for case in operation_cases(per_kind=2)]
    assert max(kinds.count(kind) for kind in kinds) == 2
