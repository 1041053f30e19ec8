from pathlib import Path

import pytest
from trees import SERVER, server_with, tree

from llama_router_codemod.conventions.path_prefix import PathPrefix, path_prefix

ROUTES = "pkg.core.server.routes"


def found(root: Path, files: dict[str, str]) -> PathPrefix | None:
    return path_prefix(tree(root, files))


def with_prefix(prefix: str, line: str = "") -> dict[str, str]:
    """A server whose paths begin with a prefix, and a further line in the module that lists the routes."""
    return server_with(("{webmethod.level}", prefix), ("import inspect", f"import inspect\n        {line}"))


def test_no_server(tmp_path: Path) -> None:
    assert found(tmp_path, {}) is None


def test_each_route_has_a_level(tmp_path: Path) -> None:
    assert found(tmp_path, SERVER) is None


def test_a_text(tmp_path: Path) -> None:
    assert found(tmp_path, with_prefix("v1")) == PathPrefix("v1")


def test_a_text_of_two_segments(tmp_path: Path) -> None:
    assert found(tmp_path, with_prefix("api/v1")) == PathPrefix("api/v1")


@pytest.mark.parametrize(
    ("line", "value"),
    [
        pytest.param("VERSION = 'v2'", "v2", id="of the module"),
        pytest.param("from pkg.apis.version import LLAMA_STACK_API_V1 as VERSION", "v1", id="of another module"),
        pytest.param("from pkg.apis.version import *", None, id="not in the tree"),
        pytest.param("VERSION = find_version()", None, id="no constant"),
    ],
)
def test_a_constant(tmp_path: Path, line: str, value: str | None) -> None:
    assert found(tmp_path, with_prefix("{VERSION}", line)) == PathPrefix(value, "VERSION", ROUTES)


def test_a_server_that_is_not_understood_says_nothing(tmp_path: Path) -> None:
    assert found(tmp_path, with_prefix("{VERSION}/{REGION}", "VERSION = REGION = 'v2'")) is None
