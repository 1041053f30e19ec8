from pathlib import Path

import pytest
from moved_import_cases import MOVES
from tiny_checkout import tiny_checkout

from llama_router_codemod.migrate.left_behind import uses_left_behind

OLD = "pkg.apis.agents.agents"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(f"from {OLD} import Agents\n", [], id="a name"),
        pytest.param(f"import {OLD}\n", [(OLD, 1)], id="a whole module"),
        pytest.param(f"import importlib\nimportlib.import_module('{OLD}')\n", [(OLD, 2)], id="by its name"),
    ],
)
def test_uses(tmp_path: Path, text: str, found: list[tuple[str, int]]) -> None:
    symbols = tiny_checkout(tmp_path, {"lab/user.py": text})
    assert [(moved, finding.place.line) for moved, finding in uses_left_behind(symbols, MOVES)] == found
