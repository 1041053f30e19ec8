"""LRC916: routes that the server could not mount."""

from pathlib import Path

import pytest
from harbour import bare_server, harbour
from refused_apis import AGENTS, check_refused, planned, refusals
from trees import IMPORTS
from wire import check_wire, one_route

from llama_router_codemod.migrate.plan import plan_migration
from llama_router_codemod.report.messages import message
from llama_router_codemod.tree.checkout import Checkout

TYPES = "from typing import Annotated\nfrom fastapi import Body, Depends, Query\n"


def module(verb: str, parameter: str, path: str = "/a") -> str:
    route = f'@webmethod(route="{path}", method="{verb}", level=LLAMA_STACK_API_V1)'
    return f"{IMPORTS}class Agents(Protocol):\n    {route}\n    async def f(self, {parameter}) -> int: ...\n\n\n{TYPES}"


@pytest.mark.parametrize(
    ("verb", "parameter"),
    [
        pytest.param("GET", "x: str = 'all'", id="a default of a GET"),
        pytest.param("POST", "x: str | None", id="no default"),
        pytest.param("GET", "y: int = Query(5), x: str = ''", id="a marker as default"),
        pytest.param("GET", "_y: int, x: str", id="a private name in the query"),
        pytest.param("POST", "copy: int, model: int, x: str", id="names that only shadow"),
    ],
)
def test_a_route_that_can_be_mounted(tmp_path: Path, verb: str, parameter: str) -> None:
    assert refusals(planned(tmp_path, {AGENTS: module(verb, parameter, "/a/{x}")})) == []


@pytest.mark.parametrize(
    ("verb", "parameter", "message"),
    [
        ("GET", "x: list[str]", "`x` is in the path, which has no lists, dicts and models"),
        ("POST", "x: dict[str, str]", "`x` is in the path, which has no lists, dicts and models"),
        ("POST", "x: str = 'all'", "`x` is in the path of a POST, and has a default"),
        ("POST", "x: str, y: int = Query(5)", "the default of `y` is a marker beside another one"),
        ("POST", "x: str, y: int = Depends(f)", "the default of `y` is a marker beside another one"),
        ("GET", "x: str, y: Annotated[int, Query()] = Query(5)", "the default of `y` is a marker beside another one"),
        ("POST", "x: str, _y: int", "`_y` cannot be a field of a body"),
        ("POST", "x: str, model_config: int", "`model_config` cannot be a field of a body"),
    ],
)
def test_a_route_that_cannot_be_mounted(tmp_path: Path, verb: str, parameter: str, message: str) -> None:
    files = {AGENTS: module(verb, parameter, "/a/{x}")}
    check_refused(tmp_path, files, ("LRC916", "agents.py", 11, message))


def test_the_path_of_a_get_has_no_default(tmp_path: Path) -> None:
    files = one_route("a: str = 'all'", verb="GET")
    files = {path: text.replace('"/f"', '"/f/{a}"') for path, text in files.items()}
    assert check_wire(tmp_path, files, {"GET /v1/f/x": {"a": "x"}, "GET /v1/f": 404}) == []


def test_a_parameter_with_the_name_of_the_servers_own(tmp_path: Path) -> None:
    migration = plan_migration(Checkout.open(harbour(tmp_path, one_route("request: int"))))
    told = [(item.code, message(item.facts)) for item in migration.findings]
    assert told == [("LRC916", "the server gives every endpoint a `request` of its own")]


def test_the_same_where_the_server_has_none(tmp_path: Path) -> None:
    files = one_route("request: int", verb="GET", answer="{'a': request}")
    requests = {"GET /v1/f?request=5": {"a": 5}, "GET /v1/f": 422}
    assert check_wire(tmp_path, {**files, **bare_server()}, requests) == []
