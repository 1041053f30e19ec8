"""The parts of the probe: recorders bind every call alike, examples are accepted, requests are of every kind."""

import asyncio
import inspect
from typing import Any

import pytest
from fastapi import FastAPI
from pydantic import BaseModel

from llama_router_codemod.verify.probe.examples import Examples, Style
from llama_router_codemod.verify.probe.methods import wire_signature
from llama_router_codemod.verify.probe.operation import read_operation
from llama_router_codemod.verify.probe.recorders import Journal, make_implementations
from llama_router_codemod.verify.probe.requests import CaseBuilder
from llama_router_codemod.verify.probe.values import record_value

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
    implementation = make_implementations([METHOD], kept)["x"]
    assert asyncio.run(implementation.group.list_x(*args, **kwargs)) == "x.group.list_x full"
    assert asyncio.run(getattr(implementation, "group.list_x")(*args, **kwargs)) == "x.group.list_x full"
    assert [call["arguments"] for call in kept.calls] == [bound, bound]


def test_a_call_that_the_implementation_would_refuse_is_recorded() -> None:
    kept = journal()
    implementation = make_implementations([METHOD], kept)["x"]
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


def operation_cases() -> list[dict[str, Any]]:
    app = FastAPI()

    @app.post("/v1/points/{name:path}")
    def create(name: str, point: Point, limit: int = 20) -> None: ...

    operation = read_operation(app.openapi(), "POST", "/v1/points/{name:path}", "PUT", ["name", "point", "limit"])
    return list(CaseBuilder(operation, Style.DISTINCT, Style.BARE).all())


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


REQUEST = {
    **METHOD,
    "own_params": [
        {"name": "request", "kind": "POSITIONAL_OR_KEYWORD", "has_default": False},
        {"name": "limit", "kind": "POSITIONAL_OR_KEYWORD", "has_default": True, "default": 20},
    ],
    "request_objects": ["request"],
}


class ListRequest(BaseModel):
    after: str
    limit: int = 20


@pytest.mark.parametrize(
    ("args", "kwargs", "bound"),
    [
        ((ListRequest(after="a", limit=5),), {}, {"after": "a", "limit": 5}),
        ((), {"request": ListRequest(after="a")}, {"after": "a", "limit": 20}),
    ],
)
def test_a_request_object_stands_for_flat_arguments(
    args: tuple[Any, ...], kwargs: dict[str, Any], bound: dict[str, Any]
) -> None:
    kept = journal()
    implementation = make_implementations([REQUEST], kept)["x"]
    asyncio.run(implementation.group.list_x(*args, **kwargs))
    assert [call["arguments"] for call in kept.calls] == [bound]
