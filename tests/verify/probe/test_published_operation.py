"""Where a document keeps an operation."""

from __future__ import annotations

import pytest

from llama_router_codemod.verify.messages.json_value import Schema
from llama_router_codemod.verify.messages.route_key import RouteKey
from llama_router_codemod.verify.probe.published_operation import published_operation

DOCUMENT: Schema = {"paths": {"/v1/orders/{order}": {"get": {"summary": "Get."}}}}


@pytest.mark.parametrize(
    ("verb", "path", "operation"),
    [
        ("GET", "/v1/orders/{order}", {"summary": "Get."}),
        ("GET", "/v1/orders/{order:path}", {"summary": "Get."}),
        ("POST", "/v1/orders/{order}", {}),
        ("GET", "/v1/orders", {}),
    ],
)
def test_operation(verb: str, path: str, operation: Schema) -> None:
    assert published_operation(DOCUMENT, RouteKey(verb, path)) == operation
