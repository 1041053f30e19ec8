"""Requests in which one field is special."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from fastapi import FastAPI
from pydantic import BaseModel
from served import operation_of

from llama_router_codemod.verify.probe.basis import Basis
from llama_router_codemod.verify.probe.drafts import Draft
from llama_router_codemod.verify.probe.examples import Style
from llama_router_codemod.verify.probe.field_cases import EXTREMES, extremes, field_cases


class Sampling(BaseModel):
    strategy: str = "greedy"
    tokens: int = 1


class Order(BaseModel):
    book: str
    binding: Literal["cloth", "paper"] = "cloth"
    sampling: Sampling = Sampling()


def basis() -> Basis:
    app = FastAPI()

    @app.post("/v1/orders/{shop}")
    def place(shop: str, order: Order, after: str, limit: int = 20) -> None: ...

    return Basis.of(operation_of(app, "shop", "order", "after", "limit"), Style.DISTINCT, Style.BARE)


def drafts() -> dict[str, Draft]:
    """The drafts by the text of their cases."""
    found = list(field_cases(basis()))
    assert len({case for case, _ in found}) == len(found)
    return {str(case): draft for case, draft in found}


QUERY = {"after": "after_1", "limit": 7}
BODY = {"book": "book_1", "binding": "paper", "sampling": {"strategy": "strategy_1", "tokens": 7}}


def test_basis_of_these_tests() -> None:
    assert basis().full == Draft(QUERY, BODY)


def without(fields: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if key != name}


@pytest.mark.parametrize(
    ("case", "query"),
    [
        ("missing:after", {"limit": 7}),
        ("without:limit", {"after": "after_1"}),
        ("type:limit:0", {**QUERY, "limit": "not-valid"}),
        ("type:limit:2", {**QUERY, "limit": ""}),
        ("null:limit", {**QUERY, "limit": "null"}),
        ("repeat:limit", {**QUERY, "limit": [7, "other"]}),
        ("extra-query", {**QUERY, "unknown_field": "x"}),
    ],
)
def test_special_query(case: str, query: dict[str, Any]) -> None:
    assert drafts()[case] == Draft(query, BODY)


@pytest.mark.parametrize(
    ("case", "body"),
    [
        ("missing:book", without(BODY, "book")),
        ("without:binding", without(BODY, "binding")),
        ("type:book:0", {**BODY, "book": "not-valid"}),
        ("type:book:4", {**BODY, "book": True}),
        ("null:book", {**BODY, "book": None}),
        ("deep:sampling:0", {**BODY, "sampling": {"strategy": "extreme", "tokens": 7}}),
        ("deep:sampling:1", {**BODY, "sampling": {"strategy": "strategy_1", "tokens": 0}}),
        ("variant:binding:0", {**BODY, "binding": "cloth"}),
        ("variant:binding:1", {**BODY, "binding": "paper"}),
        ("extra-body", {**BODY, "unknown_field": "x"}),
    ],
)
def test_special_body(case: str, body: dict[str, Any]) -> None:
    assert drafts()[case] == Draft(QUERY, body)


def test_field_with_one_alternative_has_no_variants() -> None:
    assert [case for case in drafts() if case.startswith("variant:")] == ["variant:binding:0", "variant:binding:1"]


def test_operation_without_fields() -> None:
    app = FastAPI()

    @app.get("/v1/orders")
    def orders() -> None: ...

    found = field_cases(Basis.of(operation_of(app), Style.DISTINCT, Style.BARE))
    assert [str(case) for case, _ in found] == ["extra-query"]


@pytest.mark.parametrize(
    ("value", "others"),
    [
        (7, [*EXTREMES]),
        (0.5, [*EXTREMES]),
        ("a", ["extreme"]),
        (True, []),
        (None, []),
        ({}, []),
        ({"a": 1, "b": "x"}, [{"a": 0, "b": "x"}, {"a": 10**9, "b": "x"}, {"a": 1, "b": "extreme"}]),
        (["x", {"a": "y"}], [["extreme", {"a": "y"}], ["x", {"a": "extreme"}]]),
    ],
)
def test_one_value_at_a_time_is_extreme(value: Any, others: list[Any]) -> None:
    assert list(extremes(value)) == others
