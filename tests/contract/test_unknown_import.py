"""LRC918: a package imports a module that its host does not have."""

from pathlib import Path, PurePosixPath

import pytest
from tiny_checkout import tiny_checkout
from trees import told

from llama_router_codemod.contract.unknown_import import unknown_imports

HOST = {"port", "port.berths", "port.berths.service", "tests", "tests.unit"}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        pytest.param("import os.path\nfrom zoo import a\nimport tests.mine\n", [], id="elsewhere"),
        pytest.param("import port.berths.service\nfrom port.berths import anything\n", [], id="there"),
        pytest.param("from . import other\n", [], id="relative"),
        pytest.param("import port, port.ships\n", [("LRC918", 1, "`port.ships`")], id="a module"),
        pytest.param("def f():\n    from port.x import y\n", [("LRC918", 2, "`port.x`")], id="a name, in a function"),
        pytest.param("try:\n    import port.x\nexcept ImportError:\n    import port.y\n", [], id="that may fail"),
    ],
)
def test_imports(tmp_path: Path, source: str, found: list[tuple[str, int, str]]) -> None:
    symbols = tiny_checkout(tmp_path, {"tests/mine.py": "", "mine/a.py": source, "mine/other.py": ""})
    assert told(unknown_imports(symbols, PurePosixPath("mine/a.py"), HOST)) == found
