"""LRC302: `@webmethod` on a class that is no Protocol is removed."""

from pathlib import Path

import pytest
from refused_apis import exit_code_of, planned
from trees import told

from llama_router_codemod.contract.stray_webmethod import StrayWebmethod
from llama_router_codemod.report.exit_codes import ExitCode

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


@pytest.mark.parametrize("source", ["", BEFORE.replace("@webmethod", "# @webmethod")], ids=["no file", "a comment"])
def test_no_decorator(tmp_path: Path, source: str) -> None:
    found = planned(tmp_path, {"pkg/providers/impl.py": source}).findings
    assert [finding for finding in found if isinstance(finding.facts, StrayWebmethod)] == []


def test_a_decorator_on_an_implementation(tmp_path: Path) -> None:
    migration = planned(tmp_path, {"pkg/providers/impl.py": BEFORE})
    (finding,) = (finding for finding in migration.findings if isinstance(finding.facts, StrayWebmethod))
    assert told([finding]) == [("LRC302", 7, "`Impl.find`")]
    (change,) = (item for item in migration.changeset.changes if item.path.name == "impl.py")
    assert (change.after or b"").decode() == AFTER
    assert exit_code_of(migration) is ExitCode.DONE


def test_a_decorator_on_a_function(tmp_path: Path) -> None:
    source = "from pkg.schema_utils import webmethod\n\n\n@webmethod('/a')\ndef f(): ...\n"
    found = planned(tmp_path, {"pkg/providers/impl.py": source}).findings
    assert told(item for item in found if isinstance(item.facts, StrayWebmethod)) == [("LRC302", 4, "`module.f`")]
