from pathlib import Path

import pytest
from refused_apis import protocol
from trees import tree

from llama_router_codemod.conventions.packages import api_packages
from llama_router_codemod.migrate.dependency_order import in_dependency_order


@pytest.mark.parametrize(
    ("imports", "order"),
    [
        pytest.param({}, ["agents", "rooms", "tools"], id="none"),
        pytest.param({"agents": "from pkg.apis.tools import Tools\n"}, ["rooms", "tools", "agents"], id="a package"),
        pytest.param(
            {"agents": "from pkg.apis.rooms.rooms import Rooms\n", "rooms": "from ..tools import tools\n"},
            ["tools", "rooms", "agents"],
            id="a chain",
        ),
        pytest.param(
            {"agents": "from pkg.apis.rooms import Rooms\n", "rooms": "from pkg.apis.agents import Agents\n"},
            ["tools", "agents", "rooms"],
            id="a circle",
        ),
    ],
)
def test_what_a_package_imports_comes_before_it(tmp_path: Path, imports: dict[str, str], order: list[str]) -> None:
    files = {
        f"pkg/apis/{name}/{name}.py": imports.get(name, "") + protocol(name.capitalize())
        for name in ("agents", "rooms", "tools")
    }
    symbols = tree(tmp_path, files)
    assert [package.name for package in in_dependency_order(symbols, api_packages(symbols))] == order
