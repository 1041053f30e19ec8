"""Requests in which everything may be special at once."""

from __future__ import annotations

from random import Random
from typing import Annotated

from fastapi import Body, FastAPI
from pydantic import BaseModel
from served import operation_of

from llama_router_codemod.verify.messages.request import Case, CaseKind
from llama_router_codemod.verify.probe.basis import Basis
from llama_router_codemod.verify.probe.examples import Style
from llama_router_codemod.verify.probe.random_cases import ANSWERS, IDS, random_case

MANY = 300


class Order(BaseModel):
    book: str
    copies: int = 1


def order() -> Basis:
    app = FastAPI()

    @app.post("/v1/orders/{shop}")
    def place(shop: str, order: Order, limit: int = 20) -> None: ...

    return Basis.of(operation_of(app, "shop", "order", "limit"), Style.DISTINCT, Style.BARE)


def test_the_same_for_a_seed() -> None:
    assert random_case(order(), Random("7")) == random_case(order(), Random("7"))
    assert random_case(order(), Random("7")) != random_case(order(), Random("8"))


def test_everything_happens() -> None:
    source = Random(0)
    found = [random_case(order(), source) for _ in range(MANY)]
    assert {case for case, _ in found} == {Case(CaseKind.RANDOM)}
    assert {draft.ids for _, draft in found} == set(IDS)
    assert {draft.answer for _, draft in found} == set(ANSWERS)
    limits = {str(draft.query.get("limit", "left out")) for _, draft in found}
    assert limits == {"7", "20", "not-valid", "12345", "", "None", "left out"}
    books = {str((draft.body or {}).get("book", "left out")) for _, draft in found if isinstance(draft.body, dict)}
    assert {"book_1", "not-valid", "None", "left out"} < books
    assert None in [draft.body for _, draft in found], "no field is left, so there is no body"


def test_body_that_is_no_object_stays_or_is_left_out() -> None:
    app = FastAPI()

    @app.post("/v1/orders")
    def place(books: Annotated[list[str], Body()]) -> None: ...

    basis = Basis.of(operation_of(app, "books"), Style.DISTINCT, Style.BARE)
    source = Random(0)
    bodies = [random_case(basis, source)[1].body for _ in range(MANY)]
    assert [body for body in bodies if body not in (None, {"<body>": ["body_1"]})] == []
    assert None in bodies
