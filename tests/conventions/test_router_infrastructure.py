"""LRC911: a checkout with a router infrastructure of its own."""

from pathlib import Path, PurePosixPath

import pytest
from tiny_checkout import tiny_checkout

from llama_router_codemod.conventions.router_infrastructure import OwnRouterInfrastructure, own_router_infrastructure
from llama_router_codemod.model.finding import Finding
from llama_router_codemod.model.place import Place


def read(root: Path, *files: tuple[str, str]) -> list[Finding]:
    return list(own_router_infrastructure(tiny_checkout(root, dict(files))))


def found(path: str, line: int) -> Finding:
    module = path.removesuffix(".py").replace("/", ".")
    return Finding(Place(PurePosixPath(path), line), OwnRouterInfrastructure(module))


@pytest.mark.parametrize(
    ("path", "source"),
    [
        pytest.param("lab/routers.py", "", id="nothing"),
        pytest.param("lab/routers.py", "from fastapi import APIRouter\n\nrouter = APIRouter()\n", id="a router"),
        pytest.param("lab/routers.py", "from lab.utils import standard_responses\n", id="an import"),
        pytest.param("lab/routers.py", "if x:\n    standard_responses = {}\n", id="not at the top"),
        pytest.param("lab/routers.py", "standard_responses_2 = {}\n", id="a longer name"),
        pytest.param(
            "lab/routers.py",
            "standard_responses = {}\n\n\ndef service_dependency(api): ...\n",
            id="what this tool wrote",
        ),
        pytest.param("tests/test_routers.py", "standard_responses = {}\n", id="in a test"),
    ],
)
def test_no_infrastructure_of_its_own(tmp_path: Path, path: str, source: str) -> None:
    assert read(tmp_path, (path, source)) == []


@pytest.mark.parametrize(
    "line",
    [
        "def build_fastapi_router(api, impl): ...",
        "def _discover_router_factories(): ...",
        "_ROUTER_FACTORIES = {}",
        "_ROUTER_FACTORIES: dict[str, Callable] = {}",
        "standard_responses: dict = {}",
    ],
)
def test_an_infrastructure_of_its_own(tmp_path: Path, line: str) -> None:
    assert read(tmp_path, ("lab/server/registry.py", f"# About it.\n\n{line}\n")) == [
        found("lab/server/registry.py", 3)
    ]


def test_the_first_module_is_reason_enough(tmp_path: Path) -> None:
    files = (("lab/b.py", "standard_responses = {}\n"), ("lab/a.py", "x = 1\n_ROUTER_FACTORIES = {}\n"))
    assert read(tmp_path, *files) == [found("lab/a.py", 2)]
