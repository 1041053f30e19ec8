"""APIs in a package of their own, which imports nothing of the server's."""

from pathlib import Path

import pytest
from harbour import BERTHS, ROUTES, SERVER, apart, bare_server, harbour, replaced

from llama_router_codemod.conventions.package_boundary import apis_are_apart, infrastructure_directory
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.tree.checkout import Checkout

API = "from port.schema_utils import webmethod\n"


def read(root: Path, changes: dict[str, str | None]) -> tuple[str, bool]:
    """Where the infrastructure goes, and whether it may not import the server."""
    symbols = Symbols(Checkout.open(harbour(root, changes)))
    return str(infrastructure_directory(symbols)), apis_are_apart(symbols)


def importing(line: str) -> dict[str, str | None]:
    """APIs apart from their server, with one more line."""
    return apart(replaced(BERTHS, (API, f"{API}{line}\n")))


def test_a_tree_without_a_server(tmp_path: Path) -> None:
    assert read(tmp_path, {SERVER: None, ROUTES: None}) == ("port/apis", False)


def test_one_package_for_all(tmp_path: Path) -> None:
    assert read(tmp_path, {}) == ("port/core/server", False)


@pytest.mark.parametrize("line", ["import port.core.headers as headers", "from port.core import headers"])
def test_apis_that_import_the_server_package_may_go_on(tmp_path: Path, line: str) -> None:
    assert read(tmp_path, importing(line)) == ("port/core/server", False)


def test_apart_from_a_server_whose_wrapper_adds_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, apart(bare_server())) == ("port_api", False)


@pytest.mark.parametrize("line", ["", "import portage", "# from port.core import headers", "from .port import core"])
def test_apart_from_a_server_that_routers_need(tmp_path: Path, line: str) -> None:
    assert read(tmp_path, importing(line)) == ("port_api", True)
