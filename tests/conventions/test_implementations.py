from pathlib import Path
from textwrap import dedent

import pytest
from legacy_server import SERVER
from trees import AGENTS, IMPORTS, agents_tree, one_package, tree

from llama_router_codemod.conventions.implementations import implementations
from llama_router_codemod.model.api import ProtocolClass
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.tree.checkout import Checkout

PROVIDER = """\
    from pkg.apis.agents import Agents


    class {name}(Agents):
        async def create(self, name: str) -> None: ...
        async def find(self, limit: int = 5) -> None: ...
        async def internal(self) -> None: ...
    """


def found(symbols: Symbols) -> list[tuple[str, dict[str, str]]]:
    """The classes of the implementations, with the modules of their methods."""
    (api,) = one_package(symbols).apis
    return [
        (item.class_name, {name: module for name, (module, _) in item.methods.items()})
        for item in implementations(symbols, api, api.protocol)
    ]


def both(module: str) -> dict[str, str]:
    return {"create": module, "find": module}


def test_none(tmp_path: Path) -> None:
    assert found(agents_tree(tmp_path, AGENTS)) == []


def test_a_provider_is_served_where_core_has_nothing(tmp_path: Path) -> None:
    files = {"pkg/providers/agents/impl.py": PROVIDER.format(name="Impl")}
    assert found(agents_tree(tmp_path, AGENTS, files)) == [("Impl", both("pkg.providers.agents.impl"))]


@pytest.mark.parametrize(
    ("project", "served"),
    [
        pytest.param({"tests/plugin/pyproject.toml": ""}, [("Impl", both("agents_impl.impl"))], id="of its own"),
        pytest.param({}, [], id="the checkout's"),
    ],
)
def test_a_provider_among_the_tests(
    tmp_path: Path, project: dict[str, str], served: list[tuple[str, dict[str, str]]]
) -> None:
    impl = {"tests/plugin/agents_impl/impl.py": PROVIDER.format(name="Impl"), **project}
    agents_tree(tmp_path, AGENTS, impl)
    (tmp_path / "tests/plugin/__init__.py").unlink()
    assert found(Symbols(Checkout.open(tmp_path))) == served


def test_the_protocol_of_an_external_api_implements_nothing(tmp_path: Path) -> None:
    vets = PROVIDER.format(name="Impl").replace("pkg.apis.agents", "vets.vets")
    files = {
        "zoo/vets/vets.py": IMPORTS + dedent(AGENTS),
        "zoo/vets/impl.py": dedent(vets).replace("    async def find(self, limit: int = 5) -> None: ...\n", ""),
        "zoo/vets.yaml": "module: vets.vets\nname: vets\nprotocol: Agents\n",
        "zoo/pyproject.toml": "",
    }
    tree(tmp_path, files)
    (tmp_path / "zoo/__init__.py").unlink()
    symbols = Symbols(Checkout.open(tmp_path))
    (api,) = one_package(symbols, "vets").apis
    (impl,) = implementations(symbols, api, api.protocol)
    assert (impl.class_name, impl.methods.keys()) == ("Impl", {"create"})


def test_core_stands_before_the_providers(tmp_path: Path) -> None:
    files = {
        **SERVER,
        "pkg/core/routers/agents.py": PROVIDER.format(name="Router"),
        "pkg/providers/agents/impl.py": PROVIDER.format(name="Impl"),
    }
    assert found(agents_tree(tmp_path, AGENTS, files)) == [("Router", both("pkg.core.routers.agents"))]


def test_a_provider_by_shape_is_not_read_where_core_has_an_implementation(tmp_path: Path) -> None:
    broken = "class Shaped:\n    async def create(self, name): ...\n    async def find(self): (\n"
    files = {
        **SERVER,
        "pkg/core/routers/agents.py": PROVIDER.format(name="Router"),
        "pkg/providers/agents/shaped.py": broken,
    }
    assert found(agents_tree(tmp_path, AGENTS, files)) == [("Router", both("pkg.core.routers.agents"))]


def test_a_provider_by_shape_in_core(tmp_path: Path) -> None:
    methods = "    async def create(self, name): ...\n    async def find(self): ...\n"
    files = {
        **SERVER,
        "pkg/core/providers/agents/shaped.py": f"class Shaped:\n{methods}",
        "pkg/core/routers/agents.py": PROVIDER.format(name="Router"),
        "pkg/providers/agents/other.py": f"class Other:\n{methods}",
    }
    names = [name for name, _ in found(agents_tree(tmp_path, AGENTS, files))]
    assert names == ["Router", "Shaped"]


