"""LRC905: a package has both a router and `@webmethod`."""

from pathlib import Path

import pytest
from refused_apis import AGENTS, check_refused, planned, protocol, refusals

ROUTER = "router = APIRouter()\n"


@pytest.mark.parametrize("path", ["pkg/apis/app.py", "pkg/core/agents/routers.py"])
def test_a_router_elsewhere(tmp_path: Path, path: str) -> None:
    assert refusals(planned(tmp_path, {AGENTS: protocol("Agents"), path: ROUTER})) == []


def test_a_package_that_is_migrated_in_part(tmp_path: Path) -> None:
    files = {AGENTS: protocol("Agents"), "pkg/apis/agents/routers.py": ROUTER}
    check_refused(tmp_path, files, ("LRC905", "agents.py", 1, "agents has both a router and @webmethod"))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# router = APIRouter()\n", id="a comment"),
        pytest.param('"""Once this was an APIRouter()."""\n', id="a docstring"),
        pytest.param("class APIRouter: ...\n\n\nrouter = APIRouter()\n", id="a class of the API"),
    ],
)
def test_a_router_that_is_only_spoken_of(tmp_path: Path, text: str) -> None:
    assert refusals(planned(tmp_path, {AGENTS: protocol("Agents") + text})) == []


@pytest.mark.parametrize(
    "made", ["import fastapi as f\nx = f.APIRouter()", "from fastapi import APIRouter as R\nx = R()"]
)
def test_a_router_under_another_name(tmp_path: Path, made: str) -> None:
    files = {AGENTS: protocol("Agents"), "pkg/apis/agents/routers.py": f"{made}\n"}
    check_refused(tmp_path, files, ("LRC905", "agents.py", 1, "agents has both a router and @webmethod"))
