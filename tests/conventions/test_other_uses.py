"""Uses of the decorator that do not tell which routes there are, and the Protocols that have no others."""

import ast
from pathlib import Path, PurePosixPath

import pytest
from trees import IMPORTS, tree

from llama_router_codemod.conventions.other_uses import files_with_hidden_routes, other_uses

AGENTS = "pkg/apis/agents/agents.py"
MADE = (
    "from pkg.schema_utils import webmethod\n\n\ndef get(x):\n    return webmethod(x)\n\n\n"
    "def marked(x):\n    x.f = webmethod('/f')(x.f)\n    return x\n\n\ndef trace(x):\n    return x\n"
)


def found(root: Path, source: str) -> list[str]:
    symbols = tree(root, {AGENTS: IMPORTS + "from pkg import made\n" + source, "pkg/made.py": MADE})
    return [ast.unparse(node) for node in other_uses(symbols, PurePosixPath(AGENTS))]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("class A:\n    @webmethod('/a')\n    def f(self): ...\n", [], id="a decorator of a method"),
        pytest.param("class A:\n    @made.trace\n    def f(self): ...\n", [], id="another decorator"),
        pytest.param("getattr(A, 'f')\nx.webmethod\n", [], id="another name, a variable's attribute"),
        pytest.param("webmethod('/a')(f)\n", ["webmethod"], id="a call"),
        pytest.param("getattr(s, 'webmethod', None)\n", ["getattr(s, 'webmethod', None)"], id="by its name"),
        pytest.param("@load('s').webmethod('/a')\ndef f(): ...\n", ["load('s').webmethod"], id="of what a call gives"),
        pytest.param("class A:\n    @made.get('/a')\n    def f(self): ...\n", ["made.get"], id="made elsewhere"),
        pytest.param("@made.marked\nclass A: ...\n", ["made.marked"], id="of a class"),
    ],
)
def test_uses(tmp_path: Path, source: str, expected: list[str]) -> None:
    assert found(tmp_path, source) == expected


def test_bases_of_registered_protocols_count(tmp_path: Path) -> None:
    base = f"{IMPORTS}get = [webmethod][0]\n\n\nclass Base(Protocol):\n    @get('/a')\n    def f(self): ...\n"
    files = {
        AGENTS: "from typing import Protocol\n\nfrom .base import Base\n\n\nclass Agents(Base, Protocol): ...\n",
        "pkg/apis/agents/base.py": base,
        "pkg/apis/rooms/rooms.py": base.replace("Base", "Halls"),
    }
    symbols = tree(tmp_path, files)
    path = PurePosixPath("pkg/apis/agents/base.py")
    assert files_with_hidden_routes(symbols, ()) == [path]
    assert files_with_hidden_routes(symbols, (path,)) == []
