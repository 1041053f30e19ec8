"""LRC912: the APIs are a package of their own, which may not import the server's."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import pytest
from legacy_server import SERVER
from tiny_checkout import tiny_checkout
from trees import told, tree

from llama_router_codemod.conventions.package_boundary import apis_apart, infrastructure_directory
from llama_router_codemod.parse.symbols import Symbols

SERVER_HOME, API_HOME = PurePosixPath("pkg/core/server"), PurePosixPath("stack_api")


def apart(root: Path, files: Mapping[str, str] | None = None) -> Symbols:
    """A server in the package `pkg`, APIs in the package `stack_api`."""
    apis = {"stack_api/datatypes.py": "class Api(Enum): ...\n", "stack_api/agents.py": "class Agents: ...\n"}
    return tiny_checkout(root, {**SERVER, **apis, **(files or {})})


def test_apis_and_server_in_one_package(tmp_path: Path) -> None:
    symbols = tree(tmp_path, SERVER)
    assert (infrastructure_directory(symbols), list(apis_apart(symbols))) == (SERVER_HOME, [])


def test_apis_alone(tmp_path: Path) -> None:
    symbols = tree(tmp_path, {})
    assert (infrastructure_directory(symbols), list(apis_apart(symbols))) == (PurePosixPath("pkg/apis"), [])


@pytest.mark.parametrize(
    "line", ["import pkg.core.types", "from pkg.core import types", "def f():\n    from pkg.core import types"]
)
def test_apis_that_import_the_server(tmp_path: Path, line: str) -> None:
    symbols = apart(tmp_path, {"stack_api/agents.py": f"{line}\n"})
    assert (infrastructure_directory(symbols), list(apis_apart(symbols))) == (SERVER_HOME, [])


@pytest.mark.parametrize("line", ["", "# pkg", "import pkg_more", "from .pkg import x"])
def test_apis_that_do_not(tmp_path: Path, line: str) -> None:
    symbols = apart(tmp_path, {"stack_api/agents.py": f"{line}\n"})
    assert infrastructure_directory(symbols) == API_HOME
    assert told(apis_apart(symbols)) == [("LRC912", 1, "`stack_api` does not import `pkg`")]
