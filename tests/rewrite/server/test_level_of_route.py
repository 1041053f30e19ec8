"""What asks the prefix of a router for the level of its routes asks the routes."""

import ast

import pytest
from rewrites import check_rewrite

from llama_router_codemod.rewrite.server.level_of_route import ask_routes_for_levels, asked_prefixes

LIST = """\
def listed(apis, level):
    found = []
    for api in apis:
        router = build_fastapi_router(api, None)
        for route in routes_of(router):
            if is_in(route, router.prefix):  # é
                found.append(route)
    return found
"""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param(LIST.replace("build_fastapi_router(api, None)", "other(api)"), id="a router of its own"),
        pytest.param(LIST.replace("router.prefix", "router.tags"), id="another attribute"),
        pytest.param(LIST.replace("router.prefix", "self.prefix"), id="another object"),
    ],
)
def test_nothing_changes(text: str) -> None:
    check_rewrite(ask_routes_for_levels, text, text)
    assert asked_prefixes(ast.parse(text)) == []


@pytest.mark.parametrize(
    ("asked", "mended"),
    [
        ("is_in(route, router.prefix)", "is_in(route, f\"/{route.path.split('/')[1]}\")"),
        ("is_in(route, prefix=router.prefix)", "is_in(route, prefix=f\"/{route.path.split('/')[1]}\")"),
        ("is_in(router.prefix, route)", "is_in(f\"/{route.path.split('/')[1]}\", route)"),
    ],
)
def test_the_route_is_asked(asked: str, mended: str) -> None:
    text = LIST.replace("is_in(route, router.prefix)", asked)
    assert [route for _, route in asked_prefixes(ast.parse(text))] == ["route"]
    check_rewrite(ask_routes_for_levels, text, text.replace(asked, mended))


@pytest.mark.parametrize(
    "asked", ["is_in(level, router.prefix)", "router.prefix == level", "is_in(route, router.prefix[1:])"]
)
def test_a_prefix_that_is_asked_for_in_another_way(asked: str) -> None:
    text = LIST.replace("is_in(route, router.prefix)", asked)
    assert [route for _, route in asked_prefixes(ast.parse(text))] == [None]
    check_rewrite(ask_routes_for_levels, text, text)
