from dataclasses import replace

import pytest
from served import served

from llama_router_codemod.verify.json_difference import JsonPath
from llama_router_codemod.verify.messages.method import MethodName
from llama_router_codemod.verify.messages.route_key import RouteKey
from llama_router_codemod.verify.written_owners import WrittenOwners


def refer(kind: str, name: str) -> dict[str, str]:
    return {"$ref": f"#/components/{kind}/{name}"}


DOCUMENT = {
    "paths": {
        "/v1/orders": {"get": {"responses": {"200": refer("schemas", "Orders"), "400": refer("responses", "Bad")}}},
        "/v1/orders/{order_id}": {"get": {"schema": refer("schemas", "Order")}, "delete": {}},
    },
    "components": {
        "schemas": {
            "Orders": {"items": refer("schemas", "Order")},
            "Order": {"properties": {"next": refer("schemas", "Order"), "of": [refer("schemas", "Missing")]}},
        }
    },
}
LIST, GET = MethodName("orders", "list_orders"), MethodName("orders", "get_order")


@pytest.mark.parametrize(
    ("place", "methods"),
    [
        (("paths", "/v1/orders", "get", "summary"), [LIST]),
        (("paths", "/v1/orders/{order_id}"), [GET]),
        (("paths", "/v1/other"), []),
        (("components", "schemas", "Orders", "items"), [LIST]),
        (("components", "schemas", "Order", "properties"), [LIST, GET]),
        (("components", "schemas", "Missing"), [LIST, GET]),
        (("components", "responses", "Bad"), [LIST]),
        (("components", "schemas", "Nobody"), []),
        (("info", "title"), []),
        ((), []),
    ],
)
def test_whose_a_place_is(place: JsonPath, methods: list[MethodName]) -> None:
    one = replace(served(method="get_order", route=RouteKey("GET", "/v1/orders/{order_id:path}")))
    owners = WrittenOwners([served(), one], {"paths": {}}, DOCUMENT, "not there")
    assert owners.of(place) == methods