def test_a_core_class_without_routed_methods_does_not_count(tmp_path: Path) -> None:
    files = {
        **SERVER,
        "pkg/core/library.py": "from pkg.apis.agents import Agents\nclass Library(Agents): ...\n",
        "pkg/providers/agents/impl.py": PROVIDER.format(name="Impl"),
    }
    assert found(agents_tree(tmp_path, AGENTS, files)) == [("Impl", both("pkg.providers.agents.impl"))]


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("tests/test_agents.py", id="outside the package"),
        pytest.param("pkg/apis/agents/default.py", id="among the APIs"),
    ],
)
def test_other_places_are_not_served(tmp_path: Path, path: str) -> None:
    assert found(agents_tree(tmp_path, AGENTS, {path: PROVIDER.format(name="Fake")})) == []


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("async def create(self, name: str)", id="self"),
        pytest.param("async def create(it, name: str)", id="another name"),
        pytest.param("async def create(it: object, /, name: str)", id="a type"),
        pytest.param("@classmethod\n    async def create(cls, name: str)", id="a class"),
        pytest.param("@staticmethod\n    async def create(name: str)", id="neither"),
    ],
)
def test_a_method_without_its_object(head: str, tmp_path: Path) -> None:
    impl = f"from pkg.apis.agents import Agents\n\n\nclass Impl(Agents):\n    {head}: ...\n"
    symbols = agents_tree(tmp_path, AGENTS, {"pkg/providers/agents/impl.py": impl})
    (api,) = one_package(symbols).apis
    (item,) = implementations(symbols, api, api.protocol)
    assert [parameter.name for parameter in item.methods["create"][1].parameters] == ["name"]


def test_a_method_of_a_mixin(tmp_path: Path) -> None:
    files = {
        "pkg/providers/utils/mixin.py": "class Finder:\n    async def find(self, limit): ...\n",
        "pkg/providers/agents/impl.py": """\
            from pkg.apis.agents import Agents
            from pkg.providers.utils.mixin import Finder


            class Impl(Finder, Agents):
                async def create(self, name: str) -> None: ...
            """,
    }
    modules = {"create": "pkg.providers.agents.impl", "find": "pkg.providers.utils.mixin"}
    assert found(agents_tree(tmp_path, AGENTS, files)) == [("Impl", modules)]


def test_the_shape_within_a_provider(tmp_path: Path) -> None:
    """As in llama_stack 0.4.4, where an implementation of Agents passes calls on to a class of its own package."""
    methods = "    async def create(self, name): ...\n    async def find(self): ...\n"
    served = "pkg.providers.inline.agents.reference.agents"
    files = {
        f"{served.replace('.', '/')}.py": f"from pkg.apis.agents import Agents\n\n\nclass Served(Agents):\n{methods}",
        "pkg/providers/inline/agents/reference/parts/part.py": f"class Part:\n{methods}",
        "pkg/providers/inline/agents/other/parts/shaped.py": f"class Shaped:\n{methods}",
    }
    names = [name for name, _ in found(agents_tree(tmp_path, AGENTS, files))]
    assert names == ["Served", "Shaped"]


def test_a_nested_class_for_a_special_group(tmp_path: Path) -> None:
    imports = "from typing import Protocol\nfrom pkg.schema_utils import webmethod\n"
    route = "    @webmethod(route='/rag', method='POST')\n    async def {}(self) -> None: ...\n"
    files = {
        "pkg/apis/tools/__init__.py": "from .tools import *\nfrom .rag import *\n",
        "pkg/apis/tools/rag.py": f"{imports}class RAG(Protocol):\n{route.format('query')}",
        "pkg/apis/tools/tools.py": imports
        + f"from .rag import RAG\nclass ToolRuntime(Protocol):\n    rag: RAG | None = None\n{route.format('invoke')}",
        "pkg/core/server/routes.py": "from pkg.apis.tools import RAG\n\n\ndef get_all_api_routes(): ...\n\n\n"
        "def toolgroup_protocol_map():\n    return {Group.rag: RAG}\n",
        "pkg/core/routers/tools.py": """\
            from pkg.apis.tools import RAG, ToolRuntime


            class Router(ToolRuntime):
                class Inner(RAG):
                    async def query(self): ...

                async def invoke(self): ...
            """,
    }
    symbols = tree(tmp_path, files)
    (api,) = one_package(symbols, "tools").apis

    def names(protocol: ProtocolClass) -> list[tuple[str, list[str]]]:
        return [(item.class_name, list(item.methods)) for item in implementations(symbols, api, protocol)]

    assert [names(protocol) for protocol in api.served_by] == [[("Router", ["invoke"])], [("Inner", ["query"])]]


def test_a_changed_tree_is_read_anew(tmp_path: Path) -> None:
    assert found(agents_tree(tmp_path, AGENTS, {"pkg/providers/agents/impl.py": ""})) == []
    files = {"pkg/providers/agents/impl.py": PROVIDER.format(name="Impl")}
    assert found(agents_tree(tmp_path, AGENTS, files)) == [("Impl", both("pkg.providers.agents.impl"))]
