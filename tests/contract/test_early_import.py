"""LRC311: an import works with the migrated host only."""

from pathlib import Path, PurePosixPath

import pytest
from tiny_checkout import tiny_checkout
from trees import told

from llama_router_codemod.contract.early_import import early_imports


@pytest.mark.parametrize(
    ("source", "found"),
    [
        pytest.param("from port.berths import Berths\n", [], id="there already"),
        pytest.param("from port.ships import Ship\n", [], id="never there"),
        pytest.param("from port.berths.service import *\n", [("LRC311", 1, "`port.berths.service`")], id="to come"),
    ],
)
def test_imports(tmp_path: Path, source: str, found: list[tuple[str, int, str]]) -> None:
    symbols = tiny_checkout(tmp_path, {"mine/a.py": source})
    host, homes = {"port", "port.berths"}, {"port.berths", "port.berths.service"}
    assert told(early_imports(symbols, PurePosixPath("mine/a.py"), host, homes)) == found
