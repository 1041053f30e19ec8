"""What a tree publishes of a route: of a webmethod what the legacy generator took, of a router its operation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any

import pytest
from fastapi import Body, FastAPI
from pydantic import BaseModel, Field
from served import ORDERS, served

from llama_router_codemod.verify.messages.json_value import Schema
from llama_router_codemod.verify.messages.method import Parameter
from llama_router_codemod.verify.messages.record import PublishedRoute, PublishedTexts, RouteRow
from llama_router_codemod.verify.messages.route_key import RouteKey
from llama_router_codemod.verify.probe.published import alias_of, published_routes
from llama_router_codemod.verify.probe.tree import Tree

Shop = Callable[..., Tree]
ROW = RouteRow(ORDERS, "orders", "Orders", deprecated=False)
IMPORTS = """\
from typing import Annotated

from fastapi import Body, Query, Response
from pydantic import BaseModel, Field


class ExtraBodyField:
    def __init__(self, description):
        self.description = description


class Order(BaseModel):
    book: str


class Page(BaseModel):
    data: list[Order]


"""


ORDERS_MODULE = """\
{imports}
class Orders:
    async def list_orders{signature}:
        '''{docstring}'''
"""


def of_webmethod(
    shop: Shop, signature: str, docstring: str = "", document: Schema | None = None, *, by_fastapi: bool = False
) -> PublishedRoute:
    """What a method with this signature publishes; its parameters are `limit` and `order`."""
    source = ORDERS_MODULE.format(imports=IMPORTS, signature=signature, docstring=docstring)
    tree = replace(shop({"shop/orders.py": source}), fastapi_document=by_fastapi)
    method = served(*(Parameter(name, "POSITIONAL_OR_KEYWORD") for name in ("limit", "order")))
    (found,) = published_routes([replace(ROW, webmethod=method.name)], [method], document or {"paths": {}}, tree)
    return found


def of_router(document: Schema) -> PublishedRoute:
    (found,) = published_routes([ROW], [], document, Tree("shop"))
    return found


# Texts of a webmethod


@pytest.mark.parametrize(
    ("docstring", "texts"),
    [
        ("", PublishedTexts(response="OK")),
        ("List orders.", PublishedTexts("List orders.", "List orders.", response="OK")),
        ("List\norders.\n\nAll.", PublishedTexts("List orders.", "List orders.\nAll.", response="OK")),
        ("List.\n\n:returns: A page.", PublishedTexts("List.", "List.", response="A page.")),
        ("List.\n\n:returns:", PublishedTexts("List.", "List.", response="")),
        (
            "List.\n\n:param limit: How many.\n:param gone: Not served.",
            PublishedTexts("List.", "List.", {"limit": "How many."}, response="OK"),
        ),
    ],
)
def test_docstring(docstring: str, texts: PublishedTexts, shop: Shop) -> None:
    assert of_webmethod(shop, "(self, limit: int, gone: int = 1)", docstring).texts == texts


@pytest.mark.parametrize(
    ("docstring", "texts"),
    [
        ("", PublishedTexts(response="Successful Response")),
        (
            "List\norders.\n\nAll.\n\n:returns:",
            PublishedTexts("List orders.", "List\norders.\n\nAll.", response="Successful Response"),
        ),
        ("List.\n\n:returns: A page.", PublishedTexts("List.", "List.", response="A page.")),
    ],
)
def test_docstring_where_fastapi_makes_the_document(docstring: str, texts: PublishedTexts, shop: Shop) -> None:
    assert of_webmethod(shop, "(self)", docstring, by_fastapi=True).texts == texts


@pytest.mark.parametrize(
    ("order", "texts", "names"),
    [
        ("Order", {"limit": "How many.", "order": "What."}, {"limit": "limit", "order": "order"}),
        ("Annotated[Order, Body()]", {"limit": "How many."}, {"limit": "limit"}),
        (
            "Annotated[Order, ExtraBodyField('The order.')]",
            {"limit": "How many.", "order": "The order."},
            {"limit": "limit", "order": "order"},
        ),
        (
            "Annotated[str, Field(alias='wish')]",
            {"limit": "How many.", "wish": "What."},
            {"limit": "limit", "wish": "order"},
        ),
    ],
    ids=["plain", "whole body", "extra body field", "alias"],
)
def test_text_of_a_parameter(order: str, texts: dict[str, str], names: dict[str, str], shop: Shop) -> None:
    docstring = "List.\n\n:param limit: How many.\n:param order: What."
    found = of_webmethod(shop, f"(self, limit: int, order: {order})", docstring)
    assert (found.texts.parameters, found.names) == (texts, names)


@pytest.mark.parametrize(
    ("order", "shown", "text"),
    [
        ("Annotated[str, Query(description='Own.')]", {}, "Own."),
        ("Annotated[Order, Body(description='Own.')]", {}, "Own."),
        ("str = Query('a', description='Own.')", {}, "Own."),
        ("Annotated[str, Query(description='Own.')]", {"order": "The implementation's."}, "The implementation's."),
        ("str", {"order": "The implementation's."}, "The implementation's."),
        ("Annotated[str, Query()]", {}, None),
    ],
)
def test_text_of_a_marker(order: str, shown: dict[str, str], text: str | None, shop: Shop) -> None:
    parameters = [{"name": name, "description": said} for name, said in shown.items()]
    found = of_webmethod(shop, f"(self, limit: int, order: {order})", "List.", operation(parameters=parameters))
    assert found.texts.parameters.get("order") == text


def test_a_param_text_comes_before_that_of_a_marker(shop: Shop) -> None:
    found = of_webmethod(
        shop, "(self, limit: Annotated[int, Query(description='Own.')])", "List.\n\n:param limit: How."
    )
    assert found.texts.parameters == {"limit": "How."}


def test_the_text_of_a_marker_comes_first_where_fastapi_makes_the_document(shop: Shop) -> None:
    signature = "(self, limit: Annotated[int, Query(description='Own.')], order: str)"
    found = of_webmethod(shop, signature, "List.\n\n:param limit: How.\n:param order: By what.", by_fastapi=True)
    assert found.texts.parameters == {"limit": "Own.", "order": "By what."}


# The answer of a webmethod


def test_model_is_a_component(shop: Shop) -> None:
    answer = of_webmethod(shop, "(self) -> Page").answer
    assert answer is not None
    assert answer["$ref"] == "#/components/schemas/Page"
    assert list(answer["$defs"]) == ["Page", "Order"]
    assert answer["$defs"]["Page"]["properties"]["data"]["items"] == {"$ref": "#/components/schemas/Order"}


def test_answer_that_is_no_model(shop: Shop) -> None:
    answer = of_webmethod(shop, "(self) -> list[Order]").answer
    assert answer is not None
    assert answer["items"] == {"$ref": "#/components/schemas/Order"}
    assert list(answer["$defs"]) == ["Order"]


@pytest.mark.parametrize("returns", ["", " -> None", " -> Response"])
def test_no_answer(returns: str, shop: Shop) -> None:
    assert of_webmethod(shop, f"(self){returns}").answer is None


# Routers


class Order(BaseModel):
    """An order."""

    book: str = Field(description="The title.")
    copies: int = 1


def test_operation() -> None:
    app = FastAPI()

    @app.get("/v1/orders", summary="List.", response_description="A page.")
    def orders(limit: Annotated[int, Field(description="How many.")] = 20, after: str = "") -> list[Order]:
        """List orders."""
        return []

    found = of_router(app.openapi())
    assert found.texts == PublishedTexts("List.", "List orders.", {"limit": "How many."}, response="A page.")
    assert found.answer is not None
    assert (found.answer["items"], found.names) == ({"$ref": "#/components/schemas/Order"}, {})


def test_an_answer_that_may_be_anything() -> None:
    app = FastAPI()

    @app.get("/v1/orders", response_model=Any)
    def orders() -> Any: ...

    assert of_router(app.openapi()).answer is None


def operation(**parts: Any) -> Schema:
    return {"paths": {"/v1/orders": {"get": parts}}, "components": {"schemas": {"Order": Order.model_json_schema()}}}


def test_fields_of_a_body() -> None:
    schema = {"$ref": "#/components/schemas/Order"}
    found = of_router(operation(requestBody={"content": {"application/json": {"schema": schema}}}))
    assert found.texts == PublishedTexts(parameters={"book": "The title."})


@pytest.mark.parametrize(
    "body",
    [
        {"description": "What to send.", "content": {"application/json": {}}},
        {"content": {"application/json": {"schema": {"description": "What to send."}}}},
    ],
    ids=["of the body", "of its schema"],
)
def test_text_of_a_body(body: Schema) -> None:
    assert of_router(operation(requestBody=body)).texts == PublishedTexts(body="What to send.")


def test_text_of_a_parameter_in_its_schema() -> None:
    parameters = [{"name": "limit", "schema": {"description": "How many."}}, {"name": "after"}]
    assert of_router(operation(parameters=parameters)).texts == PublishedTexts(parameters={"limit": "How many."})


@pytest.mark.parametrize(
    ("responses", "text"),
    [
        ({"400": {"description": "Wrong."}, "204": {"description": "Gone."}}, "Gone."),
        ({"201": {"description": "B."}, "200": {"description": "A."}}, "A."),
        ({"400": {"description": "Wrong."}}, None),
        ({}, None),
    ],
)
def test_text_of_the_answer(responses: Schema, text: str | None) -> None:
    assert of_router(operation(responses=responses)).texts == PublishedTexts(response=text)


def test_route_that_is_not_published() -> None:
    assert of_router({"paths": {}}) == PublishedRoute(ORDERS, PublishedTexts())


def test_every_row_in_its_order() -> None:
    keys = [RouteKey("GET", "/b"), RouteKey("GET", "/a"), RouteKey("GET", "/b")]
    found = published_routes([replace(ROW, key=key) for key in keys], [], {"paths": {}}, Tree("shop"))
    assert [published.key for published in found] == keys[:2]


@pytest.mark.parametrize(
    ("annotation", "alias"),
    [
        (int, None),
        (Annotated[int, Body()], None),
        (Annotated[int, Body(alias="top")], "top"),
        (Annotated[int, Field(alias="top")], "top"),
        (None, None),
    ],
)
def test_name_on_the_wire(annotation: Any, alias: str | None) -> None:
    assert alias_of(annotation) == alias
