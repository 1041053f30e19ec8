"""Requests whose body or path is special, and fields that are sent elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

import pytest
from fastapi import Body, FastAPI, File, Form, UploadFile
from pydantic import BaseModel
from served import operation_of

from llama_router_codemod.verify.messages.request import Case, JsonBody, TextBody
from llama_router_codemod.verify.probe.basis import Basis
from llama_router_codemod.verify.probe.drafts import Draft
from llama_router_codemod.verify.probe.examples import Style
from llama_router_codemod.verify.probe.place_cases import body_cases, other_place_cases, path_cases


class Order(BaseModel):
    book: str


def basis(app: FastAPI, *parameters: str, declared_verb: str | None = None) -> Basis:
    return Basis.of(operation_of(app, *parameters, declared_verb=declared_verb), Style.DISTINCT, Style.BARE)


def order(path: str = "/v1/orders", declared_verb: str | None = None) -> Basis:
    app = FastAPI()

    @app.post(path)
    def place(order: Order) -> None: ...

    return basis(app, "order", declared_verb=declared_verb)


def listing(*parameters: str) -> Basis:
    app = FastAPI()

    @app.get("/v1/orders")
    def orders(limit: int = 20) -> None: ...

    return basis(app, "limit", *parameters)


def upload(*parameters: str) -> Basis:
    app = FastAPI()

    @app.post("/v1/files")
    def upload(file: Annotated[UploadFile, File()], purpose: Annotated[str, Form()] = "a") -> None: ...

    return basis(app, "file", "purpose", *parameters)


def by_text(cases: Iterable[tuple[Case, Draft]]) -> dict[str, Draft]:
    return {str(case): draft for case, draft in cases}


# The body


def test_bodies() -> None:
    assert by_text(body_cases(order())) == {
        "absent-body": Draft(body=None),
        "empty-object": Draft(body=JsonBody({})),
        "body-null": Draft(body=JsonBody(None)),
        "body-list": Draft(body=JsonBody([])),
        "not-json": Draft(body=TextBody("{", "application/json")),
        "text-body": Draft(body=TextBody('{"book": "book_1"}', "text/plain")),
    }


def test_body_of_an_operation_without_one() -> None:
    assert list(by_text(body_cases(listing()))) == ["absent-body", "unasked-body"]
    assert by_text(body_cases(listing()))["unasked-body"].body == JsonBody({"unasked": True})


def test_json_for_a_form() -> None:
    assert list(by_text(body_cases(upload()))) == ["absent-body", "unasked-body"]


def test_list_of_a_get_is_no_text() -> None:
    app = FastAPI()

    @app.get("/v1/orders")
    def orders(ids: Annotated[list[str], Body()]) -> None: ...

    assert "text-body" not in by_text(body_cases(basis(app, "ids")))


def test_list_of_a_put_has_no_other_place() -> None:
    app = FastAPI()

    @app.put("/v1/orders")
    def update(ids: Annotated[list[str], Body()]) -> None: ...

    assert by_text(other_place_cases(basis(app, "ids"))) == {}


# The path


@pytest.mark.parametrize(
    ("path", "cases"),
    [
        ("/v1/orders", {"verb:PATCH"}),
        ("/v1/orders/{shop}", {"ids:odd", "ids:encoded-slash", "verb:PATCH"}),
        ("/v1/orders/{shop:path}", {"ids:odd", "ids:encoded-slash", "ids:slash", "verb:PATCH"}),
    ],
)
def test_paths(path: str, cases: set[str]) -> None:
    app = FastAPI()

    @app.post(path)
    def place(shop: str = "") -> None: ...

    assert set(by_text(path_cases(basis(app, "shop")))) == cases


def test_verb_that_was_declared_and_never_served() -> None:
    cases = by_text(path_cases(order(declared_verb="PUT")))
    assert {case: draft.verb for case, draft in cases.items()} == {"verb:PATCH": "PATCH", "verb:PUT": "PUT"}


# Other places


def test_fields_of_a_post_are_sent_where_they_belong() -> None:
    assert by_text(other_place_cases(order())) == {}


def test_get_without_a_body() -> None:
    assert by_text(other_place_cases(listing("ids"))) == {}


def test_list_that_is_the_body_of_a_get() -> None:
    app = FastAPI()

    @app.get("/v1/orders")
    def orders(ids: Annotated[list[str], Body()], limit: int = 20) -> None: ...

    assert by_text(other_place_cases(basis(app, "ids", "limit"))) == {
        "query-form:ids": Draft({"limit": 7, "ids": ["ids_1"]}, None),
        "body-form:ids": Draft({"limit": 7}, JsonBody(["ids_1"])),
    }


def test_lists_in_the_body_of_a_get() -> None:
    app = FastAPI()

    @app.get("/v1/orders")
    def orders(ids: Annotated[list[str], Body()], tags: Annotated[list[str], Body()]) -> None: ...

    cases = by_text(other_place_cases(basis(app, "ids", "tags")))
    assert list(cases) == ["query-form:ids", "body-form:ids", "query-form:tags", "body-form:tags"]
    assert cases["query-form:tags"] == Draft({"tags": ["tags_1"]}, None)
    assert cases["body-form:tags"] == Draft({}, JsonBody({"tags": ["tags_1"]}))


def test_object_in_a_form() -> None:
    def with_fields(**fields: Any) -> dict[str, Any]:
        return {**upload().body, **fields}

    brackets = {"expires_after[anchor]": "created_at", "expires_after[seconds]": 3600}
    assert by_text(other_place_cases(upload("expires_after"))) == {
        "form-bracket:expires_after": Draft(body=with_fields(**brackets)),
        "form-json:expires_after": Draft(
            body=with_fields(expires_after={"anchor": "created_at", "seconds": 3600}),
        ),
        "form-broken:expires_after": Draft(body=with_fields(expires_after="not-json")),
        "form-bounds:expires_after:0": Draft(body=with_fields(**brackets | {"expires_after[seconds]": 0})),
        "form-bounds:expires_after:1000000000": Draft(
            body=with_fields(**brackets | {"expires_after[seconds]": 10**9}),
        ),
    }
