"""LRC302: `@webmethod` on a class that is no Protocol is removed where it repeats one, and stays elsewhere."""

from pathlib import Path, PurePosixPath

import pytest
from refused_apis import exit_code_of, planned, protocol
from trees import told, tree

from llama_router_codemod.contract.stray_webmethod import Reason, StrayWebmethod, stray_files, stray_webmethods
from llama_router_codemod.migrate.migration import Migration
from llama_router_codemod.model.finding import Finding
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.report.exit_codes import ExitCode
from llama_router_codemod.tree.checkout import Checkout

BEFORE = """\
from pkg.apis.rooms.rooms import Rooms
from pkg.schema_utils import webmethod


class Impl(Rooms):
    # Found by route.
    @webmethod(route="/rooms")  # noqa
    async def find(self) -> int: ...
"""
AFTER = """\
from pkg.apis.rooms.service import Rooms


class Impl(Rooms):
    # Found by route.
    # noqa
    async def find(self) -> int: ...
"""
IMPORT = "from pkg.schema_utils import webmethod\n\n\n"
ANOTHER = "    @webmethod(route='/ping')\n    async def ping(self): ...\n"


def strays(migration: Migration) -> list[Finding]:
    return [finding for finding in migration.findings if isinstance(finding.facts, StrayWebmethod)]


@pytest.mark.parametrize("source", ["", BEFORE.replace("@webmethod", "# @webmethod")], ids=["no file", "a comment"])
def test_no_decorator(tmp_path: Path, source: str) -> None:
    assert strays(planned(tmp_path, {"pkg/providers/impl.py": source})) == []


def test_a_decorator_that_repeats_a_protocol(tmp_path: Path) -> None:
    migration = planned(tmp_path, {"pkg/providers/impl.py": BEFORE})
    (finding,) = strays(migration)
    assert finding.facts == StrayWebmethod(Reason.REMOVED, "Impl", "find")
    assert told([finding]) == [("LRC302", 7, "`Impl.find`")]
    (change,) = (item for item in migration.changeset.changes if item.path.name == "impl.py")
    assert (change.after or b"").decode() == AFTER
    assert exit_code_of(migration) is ExitCode.DONE


def test_a_provider_in_a_project_among_the_tests_is_no_test(tmp_path: Path) -> None:
    tree(tmp_path, {"pkg/apis/rooms/rooms.py": protocol("Rooms"), "tests/plugin/src/impl.py": BEFORE})
    for name in ("tests/plugin/__init__.py", "tests/plugin/src/__init__.py"):
        (tmp_path / name).unlink()
    assert stray_files(Symbols(Checkout.open(tmp_path))) == ()
    (tmp_path / "tests/plugin/pyproject.toml").touch()
    assert stray_files(Symbols(Checkout.open(tmp_path))) == (PurePosixPath("tests/plugin/src/impl.py"),)


@pytest.mark.parametrize(
    ("path", "source", "strayed"),
    [
        pytest.param("pkg/impl.py", f"{IMPORT}@webmethod('/a')\ndef f(): ...\n", [("module", "f")], id="a function"),
        pytest.param("pkg/impl.py", f"{IMPORT}class Impl:\n{ANOTHER}", [("Impl", "ping")], id="another method"),
        pytest.param(
            "pkg/impl.py",
            BEFORE + ANOTHER,
            [("Impl", "find"), ("Impl", "ping")],
            id="beside one that repeats a Protocol",
        ),
        pytest.param("tests/test_impl.py", BEFORE, [("Impl", "find")], id="in a test"),
    ],
)
def test_a_decorator_that_may_be_read_stays(
    tmp_path: Path, path: str, source: str, strayed: list[tuple[str, str]]
) -> None:
    migration = planned(tmp_path, {path: source})
    assert [finding.facts for finding in strays(migration)] == [
        StrayWebmethod(Reason.STAYS, owner, method) for owner, method in strayed
    ]
    after = {str(change.path): (change.after or b"").decode() for change in migration.changeset.changes}
    expected = source.replace("rooms.rooms import", "rooms.service import")
    assert after.get(path, source) == expected
    assert exit_code_of(migration) is ExitCode.DONE


@pytest.mark.parametrize("router", ["", "router = APIRouter()\n"], ids=["no router", "a router"])
def test_a_protocol_that_a_run_before_has_migrated_is_one(tmp_path: Path, router: str) -> None:
    """Migrated one by one, the APIs of a checkout leave what they leave when they are migrated at once."""
    service = "from typing import Protocol\n\n\nclass Rooms(Protocol):\n    async def find(self) -> int: ...\n"
    files = {
        "pkg/apis/rooms/service.py": service,
        "pkg/apis/rooms/routes.py": router,
        "pkg/apis/agents/agents.py": protocol("Agents").replace("find", "ask"),
        "pkg/providers/impl.py": BEFORE,
    }
    symbols = tree(tmp_path, files)
    assert [str(path) for path in stray_files(symbols)] == (["pkg/providers/impl.py"] if router else [])
    (finding,) = stray_webmethods(symbols)
    assert finding.facts == StrayWebmethod(Reason.REMOVED if router else Reason.STAYS, "Impl", "find")
