"""Routes that anybody may ask for say so as the other routers of their checkout do."""

from whole_trees import files_of, migrated_tree


def test_the_key_of_the_checkout() -> None:
    text = files_of(migrated_tree("routed"))["port_api/berths/fastapi_routes.py"].decode()
    assert text.count("openapi_extra={PUBLIC_ROUTE_KEY: True}") == 1
    assert "from port_api.router_utils import PUBLIC_ROUTE_KEY, standard_responses\n" in text
    assert "RouteMark" not in text
