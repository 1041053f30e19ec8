from pathlib import Path

import pytest
from trees import tree

from llama_router_codemod.conventions.registry import (
    api_members,
    attribute_of_type,
    registered_protocols,
    snake_case,
    special_groups,
)
from llama_router_codemod.parse.classes import class_of

TOOLS = """\
    from typing import Protocol


    class ToolGroups(Protocol): ...


    class RAGToolRuntime(Protocol): ...


    class ToolRuntime(Protocol):
        other: int
        rag_tool: RAGToolRuntime | None = None
    """
RESOLVER = """\
    from pkg.apis.datatypes import Api
    from pkg.apis.tools import ToolGroups as Groups
    from pkg.apis import tools


    def api_protocol_map():
        protocols = {Api.tool_groups: Groups, Api.tool_runtime: tools.ToolRuntime, **others, "x": Groups}
        return protocols
    """
ROUTES = """\
    from pkg.apis.tools import RAGToolRuntime, SpecialToolGroup


    def toolgroup_protocol_map():
        return {SpecialToolGroup.rag_tool: RAGToolRuntime}
    """
MODULE = "pkg.apis.tools"


def test_a_tree_without_protocols(tmp_path: Path) -> None:
    symbols = tree(tmp_path, {})
    assert registered_protocols(symbols) == {}
    assert special_groups(symbols) == frozenset()


def test_the_map_of_the_server_decides(tmp_path: Path) -> None:
    files = {"pkg/apis/tools.py": TOOLS, "pkg/core/resolver.py": RESOLVER, "pkg/core/routes.py": ROUTES}
    symbols = tree(tmp_path, files)
    assert registered_protocols(symbols) == {
        (MODULE, "ToolGroups"): "tool_groups",
        (MODULE, "ToolRuntime"): "tool_runtime",
    }
    assert special_groups(symbols) == {(MODULE, "RAGToolRuntime")}


def test_without_a_server_the_names_decide(tmp_path: Path) -> None:
    symbols = tree(tmp_path, {"pkg/apis/tools.py": TOOLS, "pkg/elsewhere.py": TOOLS})
    assert registered_protocols(symbols) == {
        (MODULE, "ToolGroups"): "tool_groups",
        (MODULE, "ToolRuntime"): "tool_runtime",
    }


def test_api_members(tmp_path: Path) -> None:
    symbols = tree(tmp_path, {"pkg/apis/datatypes.py": 'class Api(Enum):\n    a = "A"\n    b = c = "B"\n    d = 1\n'})
    assert api_members(symbols) == {"a": "A", "b": "B", "c": "B"}


def test_attribute_of_type(tmp_path: Path) -> None:
    owner = class_of(tree(tmp_path, {"pkg/apis/tools.py": TOOLS}), MODULE, "ToolRuntime")
    assert owner is not None
    assert [attribute_of_type(owner, name) for name in ("RAGToolRuntime", "ToolGroups")] == ["rag_tool", None]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("agents", "agents"),
        ("Agents", "agents"),
        ("ToolGroups", "tool_groups"),
        ("VectorIO", "vector_io"),
        ("RAGToolRuntime", "rag_tool_runtime"),
        ("Bench2Mark", "bench2_mark"),
    ],
)
def test_snake_case(name: str, expected: str) -> None:
    assert snake_case(name) == expected
