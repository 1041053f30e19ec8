"""Where Protocol, routes and implementations disagree about a parameter, in packages of a few lines."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import indent
from typing import Any

import pytest
from served import served

from llama_router_codemod.verify.messages.record import RouteRow
from llama_router_codemod.verify.messages.route_key import RouteKey
from llama_router_codemod.verify.probe.drift import drift
from llama_router_codemod.verify.probe.tree import Tree

OTHERS = ("async def get_order(self): ...", "async def drop_order(self): ...")
IMPORTS = """\
from enum import Enum
from typing import Annotated, Any

from fastapi import Body
from pydantic import BaseModel, Field


class Binding(str, Enum):
    cloth = "cloth"


class ListRequest(BaseModel):
    shop: str
    limit: int = 20
    tag: str = Field(default_factory=str)


"""
Found = Callable[..., list[str]]


@pytest.fixture
def found(shop: Callable[..., Tree]) -> Found:
    """What is found about `list_orders` with these arguments, classes of providers, and fields of its operation."""

    def of(arguments: str, providers: str = "", *, method: str = "list_orders", **operation: Any) -> list[str]:
        protocol = f"class Orders:\n    async def list_orders(self{arguments}): ...\n"
        tree = shop(
            {
                "shop/orders.py": IMPORTS + protocol + indent("\n".join(OTHERS), "    "),
                "shop/providers/inline/orders/shelf.py": providers,
            }
        )
        route = RouteKey("GET", f"/v1/{method}")
        methods = [
            served(method=name, route=RouteKey("GET", f"/v1/{name}")) for name in (method, "get_order", "drop_order")
        ]
        rows = [RouteRow(route, "orders", "Orders", deprecated=False)] if operation else []
        entries = drift(tree, methods, rows, {"paths": {route.path: {"get": operation}} if operation else {}})
        assert {(entry.method, entry.route) for entry in entries} <= {(methods[0].name, route)}
        return [f"{entry.party.removeprefix('shop')}: {entry.what}" for entry in entries]

    return of


def shelf(arguments: str) -> str:
    return f"from shop.orders import Orders\nclass Shelf(Orders):\n    async def list_orders(self{arguments}): ...\n"


def query(name: str = "limit", *, required: bool = False, **schema: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": required, "schema": schema}


SHELF = ".providers.inline.orders.shelf.Shelf"


# Implementations


@pytest.mark.parametrize(
    ("declared", "implemented"),
    [
        pytest.param(", limit: int = 20", ", limit: int = 20", id="equal"),
        pytest.param(", limit: int = 20", ", limit = 20", id="no type"),
        pytest.param(", limit: int = 20", ", limit: int = LIMIT", id="a computed default"),
        pytest.param(", limit: int = -1", ", limit: int = -1", id="a negative default"),
        pytest.param(", limit: int = 20", ", *, limit: int = 20", id="by name only"),
        pytest.param(", shop: str, /, limit: int = 20", ", shop: str, limit: int = 20", id="by position only"),
        pytest.param(", limit: int, cls: str", ", limit: int, cls: str", id="a parameter named cls"),
        pytest.param(", tags: list = []", ", tags: list = []", id="a list"),
        pytest.param(", request: ListRequest", ", request: ListRequest", id="a request object"),
    ],
)
def test_implementation_that_agrees(declared: str, implemented: str, found: Found) -> None:
    assert found(declared, shelf(implemented)) == []


@pytest.mark.parametrize(
    ("declared", "implemented", "what"),
    [
        (", limit: int = 20", "", "`limit` is not there"),
        ("", ", limit: int = 20", "`limit` is not in the Protocol"),
        (", a: int, b: int", ", b: int, a: int", "the order of the parameters differs"),
        (", limit: int = 20", ", limit: int", "`limit` is required, the Protocol has it the other way"),
        (", limit: int", ", limit: int = 20", "`limit` is optional, the Protocol has it the other way"),
        (", limit: int = 20", ", limit: int = 10", "the default of `limit` is 10, the Protocol has 20"),
        (", limit: bool = True", ", limit: bool = 1", "the default of `limit` is 1, the Protocol has True"),
        (", request: ListRequest", ", query: ListRequest", "`request` is not there"),
    ],
)
def test_implementation_that_disagrees(declared: str, implemented: str, what: str, found: Found) -> None:
    assert found(declared, shelf(implemented))[0] == f"{SHELF}: {what}"


def test_another_name_is_told_of_both_sides(found: Found) -> None:
    assert found(", limit: int", shelf(", count: int")) == [
        f"{SHELF}: `limit` is not there",
        f"{SHELF}: `count` is not in the Protocol",
    ]


WRONG = "async def list_orders(self, wrong): ..."


def classes(**bodies: list[str]) -> str:
    return "".join(f"class {name}:\n{indent(chr(10).join(lines), '    ')}\n" for name, lines in bodies.items())


def test_which_classes_implement_an_api(found: Found) -> None:
    """Without one that names the Protocol, those in its folder with half of its methods."""
    assert found("", classes(Most=[WRONG, OTHERS[0]], Few=[WRONG], Others=[*OTHERS])) == [
        ".providers.inline.orders.shelf.Most: `wrong` is not in the Protocol"
    ]


def test_parts_of_a_class_that_implements_an_api(found: Found) -> None:
    """They may take a method in their own way, since nobody but that class calls them."""
    named = shelf(", limit: int").replace("(Orders)", "(orders.Orders)")
    named = f"from shop import orders\n{named}"
    assert found("", named + classes(Part=[WRONG, *OTHERS])) == [f"{SHELF}: `limit` is not in the Protocol"]


def test_method_that_is_gone(found: Found) -> None:
    assert found("", method="count_orders") == ["Protocol: the method is gone"]


# Routes


@pytest.mark.parametrize(
    ("declared", "parameter"),
    [
        pytest.param(", limit: int", query(required=True), id="required"),
        pytest.param(", limit: int = 20", query(default=20), id="default"),
        pytest.param(", limit: int | None = None", query(), id="no default in the document"),
        pytest.param(
            ", binding: Binding = Binding.cloth",
            query("binding", default="cloth", enum=["cloth"]),
            id="an enumeration",
        ),
    ],
)
def test_route_that_agrees(declared: str, parameter: dict[str, Any], found: Found) -> None:
    assert found(declared, parameters=[parameter]) == []


@pytest.mark.parametrize(
    ("declared", "parameters", "what"),
    [
        (", limit: int", [], "`limit` is not there"),
        ("", [query()], "`limit` is not in the Protocol"),
        (", limit: int", [query()], "`limit` is optional, the Protocol has it the other way"),
        (", limit: int = 20", [query(default=10)], "the default of `limit` is 10, the Protocol has 20"),
        (", limit: int = 20", [query()], "the default of `limit` is None, the Protocol has 20"),
    ],
)
def test_route_that_disagrees(declared: str, parameters: list[dict[str, Any]], what: str, found: Found) -> None:
    assert found(declared, summary="List orders.", parameters=parameters) == [f"route: {what}"]


def test_order_of_a_route_is_no_matter(found: Found) -> None:
    assert found(", a: int, b: int", parameters=[query("b", required=True), query("a", required=True)]) == []


def test_route_that_is_not_served(found: Found) -> None:
    assert found(", limit: int") == []


@pytest.mark.parametrize("declared", [", request: ListRequest", ", request: ListRequest | None = None"])
def test_request_object_stands_for_its_fields(declared: str, found: Found) -> None:
    shop, limit, tag = query("shop", required=True), query(default=20), query("tag", default="computed")
    assert found(declared, parameters=[shop, limit, tag]) == []
    assert found(declared, parameters=[query("shop"), limit, tag]) == [
        "route: `shop` is optional, the Protocol has it the other way"
    ]
    assert found(declared, parameters=[shop, limit]) == ["route: `tag` is not there"]


def body(*required: str, **fields: dict[str, Any]) -> dict[str, Any]:
    schema = {"type": "object", "properties": fields, "required": list(required)}
    return {"content": {"application/json": {"schema": schema}}}


def test_fields_of_a_body(found: Found) -> None:
    arguments = ", limit: int = 20, binding: Binding = Binding.cloth"
    binding = {"enum": ["cloth"], "default": "cloth"}
    assert found(arguments, requestBody=body(limit={"default": 20}, binding=binding)) == []
    assert found(arguments, requestBody=body("binding", limit={"default": 10}, binding=binding)) == [
        "route: the default of `limit` is 10, the Protocol has 20",
        "route: `binding` is required, the Protocol has it the other way",
    ]


def test_parameter_that_is_the_whole_body(found: Found) -> None:
    fields = body("shop", shop={}, limit={"default": 20})
    assert found(", order: Annotated[ListRequest, Body()]", requestBody=fields) == []


def test_renamed_parameter_is_no_whole_body(found: Found) -> None:
    assert found(", limit: int = 20", parameters=[query("top", default=20)]) == [
        "route: `limit` is not there",
        "route: `top` is not in the Protocol",
    ]


def test_name_on_the_wire(found: Found) -> None:
    declared = ", limit: Annotated[int, Body(alias='top')] = 20, after: Annotated[str, Body(alias='start')] = ''"
    assert found(declared, requestBody=body(top={"default": 20}, start={"default": ""})) == []
    own = shelf(", limit: int = 20, after: str = ''")
    assert found(declared, own) == [], "an implementation is called by the Protocol's own names"
