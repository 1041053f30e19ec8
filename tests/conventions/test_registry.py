from pathlib import Path

import pytest
from trees import server_with, tree

from llama_router_codemod.conventions.registry import (
    api_members,
    attribute_of_type,
    may_be_registered,
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
OWN_MAP = """\
    import inspect
    from types import SimpleNamespace

    from pkg.apis.agents import Assistants as Helpers
    from pkg.apis.datatypes import Api


    def get_all_api_routes():
        found = {}
        for api, protocol in {Api.agents: Helpers}.items():
            found[api] = [
                SimpleNamespace(name=name, path=f"/{mark.level}/{mark.route.lstrip('/')}")
                for name, method in inspect.getmembers(protocol, inspect.isfunction)
                for mark in getattr(method, "__webmethods__", [])
            ]
        return found
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


def test_the_list_of_routes_decides_where_it_has_a_map_of_its_own(tmp_path: Path) -> None:
    """`Agents` has the name of a member, but another class is served for it."""
    server = server_with(
        ("for route, _ in routes", "for route in routes"),
        ('                    method = next(m for m in route.methods if m != "HEAD")\n', ""),
        ("method.lower()", '"get"'),
    )
    agents = "from typing import Protocol\nclass Assistants(Protocol): ...\nclass Agents(Protocol): ..."
    files = {**server, "pkg/core/server/routes.py": OWN_MAP, "pkg/apis/agents.py": agents}
    assert registered_protocols(tree(tmp_path, files)) == {("pkg.apis.agents", "Assistants"): "agents"}


@pytest.mark.parametrize(
    ("resolver", "expected"),
    [
        pytest.param("import os\n\n\ndef api_protocol_map():\n    return {}\n", False, id="nothing of it"),
        pytest.param(
            "LOG = log()\n\n\ndef api_protocol_map(x=None):\n    found = {}\n    LOG.info(found)\n"
            "    for name in x or ():\n        found[name] = load(name)\n    return found\n",
            False,
            id="entries for what a run is given",
        ),
        pytest.param("from pkg.apis.agents import Agents\n\n\ndef api_protocol_map(): ...\n", True, id="an import"),
        pytest.param(
            "from pkg.apis import agents\n\n\ndef api_protocol_map():\n    return dict(a=agents.Agents)\n",
            True,
            id="an attribute",
        ),
        pytest.param("def api_protocol_map():\n    return {1: of('Agents')}\n", True, id="a text"),
        pytest.param("def api_protocol_map():\n    return {**others}\n", True, id="entries of another mapping"),
        pytest.param("ALL = {}\n\n\ndef api_protocol_map():\n    return dict(ALL)\n", True, id="a copy of one"),
        pytest.param(
            "from pkg.core.more import found\n\n\ndef api_protocol_map():\n    return found()\n",
            True,
            id="what a function gives",
        ),
    ],
)
def test_whether_a_protocol_may_be_registered(tmp_path: Path, resolver: str, expected: bool) -> None:
    files = {
        "pkg/core/resolver.py": resolver,
        "pkg/core/more.py": "def found(): ...\n",
        "pkg/apis/agents/__init__.py": "class Agents: ...\n",
    }
    assert may_be_registered(tree(tmp_path, files), ("pkg.apis.agents", "Agents")) is expected
