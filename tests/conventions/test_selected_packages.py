import pytest
from trees import IMPORTS, tree

from llama_router_codemod.conventions.packages import api_packages
from llama_router_codemod.conventions.selected_packages import select
from llama_router_codemod.model.api import ApiPackage
from llama_router_codemod.model.errors import InputError

PROTOCOL = 'class {}(Protocol):\n    @webmethod("/{}")\n    async def f(self): ...\n'


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> tuple[ApiPackage, ...]:
    files = {
        "pkg/apis/agents/agents.py": IMPORTS + PROTOCOL.format("Agents", "a"),
        "pkg/apis/tools/tools.py": IMPORTS + PROTOCOL.format("ToolGroups", "b") + PROTOCOL.format("ToolRuntime", "c"),
        "pkg/apis/done/routes.py": "router = APIRouter()\n",
    }
    return api_packages(tree(tmp_path_factory.mktemp("tree"), files))


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        pytest.param([], ["agents", "tools"], id="all that are not migrated"),
        pytest.param(["tools"], ["tools"], id="package"),
        pytest.param(["tool_runtime"], ["tools"], id="member of Api"),
        pytest.param(["tool_runtime", "tool_groups", "tools"], ["tools"], id="three names of one package"),
        pytest.param(["tools", "agents"], ["agents", "tools"], id="in the order of the packages"),
        pytest.param(["done"], ["done"], id="migrated"),
    ],
)
def test_select(packages: tuple[ApiPackage, ...], names: list[str], chosen: list[str]) -> None:
    assert [package.name for package in select(packages, names)] == chosen


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        pytest.param("agent", "Did you mean agents?", id="close"),
        pytest.param("xyz", "The APIs are: agents, done, tool_groups, tool_runtime, tools.", id="not close"),
    ],
)
def test_an_unknown_name_is_bad_input(packages: tuple[ApiPackage, ...], name: str, remedy: str) -> None:
    with pytest.raises(InputError) as raised:
        select(packages, ["agents", name])
    assert (raised.value.message, raised.value.remedy) == (f"--api {name}: no such API", remedy)
