"""Which files may import `lab.apis.agents.agents`: none that does is overlooked, and most others are not read."""

from pathlib import Path

import pytest
from tiny_checkout import tiny_checkout

from llama_router_codemod.rewrite.imports.importers import importers

MODULE = "lab.apis.agents.agents"


def found(root: Path, source: str, *modules: str) -> list[str]:
    return [str(path) for path in importers(tiny_checkout(root, {"lab/user.py": source}).checkout, modules)]


def test_no_modules(tmp_path: Path) -> None:
    assert found(tmp_path, "import lab.apis.agents.agents\n") == []


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("", id="nothing"),
        pytest.param("agents = 1\n", id="the name alone"),
        pytest.param("from lab.apis.agents import Agents\n", id="another name of the package"),
        pytest.param("from lab.apis.agents import Agents\nagents = 1\n", id="the name on another line"),
        pytest.param("from lab.apis.other import agents\n", id="of another package"),
        pytest.param("import lab.apis.agents.agentship\n", id="a longer name"),
        pytest.param("from . import (\n    a,\n)\nagents = 1\n", id="behind the parentheses"),
    ],
)
def test_other_files(tmp_path: Path, source: str) -> None:
    assert found(tmp_path, source, MODULE) == []


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("import lab.apis.agents.agents\n", id="import"),
        pytest.param("from lab.apis.agents.agents import Agent\n", id="from the module"),
        pytest.param("from lab.apis.agents import agents\n", id="the module from its package"),
        pytest.param("from lab.apis.agents import a, agents as b\n", id="among others"),
        pytest.param("from  lab.apis.agents  import\tagents\n", id="with more blanks"),
        pytest.param("from lab.apis.agents import \\\n    agents\n", id="on a continued line"),
        pytest.param("from lab.apis.agents import (\n    a,  # one (of two)\n    agents,\n)\n", id="behind a comment"),
        pytest.param("from .agents import Agent\n", id="relative"),
        pytest.param("from ..agents.agents import Agent\n", id="relative to a parent"),
        pytest.param("from . import agents\n", id="from the directory"),
        pytest.param("from . import(a, agents)\n", id="without a blank"),
        pytest.param("from . import (\n    a,\n    agents,\n)\n", id="on several lines"),
        pytest.param("if True:\n    from . import agents\n", id="indented"),
        pytest.param("x = 'lab.apis.agents.agents.Agent'\n", id="in a string"),
    ],
)
def test_importers(tmp_path: Path, source: str) -> None:
    assert found(tmp_path, source, "lab.apis.rooms", MODULE) == ["lab/user.py"]


def test_a_module_at_the_top(tmp_path: Path) -> None:
    assert found(tmp_path, "from agents import Agent\n", "agents") == ["lab/user.py"]
