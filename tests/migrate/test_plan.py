"""A plan: the steps in their order, for all packages, for some, and in a checkout that cannot be changed."""

from pathlib import Path

import pytest
from legacy_server import SERVED, SERVER
from refused_apis import AGENTS, exit_code_of, planned, protocol, refusals
from trees import tree

from llama_router_codemod.contract.unserved_protocol import UnservedProtocol
from llama_router_codemod.conventions.mounting_loop import Reason, UnknownMounting
from llama_router_codemod.migrate.migration import MigrateOptions, Migration, Outcome, PackageOutcome
from llama_router_codemod.migrate.plan import plan_migration
from llama_router_codemod.model.errors import InputError
from llama_router_codemod.model.finding import Severity
from llama_router_codemod.report.exit_codes import ExitCode

ROOMS = "pkg/apis/rooms/rooms.py"
SHARED = '''\
from pydantic import BaseModel


class Shared(BaseModel):
    """:param x: The x."""

    x: int
'''


def plan(root: Path, files: dict[str, str], *apis: str) -> Migration:
    return plan_migration(tree(root, files).checkout, MigrateOptions(apis=apis))


def changed(migration: Migration) -> set[str]:
    return {str(change.path) for change in migration.changeset.changes}


def test_a_tree_without_webmethods(tmp_path: Path) -> None:
    migration = plan(tmp_path, {"pkg/apis/parts/parts.py": "x = 1\n"})
    assert migration.changeset.is_empty
    assert (migration.findings, migration.packages, migration.refused) == ((), (), False)
    assert migration.scanned == 7


def test_a_broken_file_beside_the_apis(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not parse"):
        plan(tmp_path, {AGENTS: protocol("Agents"), "pkg/apis/other.py": "x = (\n"})


def test_all_packages(tmp_path: Path) -> None:
    migration = planned(tmp_path, {AGENTS: protocol("Agents")})
    assert refusals(migration) == []
    assert {item.outcome for item in migration.packages} == {Outcome.MIGRATED}
    assert [finding.facts for finding in migration.findings] == [UnservedProtocol("Rooms")]
    assert exit_code_of(migration) is ExitCode.DONE


def test_outcomes(tmp_path: Path) -> None:
    files = {
        "pkg/apis/done/routes.py": "router = APIRouter()\n",
        AGENTS: protocol("Agents"),
        ROOMS: protocol("Rooms"),
        "pkg/apis/tools/one.py": protocol("ToolGroups"),
        "pkg/apis/tools/two.py": protocol("ToolRuntime"),
    }
    assert plan(tmp_path, files, "agents", "tool_groups").packages == (
        PackageOutcome("agents", ("agents",), 1, Outcome.MIGRATED),
        PackageOutcome("done", (), 0, Outcome.SKIPPED, "migrated already"),
        PackageOutcome("rooms", ("rooms",), 1, Outcome.SKIPPED, "not selected"),
        PackageOutcome("tools", ("tool_groups", "tool_runtime"), 2, Outcome.REFUSED, "see its findings"),
    )


def test_what_packages_share_is_rewritten_with_the_last_of_them(tmp_path: Path) -> None:
    files = {AGENTS: protocol("Agents"), ROOMS: protocol("Rooms"), "pkg/apis/common/shared.py": SHARED}
    assert "pkg/apis/common/shared.py" not in changed(plan(tmp_path, files, "agents"))
    assert "pkg/apis/common/shared.py" in changed(plan(tmp_path, files))


def test_files_that_are_written_once(tmp_path: Path) -> None:
    shared = {"pkg/apis/router_utils.py", "pkg/apis/routers.py", "pkg/apis/request_model.py"}
    assert shared <= changed(plan(tmp_path, {AGENTS: protocol("Agents")}))


def test_a_server_that_cannot_be_changed(tmp_path: Path) -> None:
    files = {**SERVER, SERVED: SERVER[SERVED].replace("routes = all_routes[api]", "routes = find(api)")}
    migration = planned(tmp_path, {**files, "pkg/apis/agents/__init__.py": "class Agents: ...\n"})
    (refusal,) = (finding for finding in migration.findings if finding.severity is Severity.REFUSAL)
    assert refusal.facts == UnknownMounting(Reason.STATEMENT, SERVED, "routes = find(api)")
    assert migration.changeset.is_empty
    assert exit_code_of(migration) is ExitCode.REFUSED


def test_findings_are_told_once_and_in_order(tmp_path: Path) -> None:
    findings = planned(tmp_path, {AGENTS: protocol("Agents"), "pkg/impl.py": "# pkg.apis.agents.agents\n" * 2}).findings
    assert list(findings) == sorted(set(findings))
