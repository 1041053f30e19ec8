"""LRC914: neither a Protocol nor its heir in another package can do without the other's decorators."""

from pathlib import Path

from refused_apis import AGENTS, planned, protocol, refusals
from trees import IMPORTS

HEIR = f"""{IMPORTS}from pkg.apis.rooms import Rooms


class ToolGroups(Rooms, Protocol):
    @webmethod(route="/tools", method="GET", level=LLAMA_STACK_API_V1)
    async def tools(self) -> int: ...
"""
TOOLS = "pkg/apis/tools/tools.py"
MESSAGE = "`ToolGroups` inherits those of `Rooms` in pkg.apis.rooms.rooms"


def test_both_are_refused(tmp_path: Path) -> None:
    migration = planned(tmp_path, {TOOLS: HEIR, AGENTS: protocol("Agents")})
    assert refusals(migration) == [("LRC914", "tools.py", 12, MESSAGE)] * 2
    assert {item.name: item.outcome for item in migration.packages} == {
        "agents": "migrated",
        "rooms": "refused",
        "tools": "refused",
    }


def test_an_heir_without_routes_of_its_own(tmp_path: Path) -> None:
    heir = f"{IMPORTS}from pkg.apis.rooms import Rooms\n\n\nclass ToolGroups(Rooms, Protocol): ...\n"
    migration = planned(tmp_path, {TOOLS: heir})
    assert refusals(migration) == [("LRC914", "tools.py", 12, MESSAGE)]


def test_a_protocol_without_routes(tmp_path: Path) -> None:
    store = f"{IMPORTS}class Store(Protocol):\n    def keep(self) -> None: ...\n"
    heir = HEIR.replace("pkg.apis.rooms import Rooms", "pkg.apis.store import Store").replace("(Rooms,", "(Store,")
    assert refusals(planned(tmp_path, {TOOLS: heir, "pkg/apis/store.py": store})) == []


def test_an_heir_in_the_same_module(tmp_path: Path) -> None:
    both = protocol("Agents").replace("class Agents", "class Base") + "\n\nclass Agents(Base): ...\n"
    assert refusals(planned(tmp_path, {AGENTS: both})) == []


def test_an_heir_that_nobody_serves(tmp_path: Path) -> None:
    heir = HEIR.replace("class ToolGroups", "class Whatever").split("    @webmethod")[0] + "    ...\n"
    assert refusals(planned(tmp_path, {"pkg/core/all.py": heir})) == []
