"""Which requests a route gets: as many as asked for, of each kind in turn, the same for a seed."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import groupby
from typing import Literal

import pytest
from fastapi import FastAPI
from pydantic import BaseModel
from served import operation_of

from llama_router_codemod.verify.messages.request import CaseKind, JsonBody, Request
from llama_router_codemod.verify.messages.route_key import RouteKey
from llama_router_codemod.verify.probe.basis import Basis
from llama_router_codemod.verify.probe.chosen_requests import all_cases, chosen_requests
from llama_router_codemod.verify.probe.examples import Style

MANY = 400


class Order(BaseModel):
    book: str
    copies: int = 1
    binding: Literal["cloth", "paper"] = "cloth"


def basis(path: str = "/v1/orders/{shop}") -> Basis:
    app = FastAPI()

    @app.post(path)
    def place(shop: str, order: Order, limit: int = 20) -> None: ...

    return Basis.of(operation_of(app, "shop", "order", "limit"), Style.DISTINCT, Style.BARE)


def kinds(requests: tuple[Request, ...]) -> list[CaseKind]:
    return [request.case.kind for request in requests]


ALL = [case.kind for case, _ in all_cases(basis())]
KINDS = list(dict.fromkeys(ALL))


@pytest.mark.parametrize("count", [1, 2, len(KINDS), len(ALL), len(ALL) + 1, MANY])
def test_exactly_as_many_as_asked_for(count: int) -> None:
    assert len(chosen_requests(basis(), count, 0)) == count


def test_each_kind_in_turn() -> None:
    assert kinds(chosen_requests(basis(), len(KINDS), 0)) == KINDS
    twice = [kind for kind in KINDS if ALL.count(kind) > 1]
    assert kinds(chosen_requests(basis(), len(KINDS) + len(twice), 0)) == KINDS + twice


def test_the_first_of_a_kind_comes_first() -> None:
    cases = [request.case for request in chosen_requests(basis(), len(ALL), 0)]
    wrong = [str(case) for case in cases if case.kind is CaseKind.TYPE]
    assert wrong[:3] == ["type:limit:0", "type:limit:1", "type:limit:2"]
    assert wrong == [str(case) for case, _ in all_cases(basis()) if case.kind is CaseKind.TYPE]


def test_a_smaller_number_is_the_start_of_a_larger_one() -> None:
    assert chosen_requests(basis(), MANY, 3)[:10] == chosen_requests(basis(), 10, 3)
    assert chosen_requests(basis(), MANY, 3)[: MANY - 7] == chosen_requests(basis(), MANY - 7, 3)


def test_random_ones_come_after_every_case() -> None:
    found = chosen_requests(basis(), MANY, 0)
    assert sorted(kinds(found)[: len(ALL)]) == sorted(ALL)
    assert [kind for kind, _ in groupby(kinds(found)[len(ALL) :])] == ["random"]
    assert "random" not in ALL


def test_the_same_for_a_seed() -> None:
    assert chosen_requests(basis(), MANY, 5) == chosen_requests(basis(), MANY, 5)


def test_other_random_ones_for_another_seed() -> None:
    one, other = chosen_requests(basis(), MANY, 1), chosen_requests(basis(), MANY, 2)
    assert one[: len(ALL)] == other[: len(ALL)]
    assert one[len(ALL) :] != other[len(ALL) :]


def test_other_random_ones_for_another_route() -> None:
    one = chosen_requests(basis(), MANY, 1)
    moved = tuple(
        replace(request, route=one[0].route, url=request.url.replace("/v2/", "/v1/"))
        for request in chosen_requests(basis("/v2/orders/{shop}"), MANY, 1)
    )
    assert one[: len(ALL)] == moved[: len(ALL)]
    assert one != moved


def test_random_requests_differ_among_themselves() -> None:
    random = chosen_requests(basis(), MANY, 0)[len(ALL) :]
    assert len(set(map(repr, random))) > len(random) / 2
    bodies = [request.body.value for request in random if isinstance(request.body, JsonBody)]
    assert {"cloth", "paper"} <= {str(body.get("binding")) for body in bodies}
    assert {None, 7} <= {
        body.get("copies", "left out") for body in bodies if not isinstance(body.get("copies"), dict | list)
    }
    assert any("copies" not in body for body in bodies)


def test_every_request_is_json_of_the_route() -> None:
    found = chosen_requests(basis(), MANY, 0)
    bodies = [request.body.value for request in found if isinstance(request.body, JsonBody)]
    assert json.loads(json.dumps(bodies)) == bodies
    assert {request.route for request in found} == {RouteKey("POST", "/v1/orders/{shop}")}
