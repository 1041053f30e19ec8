"""Lists of routes for clients, which have those of every API with a router."""

import ast
from pathlib import PurePosixPath

import pytest

from llama_router_codemod.model.finding import Finding
from llama_router_codemod.model.place import Place
from llama_router_codemod.rewrite.server.list_of_all_routers import ListOfAllRouters, lists_of_all_routers

PATH = PurePosixPath("inspection.py")
SOURCE = """\
class Inspection:
    def listed(self):
        return [routes for api, routes in list_all().items() if not SKIPS]

    def other(self):
        return not SKIPS


def listed():
    return [routes for api, routes in list_all().items() if not SKIPS]
"""


def found(skips: str) -> list[Finding]:
    return list(lists_of_all_routers(ast.parse(SOURCE.replace("SKIPS", skips)), PATH, "list_all"))


@pytest.mark.parametrize("skips", ["api.value in _ROUTER_FACTORIES", "has_router(api)"])
def test_a_method_that_leaves_out_apis_with_a_router(skips: str) -> None:
    assert found(skips) == [Finding(Place(PATH, 2, 5), ListOfAllRouters("Inspection.listed"))]


def test_a_method_that_leaves_out_none() -> None:
    assert found("api in hidden") == []
