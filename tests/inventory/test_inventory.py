"""The inventory: every API with its routes as declared and as served."""

from pathlib import Path

import pytest
from trees import IMPORTS, tree

from llama_router_codemod.inventory.inventory import ApiEntry, Inventory, RouteEntry, take_inventory
from llama_router_codemod.model.api import State
from llama_router_codemod.model.errors import InputError
from llama_router_codemod.model.route import Verb
from llama_router_codemod.tree.checkout import Checkout

AGENTS = "pkg/apis/agents/agents.py"


def taken(root: Path, files: dict[str, str]) -> list[ApiEntry]:
    found = take_inventory(tree(root, files).checkout)
    assert found.api_root == "pkg/apis"
    return found.apis


def protocol(name: str, *decorators: str) -> str:
    routes = "".join(f"    @webmethod({item})\n" for item in decorators)
    return f"class {name}(Protocol):\n{routes}    async def f(self): ...\n\n\n"


def test_a_tree_without_apis(tmp_path: Path) -> None:
    (tmp_path / "main.py").touch()
    with pytest.raises(InputError, match="no API found"):
        take_inventory(Checkout.open(tmp_path))


def test_no_routes(tmp_path: Path) -> None:
    assert taken(tmp_path, {AGENTS: IMPORTS + protocol("Agents")}) == []


def test_an_api(tmp_path: Path) -> None:
    options = "deprecated=True, require_authentication=False, required_scope='a.read'"
    source = protocol(
        "Agents", f"'/a/{{x}}', 'PUT', LLAMA_STACK_API_V1, {options}", "'b', level='v7', required_scope=S"
    )
    assert taken(tmp_path, {AGENTS: IMPORTS + source}) == [
        ApiEntry(
            name="agents",
            package="agents",
            protocol="Agents",
            module="pkg.apis.agents.agents",
            levels=["v1", "v7"],
            state=State.PENDING,
            served=True,
            routes=[
                RouteEntry(
                    declared_verb="PUT",
                    served_verb=Verb.POST,
                    path="/v1/a/{x}",
                    function="f",
                    deprecated=True,
                    authentication=False,
                    scope="a.read",
                    place=f"{AGENTS}:10:6",
                ),
                RouteEntry(
                    declared_verb=None,
                    served_verb=Verb.POST,
                    path="/v7/b",
                    function="f",
                    deprecated=False,
                    authentication=True,
                    scope="S",
                    place=f"{AGENTS}:11:6",
                ),
            ],
        )
    ]


def test_states(tmp_path: Path) -> None:
    router = "router = APIRouter()\n"
    files = {
        "pkg/apis/done/routes.py": router,
        "pkg/apis/half/half.py": IMPORTS + protocol("Half", "'/h'"),
        "pkg/apis/half/routes.py": router,
        "pkg/apis/tools/tools.py": IMPORTS + protocol("ToolGroups", "'/g'") + protocol("ToolRuntime", "'/r'"),
    }
    found = [
        (item.name, item.package, item.protocol, item.state, item.served, len(item.routes))
        for item in taken(tmp_path, files)
    ]
    assert found == [
        ("done", "done", None, State.MIGRATED, True, 0),
        ("half", "half", "Half", State.MIXED, False, 1),
        ("tool_groups", "tools", "ToolGroups", State.PENDING, True, 1),
        ("tool_runtime", "tools", "ToolRuntime", State.PENDING, True, 1),
    ]


def test_the_routes_of_all_apis_are_counted(tmp_path: Path) -> None:
    files = {AGENTS: IMPORTS + protocol("Agents", "'/a'", "'/b'"), "pkg/apis/b/b.py": IMPORTS + protocol("B", "'/c'")}
    found = take_inventory(tree(tmp_path, files).checkout)
    assert found.routes == 3
    assert Inventory.model_validate_json(found.model_dump_json(), extra="forbid") == found
