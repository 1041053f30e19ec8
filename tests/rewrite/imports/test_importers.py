from pathlib import Path

import pytest
from trees import tree

from llama_router_codemod.rewrite.imports.importers import importers

MODULE = "pkg.apis.agents.agents"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x = 1\n", id="no import"),
        pytest.param("from pkg.apis.tools import Tool\n", id="another package"),
        pytest.param("from pkg.apis.agents import Agent\n", id="a name of the package"),
        pytest.param("from pkg.apis.agents.agents_more import Agent\n", id="a longer name"),
    ],
)
def test_no_importer(tmp_path: Path, text: str) -> None:
    assert importers(tree(tmp_path, {"pkg/user.py": text}).checkout, [MODULE]) == []


def test_no_modules(tmp_path: Path) -> None:
    assert importers(tree(tmp_path, {"pkg/user.py": f"import {MODULE}\n"}).checkout, []) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("import pkg.apis.agents.agents\n", id="dotted"),
        pytest.param("from pkg.apis.agents.agents import Agent\n", id="from it"),
        pytest.param("from pkg.apis.agents import agents\n", id="from its package"),
        pytest.param("from pkg.apis.agents import (\n    other,\n    agents,\n)\n", id="on several lines"),
        pytest.param("from .agents import Agent\n", id="relative"),
        pytest.param("from . import agents\n", id="from the package itself"),
        pytest.param("from ..agents.agents import Agent\n", id="relative, from above"),
        pytest.param("x = 'pkg.apis.agents.agents.Agent'\n", id="a text, which may be a prefix"),
    ],
)
def test_importer(tmp_path: Path, text: str) -> None:
    found = importers(tree(tmp_path, {"pkg/user.py": text}).checkout, ["pkg.apis.tools.tools", MODULE])
    assert [path.name for path in found] == ["user.py"]
