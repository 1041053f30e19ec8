from pathlib import Path, PurePosixPath

import pytest
from trees import IMPORTS, one_package, tree
from whole_trees import FIXTURES

from llama_router_codemod.conventions.packages import (
    api_files,
    api_outlines,
    api_packages,
    has_protocol,
    routed_files,
)
from llama_router_codemod.model.api import ApiPackage, State
from llama_router_codemod.model.place import Place
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.tree.checkout import Checkout

ROUTE = '    @webmethod(route="/{0}", method="GET", level=LLAMA_STACK_API_V1)\n    async def {0}(self) -> None: ...\n'


def protocol(name: str, *methods: str, base: str = "Protocol") -> str:
    return f"class {name}({base}):\n" + "".join(ROUTE.format(method) for method in methods) + "    x: int\n\n\n"


def api(*protocols: str) -> str:
    return IMPORTS + "".join(protocols)


def summary(root: Path, files: dict[str, str]) -> list[tuple[str, str, list[tuple[str, str | None, list[str]]]]]:
    """Each package with its state and its APIs: name, member and the Protocols that it serves."""
    return [
        (
            package.name,
            package.state.value,
            [(item.name, item.member, [served.name for served in item.served_by]) for item in package.apis],
        )
        for package in api_packages(tree(root, files))
    ]


def test_no_apis(tmp_path: Path) -> None:
    assert summary(tmp_path, {"pkg/apis/agents/agents.py": api("class Agents(Protocol): ...\n")}) == []


def test_a_package(tmp_path: Path) -> None:
    symbols = tree(tmp_path, {"pkg/apis/agents/agents.py": api(protocol("Agents", "one"))})
    package = one_package(symbols)
    assert package.directory == PurePosixPath("pkg/apis/agents")
    assert not package.is_flat
    assert package.module_path == PurePosixPath("pkg/apis/agents/agents.py")
    assert package.siblings == ()
    assert package.state is State.PENDING
    assert package.place == Place(PurePosixPath("pkg/apis/agents/agents.py"), 1)
    assert routed_files(symbols) == (PurePosixPath("pkg/apis/agents/agents.py"),)


def test_a_flat_module(tmp_path: Path) -> None:
    package = one_package(tree(tmp_path, {"pkg/apis/agents.py": api(protocol("Agents", "one"))}))
    assert package.is_flat
    assert package.directory == PurePosixPath("pkg/apis/agents")
    assert package.module_path == PurePosixPath("pkg/apis/agents.py")


def test_states(tmp_path: Path) -> None:
    files = {
        "pkg/apis/agents/agents.py": api(protocol("Agents", "one")),
        "pkg/apis/done/routes.py": "router = APIRouter()\n",
        "pkg/apis/half/routes.py": "router = APIRouter()\n",
        "pkg/apis/half/half.py": api(protocol("Half", "two")),
        "pkg/apis/plain/plain.py": "x = 1\n",
        "pkg/apis/app.py": "router = APIRouter()\n",
        "pkg/core/agents.py": api(protocol("Other", "three")),
    }
    assert summary(tmp_path, files) == [
        ("agents", "pending", [("agents", "agents", ["Agents"])]),
        ("done", "migrated", []),
        ("half", "mixed", [("half", None, ["Half"])]),
    ]


def test_two_apis_in_one_file(tmp_path: Path) -> None:
    files = {"pkg/apis/tools/tools.py": api(protocol("ToolGroups", "one"), protocol("ToolRuntime", "two"))}
    assert summary(tmp_path, files) == [
        (
            "tools",
            "pending",
            [("tool_groups", "tool_groups", ["ToolGroups"]), ("tool_runtime", "tool_runtime", ["ToolRuntime"])],
        )
    ]


def test_a_protocol_serves_the_one_that_it_inherits(tmp_path: Path) -> None:
    files = {
        "pkg/apis/agents/agents.py": api(protocol("Provider", "one"), protocol("Agents", "two", base="Provider")),
    }
    assert summary(tmp_path, files) == [("agents", "pending", [("agents", "agents", ["Provider", "Agents"])])]


def test_an_api_that_only_inherits_its_routes(tmp_path: Path) -> None:
    files = {"pkg/apis/agents/agents.py": api(protocol("Provider", "one"), protocol("Agents", base="Provider"))}
    assert summary(tmp_path, files) == [("agents", "pending", [("agents", "agents", ["Provider"])])]


