"""LRC911: the checkout has a router infrastructure of its own."""

from pathlib import Path

import pytest
from trees import told, tree

from llama_router_codemod.conventions.router_infrastructure import own_router_infrastructure
from llama_router_codemod.infra.infrastructure import infrastructure


def found(root: Path, files: dict[str, str]) -> list[tuple[str, int, str]]:
    return told(own_router_infrastructure(tree(root, files)))


@pytest.mark.parametrize(
    ("path", "source"),
    [
        pytest.param("pkg/routers.py", "router = APIRouter()\n", id="a router"),
        pytest.param("pkg/registry.py", "# build_fastapi_router(\n", id="a comment"),
        pytest.param("tests/registry.py", "def build_fastapi_router(api): ...\n", id="a test"),
    ],
)
def test_none(tmp_path: Path, path: str, source: str) -> None:
    assert found(tmp_path, {path: source}) == []


def test_that_of_an_earlier_run_is_none(tmp_path: Path) -> None:
    sources = infrastructure(tree(tmp_path, {})).sources
    assert found(tmp_path, {str(path): source for path, source in sources.items()}) == []


@pytest.mark.parametrize(
    "line", ["def build_fastapi_router(api): ...", "_ROUTER_FACTORIES = {}", "standard_responses: dict = {}"]
)
def test_one(tmp_path: Path, line: str) -> None:
    files = {"pkg/core/registry.py": f"import os\n\n{line}\n", "pkg/core/utils.py": f"{line}\n"}
    assert found(tmp_path, files) == [("LRC911", 3, "`pkg.core.registry`")]
