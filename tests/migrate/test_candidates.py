"""Which packages can be migrated, and why the others cannot."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from refused_apis import AGENTS, check_refused, planned, protocol, refusals
from trees import tree

from llama_router_codemod.contract.undeclared_fields import UndeclaredFields
from llama_router_codemod.contract.unserved_protocol import UnservedProtocol
from llama_router_codemod.conventions.packages import api_packages
from llama_router_codemod.migrate.candidates import Candidates, candidates
from llama_router_codemod.migrate.migration import MigrateOptions
from llama_router_codemod.model.progress import Counted
from llama_router_codemod.rewrite.imports.unmovable import UnmovableUse

ROOMS = "pkg/apis/rooms/rooms.py"
NO_MODULE = {"pkg/apis/agents/one.py": protocol("Agents"), "pkg/apis/agents/two.py": protocol("Others")}


def found(
    root: Path, files: Mapping[str, str], *, keep: bool = False, blocked: bool = False
) -> tuple[Candidates, list[str | Counted]]:
    """The candidates of a tree, and what was reported meanwhile."""
    symbols = tree(root, files)
    steps: list[str | Counted] = []
    options = MigrateOptions(keep_undeclared_fields=keep)
    return candidates(symbols, api_packages(symbols), options, blocked=blocked, report=steps.append), steps


def test_no_packages(tmp_path: Path) -> None:
    assert found(tmp_path, {}) == (Candidates((), ()), ["Reading imports"])


def test_each_package_that_nothing_speaks_against(tmp_path: Path) -> None:
    accepted, steps = found(tmp_path, {AGENTS: protocol("Agents"), ROOMS: protocol("Rooms")})
    assert [item.name for item in accepted.accepted] == ["agents", "rooms"]
    assert ({path.name for path in accepted.directories}, accepted.refusals) == ({"agents", "rooms"}, ())
    assert [finding.facts for item in accepted.accepted for finding in item.findings] == [UnservedProtocol("Rooms")]
    assert steps == [Counted("Reading agents", 0, 2), Counted("Reading rooms", 1, 2), "Reading imports"]


def test_a_refused_package_does_not_stop_the_others(tmp_path: Path) -> None:
    accepted, _ = found(tmp_path, {**NO_MODULE, ROOMS: protocol("Rooms")})
    assert {path.name for path in accepted.directories} == {"rooms"}
    assert [finding.api for finding in accepted.refusals] == ["agents"]


def test_in_a_blocked_checkout_there_is_none_but_refusals_are_told(tmp_path: Path) -> None:
    accepted, _ = found(tmp_path, {**NO_MODULE, ROOMS: protocol("Rooms")}, blocked=True)
    assert accepted.directories == set()
    assert [finding.api for finding in accepted.refusals] == ["agents"]


@pytest.mark.parametrize("keep", [False, True], ids=["left out", "kept"])
def test_fields_outside_the_response_model(tmp_path: Path, keep: bool) -> None:
    source = protocol("Agents").replace("-> int", "-> Agent") + "class Agent(BaseModel): ...\n"
    (candidate,) = found(tmp_path, {AGENTS: source}, keep=keep)[0].accepted
    assert candidate.apis[0].undeclared_fields == ({"find"} if keep else set())
    assert [type(finding.facts) for finding in candidate.findings] == ([] if keep else [UndeclaredFields])


def test_request_models_of_a_package_have_names_of_their_own(tmp_path: Path) -> None:
    method = '    @webmethod("/{}", "POST", "v1")\n    async def make(self, x: int) -> int: ...\n'
    head, _, _ = protocol("ToolGroups").rpartition("    @webmethod")
    groups, runtime = (f"class {name}(Protocol):\n{method.format(name)}" for name in ("ToolGroups", "ToolRuntime"))
    source = head.replace("class ToolGroups(Protocol):\n", groups + runtime)
    (candidate,) = found(tmp_path, {"pkg/apis/tools/tools.py": source})[0].accepted
    names = [operation.request_model for item in candidate.apis for operation in item.operations]
    assert names == ["MakeRequest", "MakeRequestBody"]


def test_moves_of_flat_modules_only_on_request(tmp_path: Path) -> None:
    accepted, _ = found(tmp_path, {AGENTS: protocol("Agents"), "pkg/apis/tool_groups.py": protocol("ToolGroups")})
    assert list(accepted.moves()) == ["pkg.apis.agents.agents"]
    assert list(accepted.moves(flat=True)) == ["pkg.apis.agents.agents", "pkg.apis.tool_groups"]


@pytest.mark.parametrize("line", ["from pkg.apis.agents import agents\n", "import pkg.apis.agents.agents\n"])
def test_a_module_that_is_imported_as_a_whole(tmp_path: Path, line: str) -> None:
    column = line.index(" agents" if line.startswith("from") else " pkg") + 2
    files = {AGENTS: protocol("Agents"), "pkg/user.py": line}
    migration = planned(tmp_path, files)
    (use,) = (finding for finding in migration.findings if isinstance(finding.facts, UnmovableUse))
    assert use.place.column == column
    check_refused(tmp_path, files, (UnmovableUse.code, "user.py", 1, "`pkg.apis.agents.agents` is imported as a whole"))


def test_a_flat_module_may_be_imported_as_a_whole(tmp_path: Path) -> None:
    files = {"pkg/apis/agents.py": protocol("Agents"), "pkg/user.py": "import pkg.apis.agents\n"}
    assert refusals(planned(tmp_path, files)) == []
