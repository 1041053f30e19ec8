"""What a route is called."""

from __future__ import annotations

import pytest

from llama_router_codemod.verify.messages.route_key import RouteKey


def test_text_of_a_route() -> None:
    assert str(RouteKey("GET", "/v1/orders/{order:path}")) == "GET /v1/orders/{order:path}"


@pytest.mark.parametrize(
    ("path", "template"),
    [
        ("/v1/orders", "/v1/orders"),
        ("/v1/orders/{order}", "/v1/orders/{order}"),
        ("/v1/{shop:path}/orders/{order:path}", "/v1/{shop}/orders/{order}"),
        ("/v1/{shop:int}", "/v1/{shop}"),
        ("/v1/orders:path", "/v1/orders:path"),
    ],
)
def test_path_in_a_document(path: str, template: str) -> None:
    assert RouteKey("GET", path).template == template
