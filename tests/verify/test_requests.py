"""Which requests a route gets: as many as asked for, of each kind in turn, the same for a seed."""

from __future__ import annotations

import json
from itertools import groupby
from typing import Any, Literal

import pytest
from fastapi import FastAPI
from pydantic import BaseModel

from llama_router_codemod.verify.probe.examples import Style
from llama_router_codemod.verify.probe.operation import read_operation
from llama_router_codemod.verify.probe.requests import CaseBuilder, chosen

MANY = 400


class Order(BaseModel):
    book: str
    copies: int = 1
    binding: Literal["cloth", "paper"] = "cloth"


def builder(path: str = "/v1/orders/{shop}") -> CaseBuilder:
    app = FastAPI()

    @app.post(path)
    def place(shop: str, order: Order, limit: int = 20) -> None: ...

    operation = read_operation(app.openapi(), "POST", path, "POST", ["shop", "order", "limit"])
    return CaseBuilder(operation, Style.DISTINCT, Style.BARE)


def groups(requests: list[dict[str, Any]]) -> list[str]:
    """The kind of each request, without what it is done to."""
    return [request["kind"].split(":")[0] for request in requests]


ALL = groups(list(builder().all()))
KINDS = list(dict.fromkeys(ALL))


@pytest.mark.parametrize("count", [1, 2, len(KINDS), len(ALL), len(ALL) + 1, MANY])
def test_exactly_as_many_as_asked_for(count: int) -> None:
    assert len(chosen(builder(), count, 0)) == count


def test_each_kind_in_turn() -> None:
    assert groups(chosen(builder(), len(KINDS), 0)) == KINDS
    twice = [kind for kind in KINDS if ALL.count(kind) > 1]
    assert groups(chosen(builder(), len(KINDS) + len(twice), 0)) == KINDS + twice


def test_the_first_of_a_kind_comes_first() -> None:
    wrong = [case["kind"] for case in chosen(builder(), len(ALL), 0) if case["kind"].startswith("type:")]
    assert wrong[:3] == ["type:limit:0", "type:limit:1", "type:limit:2"]
    assert wrong == [case["kind"] for case in builder().all() if case["kind"].startswith("type:")]


def test_a_smaller_number_is_the_start_of_a_larger_one() -> None:
    assert chosen(builder(), MANY, 3)[:10] == chosen(builder(), 10, 3)
    assert chosen(builder(), MANY, 3)[: MANY - 7] == chosen(builder(), MANY - 7, 3)


def test_random_ones_come_after_every_case() -> None:
    found = chosen(builder(), MANY, 0)
    assert sorted(groups(found)[: len(ALL)]) == sorted(ALL)
    assert [kind for kind, _ in groupby(groups(found)[len(ALL) :])] == ["random"]
    assert "random" not in ALL


def test_the_same_for_a_seed() -> None:
    assert chosen(builder(), MANY, 5) == chosen(builder(), MANY, 5)


def test_other_random_ones_for_another_seed() -> None:
    one, other = chosen(builder(), MANY, 1), chosen(builder(), MANY, 2)
    assert one[: len(ALL)] == other[: len(ALL)]
    assert one[len(ALL) :] != other[len(ALL) :]


def test_other_random_ones_for_another_route() -> None:
    one, other = chosen(builder(), MANY, 1), chosen(builder("/v2/orders/{shop}"), MANY, 1)
    moved = [{**request, "route": "", "url": request["url"].replace("/v2/", "/v1/")} for request in other]
    assert [{**request, "route": ""} for request in one[: len(ALL)]] == moved[: len(ALL)]
    assert [{**request, "route": ""} for request in one] != moved


def test_random_requests_differ_among_themselves() -> None:
    random = chosen(builder(), MANY, 0)[len(ALL) :]
    assert len({json.dumps(request) for request in random}) > len(random) / 2
    bodies = [request["body"]["json"] for request in random if request["body"] is not None]
    assert {"cloth", "paper"} <= {str(body.get("binding")) for body in bodies}
    assert {None, 7} <= {
        body.get("copies", "left out") for body in bodies if not isinstance(body.get("copies"), dict | list)
    }
    assert any("copies" not in body for body in bodies)


def test_every_request_is_json_of_the_route() -> None:
    found = chosen(builder(), MANY, 0)
    assert json.loads(json.dumps(found)) == found
    assert {request["route"] for request in found} == {"POST /v1/orders/{shop}"}
