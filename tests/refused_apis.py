"""A checkout with an API, rooms, that nothing is wrong with: of a refusal beside it, it must not take notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trees import IMPORTS, tree

from llama_router_codemod.migrate.plan import plan_migration
from llama_router_codemod.migrate.run import MigrateRun
from llama_router_codemod.model.finding import Severity
from llama_router_codemod.report.exit_codes import ExitCode, exit_code
from llama_router_codemod.report.messages import message

if TYPE_CHECKING:
    from pathlib import Path

    from llama_router_codemod.migrate.migration import Migration

#: The module of the other API.
AGENTS = "pkg/apis/agents/agents.py"
ROUTE = '@webmethod(route="/a", method="GET", level=LLAMA_STACK_API_V1)'


def protocol(name: str) -> str:
    """The module of an API with one route that can be migrated; its decorator stands in line 10."""
    route = f'@webmethod(route="/{name.lower()}", method="GET", level=LLAMA_STACK_API_V1)'
    return f"{IMPORTS}class {name}(Protocol):\n    {route}\n    async def find(self) -> int: ...\n"


def planned(root: Path, files: dict[str, str]) -> Migration:
    """The migration of some files beside rooms."""
    rooms = {"pkg/apis/rooms/__init__.py": "from .rooms import *\n", "pkg/apis/rooms/rooms.py": protocol("Rooms")}
    return plan_migration(tree(root, {**rooms, **files}).checkout)


def exit_code_of(migration: Migration) -> ExitCode:
    """The exit code of a run that writes a migration."""
    return exit_code(MigrateRun(migration, None, written=True))


def refusals(migration: Migration) -> list[tuple[str, str, int, str]]:
    """The findings that are refusals: code, file, line, message."""
    return [
        (item.code, item.place.path.name, item.place.line, message(item.facts))
        for item in migration.findings
        if item.severity is Severity.REFUSAL
    ]


def check_only_rooms_migrate(migration: Migration) -> None:
    """Rooms are migrated, agents are refused and left as they were, and the exit code tells it."""
    changed = {change.path.parts[2] for change in migration.changeset.changes if len(change.path.parts) > 3}
    assert changed == {"rooms", "common"} or changed == {"rooms"}
    assert {item.name: item.outcome for item in migration.packages} == {"agents": "refused", "rooms": "migrated"}
    assert migration.refused
    assert exit_code_of(migration) is ExitCode.REFUSED


def check_refused(root: Path, files: dict[str, str], *refusal: tuple[str, str, int, str]) -> None:
    """Exactly these refusals: code, file, line, message; only rooms are migrated."""
    migration = planned(root, files)
    assert refusals(migration) == list(refusal)
    check_only_rooms_migrate(migration)
