"""One operation of a document: where its fields travel, and values for them."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from fastapi import Body, FastAPI, File, Form, UploadFile
from pydantic import BaseModel
from served import operation_of

from llama_router_codemod.verify.messages.route_key import RouteKey
from llama_router_codemod.verify.probe.examples import Style
from llama_router_codemod.verify.probe.operation import WHOLE_BODY, read_operation


class Order(BaseModel):
    book: str
    copies: int = 1
    stream: bool = False


def test_places_of_a_post() -> None:
    app = FastAPI()

    @app.post("/v1/shops/{shop:path}/orders")
    def place(shop: str, order: Order, limit: int, after: str = "") -> None: ...

    operation = operation_of(app, "shop", "order", "limit", "after", declared_verb="PUT")
    assert (str(operation.route), operation.declared_verb) == ("POST /v1/shops/{shop:path}/orders", "PUT")
    assert (list(operation.path_fields), list(operation.query_fields)) == (["shop"], ["limit", "after"])
    assert (list(operation.body_fields), operation.whole_body) == (["book", "copies", "stream"], None)
    assert operation.required == {"shop", "limit", "book"}
    assert (operation.has_body, operation.is_form) == (True, False)
    assert operation.unpublished() == ["order"]


def test_body_that_is_no_object() -> None:
    app = FastAPI()

    @app.post("/v1/orders")
    def place(books: Annotated[list[str], Body()]) -> None: ...

    operation = operation_of(app, "books")
    assert (operation.body_fields, operation.has_body) == ({}, True)
    assert operation.whole_body is not None
    assert operation.required == {WHOLE_BODY}
    assert operation.values(Style.BARE) == ({}, {WHOLE_BODY: ["body_1"]})


def test_optional_body_of_a_post_is_taken_apart() -> None:
    """The document has a union with null; an absent body is tried besides."""
    app = FastAPI()

    @app.post("/v1/orders")
    def place(order: Order | None = None) -> None: ...

    assert list(operation_of(app, "order").body_fields) == ["book", "copies", "stream"]


def test_form() -> None:
    app = FastAPI()

    @app.post("/v1/files")
    def upload(file: Annotated[UploadFile, File()], purpose: Annotated[str, Form()] = "a") -> None: ...

    operation = operation_of(app, "file", "purpose", "expires_after")
    assert (list(operation.body_fields), operation.is_form) == (["file", "purpose"], True)
    assert operation.unpublished() == ["expires_after"]


def test_form_or_json() -> None:
    """As llama-stack's responses are asked for from deaca2d9c on."""
    fields = {"schema": {"properties": {"book": {"type": "string"}}}}
    content = {"application/json": fields, "application/x-www-form-urlencoded": {}}
    document = {"paths": {"/v1/orders": {"post": {"requestBody": {"content": content}}}}}
    operation = read_operation(document, RouteKey("POST", "/v1/orders"), "POST", ())
    assert (list(operation.body_fields), operation.whole_body, operation.is_form) == (["book"], None, False)


def test_list_in_the_body_of_a_get_has_its_own_case() -> None:
    app = FastAPI()

    @app.get("/v1/orders")
    def orders(ids: Annotated[list[str], Body()], limit: int = 20) -> None: ...

    operation = operation_of(app, "ids", "limit")
    assert operation.values(Style.CAUTIOUS) == ({"limit": 20}, {})
    assert operation.unpublished() == ["ids"]


def test_list_in_the_body_of_a_put() -> None:
    app = FastAPI()

    @app.put("/v1/orders")
    def update(ids: Annotated[list[str], Body()]) -> None: ...

    assert operation_of(app, "ids").values(Style.CAUTIOUS) == ({}, {WHOLE_BODY: ["body_1"]})


def test_optional_body_of_a_put_is_taken_apart() -> None:
    app = FastAPI()

    @app.put("/v1/orders")
    def update(order: Order | None = None) -> None: ...

    assert list(operation_of(app, "order").body_fields) == ["book", "copies", "stream"]


def test_no_streaming_unless_asked_for() -> None:
    app = FastAPI()

    @app.post("/v1/orders")
    def place(order: Order) -> None: ...

    operation = operation_of(app, "order")
    assert [operation.values(style)[1]["stream"] for style in Style] == [False, False, False]


@pytest.mark.parametrize(
    ("schema", "is_list"),
    [
        ({"type": "array"}, True),
        ({"anyOf": [{"type": "array"}, {"type": "null"}]}, True),
        ({"anyOf": [{"type": "array"}, {"type": "string"}]}, True),
        ({"anyOf": [{"type": "array"}, {"type": "object"}]}, False),
        ({"type": "object"}, False),
        ({}, False),
    ],
)
def test_list(schema: dict[str, Any], is_list: bool) -> None:
    document: dict[str, Any] = {"paths": {"/v1/orders": {"get": {}}}}
    assert read_operation(document, RouteKey("GET", "/v1/orders"), "GET", ()).is_list(schema) is is_list


def test_route_that_the_document_does_not_have() -> None:
    operation = read_operation({"paths": {}}, RouteKey("GET", "/v1/orders"), "GET", ("limit",))
    assert (operation.query_fields, operation.has_body, operation.unpublished()) == ({}, False, ["limit"])