def test_a_special_group_belongs_to_the_api_with_the_attribute(tmp_path: Path) -> None:
    rag = api(protocol("RAGToolRuntime", "query"))
    runtime = protocol("ToolRuntime", "one").replace("x: int", "rag_tool: RAGToolRuntime")
    tools = api("from .rag_tool import RAGToolRuntime\n", runtime)
    groups = """\
from pkg.apis.tools.rag_tool import RAGToolRuntime


def toolgroup_protocol_map():
    return {SpecialToolGroup.rag_tool: RAGToolRuntime}
"""
    files = {"pkg/apis/tools/tools.py": tools, "pkg/apis/tools/rag_tool.py": rag, "pkg/core/routes.py": groups}
    package = one_package(tree(tmp_path, files), "tools")
    (found,) = package.apis
    assert (found.name, [item.name for item in found.served_by]) == ("tool_runtime", ["ToolRuntime", "RAGToolRuntime"])
    assert found.attributes == {"RAGToolRuntime": "rag_tool"}
    assert package.module_path == PurePosixPath("pkg/apis/tools/tools.py")
    assert package.siblings == (PurePosixPath("pkg/apis/tools/rag_tool.py"),)


def test_the_module_is_not_told_among_several(tmp_path: Path) -> None:
    files = {
        "pkg/apis/agents/one.py": api(protocol("Agents", "one")),
        "pkg/apis/agents/two.py": api(protocol("Others", "two")),
    }
    package = one_package(tree(tmp_path, files))
    assert package.module_path is None
    assert [path.name for path in package.siblings] == ["one.py", "two.py"]
    assert package.place == Place(PurePosixPath("pkg/apis/agents"), 1)


EXTERNAL = {"zoo/vets/__init__.py": "from .vets import *\n", "zoo/pyproject.toml": ""}
SPECIFICATION = {"zoo/vets.yaml": "module: vets\nname: town-vets\nprotocol: Vets\n"}


def external(root: Path, *protocols: str, **others: str) -> Symbols:
    """A checkout with an external API, in a project of its own."""
    files = {"zoo/vets/vets.py": api(*protocols), **{f"zoo/vets/{name}.py": text for name, text in others.items()}}
    symbols = tree(
        root, {"pkg/apis/agents/agents.py": api(protocol("Agents", "one")), **EXTERNAL, **SPECIFICATION, **files}
    )
    (root / "zoo/__init__.py").unlink()
    return Symbols(Checkout.open(symbols.checkout.root))


def test_an_external_package(tmp_path: Path) -> None:
    symbols = external(tmp_path, protocol("Vets", "two"), town=api(protocol("Impl", "two", base="Vets")))
    agents, vets = api_packages(symbols)
    assert (vets.name, vets.directory, vets.state) == ("town_vets", PurePosixPath("zoo/vets"), State.PENDING)
    assert vets.module_path == PurePosixPath("zoo/vets/vets.py")
    assert [(item.name, item.member, item.is_external) for item in vets.apis] == [("town_vets", "town-vets", True)]
    assert [(item.name, item.member, item.is_external) for item in agents.apis] == [("agents", "agents", False)]
    assert api_files(symbols) == {PurePosixPath("pkg/apis/agents/agents.py"), PurePosixPath("zoo/vets/vets.py")}


def test_an_external_package_with_more_than_its_api(tmp_path: Path) -> None:
    """As below the API root, a Protocol that no server knows is one without a member."""
    symbols = external(tmp_path, protocol("Vets", "two"), dogs=api(protocol("Dogs", "three")))
    _, vets = api_packages(symbols)
    assert [(item.name, item.member) for item in vets.apis] == [("dogs", None), ("town_vets", "town-vets")]
    assert vets.siblings == (PurePosixPath("zoo/vets/dogs.py"),)


def test_states_of_an_external_package(tmp_path: Path) -> None:
    router = "router = APIRouter()\n"
    done = external(tmp_path / "done", "class Vets(Protocol): ...\n", routes=router)
    assert [(item.name, item.state) for item in api_packages(done)][1] == ("town_vets", State.MIGRATED)
    half = external(tmp_path / "half", protocol("Vets", "two"), routes=router)
    assert [(item.name, item.state) for item in api_packages(half)][1] == ("town_vets", State.MIXED)


def test_a_file_with_a_routed_protocol(tmp_path: Path) -> None:
    files = {"a.py": api(protocol("A", "one")), "b.py": api("class B(Protocol): ...\n", protocol("C", "one", base="B"))}
    symbols = tree(tmp_path, files)
    assert [has_protocol(symbols, PurePosixPath(name)) for name in files] == [True, False]


def names(packages: tuple[ApiPackage, ...]) -> list[object]:
    found: list[object] = []
    for item in packages:
        found.append((item.name, item.directory, item.module_path, item.siblings, item.state))
        for api in item.apis:
            found.append((api.name, api.member, api.protocol.place, [each.name for each in api.served_by]))
    return found


@pytest.mark.parametrize("fixture", ["archive", "flat", "routed", "stack"])
def test_outlines_have_the_names_of_the_packages(fixture: str) -> None:
    symbols = Symbols(Checkout.open(FIXTURES / fixture / "before"))
    assert names(api_outlines(symbols)) == names(api_packages(symbols))
