from pathlib import Path

import pytest
from trees import SERVER, tree

from llama_router_codemod.conventions.log_convention import logger_expression
from llama_router_codemod.conventions.server import read_server

STANDARD = "logging.getLogger(__name__)"


def found(root: Path, logger: str) -> str:
    """The logger of routers where the server's module begins with a line."""
    server = "pkg/core/server/server.py"
    symbols = tree(root, {**SERVER, server: f"        {logger}\n{SERVER[server]}"})
    reading = read_server(symbols)
    assert reading.server is not None
    return logger_expression(symbols, reading.server)


def test_no_server(tmp_path: Path) -> None:
    assert logger_expression(tree(tmp_path, {}), None) == STANDARD


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("log = get_logger('server')", id="another name"),
        pytest.param("logger = logs.get_logger('server')", id="a function of a module"),
        pytest.param("logger = LOGGERS['server']", id="no call"),
        pytest.param("logger = get_logger(CATEGORY)", id="an argument that another module may not have"),
        pytest.param("def f(): logger = get_logger('server')", id="inside a function"),
    ],
)
def test_a_logger_of_the_standard_library(tmp_path: Path, line: str) -> None:
    assert found(tmp_path, line) == STANDARD


@pytest.mark.parametrize(
    "call",
    [
        pytest.param("get_logger(name=__name__, category='core::server')", id="0.2.20"),
        pytest.param("get_logger(name=__name__, category='server')", id="0.2.12"),
        pytest.param("get_logger(__name__)", id="without a category"),
        pytest.param("logging.getLogger('server')", id="one of the standard library"),
    ],
)
def test_the_servers_own_category(tmp_path: Path, call: str) -> None:
    assert found(tmp_path, f"logger = {call}") == call


@pytest.mark.parametrize(
    ("rest", "name"),
    [
        pytest.param("x = get_logger('other')", "__name__", id="another logger"),
        pytest.param("f(name=__name__, config=x)", "__name__", id="another call"),
        pytest.param("f = lambda x: get_logger(name=__name__, config=x)", "'pkg.core.server.server'", id="anew"),
    ],
)
def test_a_logger_whose_level_a_starting_server_sets(tmp_path: Path, rest: str, name: str) -> None:
    assert found(tmp_path, f"logger = get_logger(name=__name__); {rest}") == f"get_logger(name={name})"
