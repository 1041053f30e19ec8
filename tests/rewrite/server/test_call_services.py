import ast
from textwrap import dedent

import pytest

from llama_router_codemod.rewrite.server.call_services import RouteTable, call_services, route_table

BEFORE = dedent(
    """\
    from lab.registry import build_fastapi_router


    def table(impls):
        for api in impls:
            for route in build_fastapi_router(api, impls[api]).routes:
                func = route.endpoint  # what is called
                known = WebMethod(public=False)
                yield func, known
    """
)
AFTER = dedent(
    """\
    from lab.registry import build_fastapi_router
    from lab.marks import called, described


    def table(impls):
        for api in impls:
            for route in build_fastapi_router(api, impls[api]).routes:
                func = called(route)  # what is called
                known = described(route) or WebMethod(public=False)
                yield func, known
    """
)


def test_the_method_behind_a_route() -> None:
    assert route_table(ast.parse(BEFORE)) == RouteTable("route")
    assert call_services(BEFORE, "route", "lab.marks", "WebMethod") == AFTER


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(AFTER, None, id="rewritten"),
        pytest.param("from lab.registry import build_fastapi_router\n", None, id="no table"),
        pytest.param(BEFORE.replace("func = route.endpoint", "func = None"), RouteTable(None), id="no endpoint"),
        pytest.param(f"{BEFORE}    x = route.endpoint\n", RouteTable(None), id="two endpoints"),
    ],
)
def test_tables(text: str, found: RouteTable | None) -> None:
    assert route_table(ast.parse(text)) == found


def test_the_type_of_what_a_table_keeps() -> None:
    before = f"{BEFORE}\n\nInfo = tuple[str, WebMethod]\nkept: list[Info] = []\nmade = WebMethod()\n"
    after = f"{AFTER}\n\nInfo = tuple[str, WebMethod | RouteMetadata]\nkept: list[Info] = []\nmade = WebMethod()\n"
    after = after.replace("called, described", "called, described, RouteMetadata")
    assert call_services(before, "route", "lab.marks", "WebMethod") == after


def test_a_table_without_metadata() -> None:
    text = BEFORE.replace("WebMethod(public=False)", "None")
    assert "import called\n" in call_services(text, "route", "lab.marks", "WebMethod")
