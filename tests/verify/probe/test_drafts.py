"""Requests as they are written down."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from fastapi import Body, FastAPI, File, Form, UploadFile
from pydantic import BaseModel
from served import operation_of

from llama_router_codemod.verify.messages.answer_mode import Answer, ErrorName, Raises
from llama_router_codemod.verify.messages.request import (
    Case,
    CaseKind,
    FormBody,
    JsonBody,
    Request,
    TextBody,
    UploadedFile,
)
from llama_router_codemod.verify.messages.route_key import RouteKey
from llama_router_codemod.verify.probe.drafts import Draft, make_url
from llama_router_codemod.verify.probe.operation import Operation

FULL = Case(CaseKind.FULL)


class Order(BaseModel):
    book: str


def order() -> Operation:
    app = FastAPI()

    @app.post("/v1/orders/{shop}")
    def place(shop: str, order: Order) -> None: ...

    return operation_of(app, "shop", "order")


def test_request_of_nothing() -> None:
    assert Draft().request(order(), FULL) == Request(
        RouteKey("POST", "/v1/orders/{shop}"), FULL, "POST", "/v1/orders/shop_1", None, Answer.FULL
    )


def test_request_of_everything() -> None:
    draft = Draft({"limit": 7}, {"book": "a"}, "{} b", "PATCH", Raises(ErrorName.VALUE))
    case = Case(CaseKind.VERB, "PATCH")
    assert draft.request(order(), case) == Request(
        RouteKey("POST", "/v1/orders/{shop}"),
        case,
        "PATCH",
        "/v1/orders/shop%20b?limit=7",
        JsonBody({"book": "a"}),
        Raises(ErrorName.VALUE),
    )


@pytest.mark.parametrize("body", [JsonBody(None), JsonBody([1]), TextBody("{", "application/json")], ids=repr)
def test_body_as_a_whole_is_sent_as_it_is(body: JsonBody | TextBody) -> None:
    assert Draft(body=body).request(order(), FULL).body == body


@pytest.mark.parametrize(
    ("path", "query", "ids", "url"),
    [
        ("/v1/orders", {}, "{}_1", "/v1/orders"),
        ("/v1/{shop}/orders/{order:path}", {}, "{}_1", "/v1/shop_1/orders/order_1"),
        ("/v1/{shop}/orders/{order:path}", {}, "{}/b", "/v1/shop%2Fb/orders/order/b"),
        ("/v1/{shop}", {}, "{} ü:+", "/v1/shop%20%C3%BC%3A%2B"),
        ("/v1/{shop}", {}, "{}%2Fb", "/v1/shop%2Fb"),
        ("/v1/{shop:int}/{price:float}", {}, "{}/b", "/v1/7/7.5"),
        ("/v1", {"a": "x y", "b": 1.5, "c": None, "d": True, "e": ""}, "", "/v1?a=x+y&b=1.5&c=null&d=true&e="),
        ("/v1", {"a": ["x", 2], "b": []}, "", "/v1?a=x&a=2"),
        ("/v1", {"a": {"k": "v"}}, "", "/v1?a=%7B%22k%22%3A+%22v%22%7D"),
    ],
)
def test_address(path: str, query: dict[str, Any], ids: str, url: str) -> None:
    assert make_url(path, query, ids) == url


def test_fields_of_a_form() -> None:
    app = FastAPI()

    @app.post("/v1/files")
    def upload(file: Annotated[UploadFile, File()], purpose: Annotated[str, Form()] = "a") -> None: ...

    draft = Draft(body={"file": "content", "purpose": "b", "copies": 2})
    assert draft.request(operation_of(app, "file", "purpose"), FULL).body == FormBody(
        {"purpose": "b", "copies": "2"}, {"file": UploadedFile("name-of-file.txt", "content", "text/plain")}
    )


def test_body_that_is_no_object() -> None:
    app = FastAPI()

    @app.post("/v1/orders")
    def place(books: Annotated[list[str], Body()]) -> None: ...

    operation = operation_of(app, "books")
    assert Draft(body={"<body>": ["a"]}).request(operation, FULL).body == JsonBody(["a"])
    assert Draft(body={}).request(operation, FULL).body is None


def test_operation_without_a_body() -> None:
    app = FastAPI()

    @app.get("/v1/orders")
    def orders() -> None: ...

    assert Draft(body={}).request(operation_of(app), FULL).body is None
