import os
from pathlib import PurePosixPath

import pytest
from rich.console import Console, RenderableType

from llama_router_codemod.contract.served_path import MissingLevel
from llama_router_codemod.contract.unreadable_webmethod import Reason as UnreadableReason
from llama_router_codemod.contract.unreadable_webmethod import UnreadableWebmethod
from llama_router_codemod.contract.untyped_parameter import UntypedParameter
from llama_router_codemod.inventory.inventory import ApiEntry, Inventory
from llama_router_codemod.migrate.migration import Migration, Outcome, PackageOutcome
from llama_router_codemod.migrate.run import MigrateRun
from llama_router_codemod.model.api import State
from llama_router_codemod.model.catalogue import CATALOGUE
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.place import Place
from llama_router_codemod.report.messages import message
from llama_router_codemod.report.text import findings_text, inventory_text, summary_text
from llama_router_codemod.tree.changeset import Changeset, FileChange
from llama_router_codemod.verify.result import VerifyResult


def printed(items: list[RenderableType]) -> str:
    console = Console(width=200, soft_wrap=True)
    with console.capture() as capture:
        for item in items:
            console.print(item)
    return "\n".join(line.rstrip() for line in capture.get().splitlines())


def finding(facts: Facts, line: int, path: str = "a.py") -> Finding:
    return Finding(Place(PurePosixPath(path), line), facts)


def title(facts: type[Facts]) -> str:
    return f"{facts.code} {CATALOGUE[facts.code].title}"


def advice(facts: type[Facts]) -> str:
    return f"  {CATALOGUE[facts.code].advice}"


def test_no_findings() -> None:
    assert list(findings_text([])) == []


def test_findings_by_code_refusals_last() -> None:
    refused = UnreadableWebmethod(UnreadableReason.ROUTE)
    found = [
        finding(refused, 1),
        finding(MissingLevel("[bold]"), 3),
        finding(UntypedParameter("x", ("Impl",)), 9),
        finding(MissingLevel("/a"), 2),
    ]
    assert printed(list(findings_text(found))) == "\n".join(
        [
            title(UntypedParameter),
            advice(UntypedParameter),
            f"  a.py:9:1: {message(UntypedParameter('x', ('Impl',)))}",
            title(MissingLevel),
            advice(MissingLevel),
            f"  a.py:2:1: {message(MissingLevel('/a'))}",
            f"  a.py:3:1: {message(MissingLevel('[bold]'))}",
            title(UnreadableWebmethod),
            advice(UnreadableWebmethod),
            f"  a.py:1:1: {message(refused)}",
        ]
    )


def test_a_name_that_is_no_utf_8() -> None:
    *_, last = findings_text([finding(MissingLevel("/a"), 2, os.fsdecode(b"caf\xe9.py"))])
    assert printed([last]) == f"  caf\\xe9.py:2:1: {message(MissingLevel('/a'))}"


def test_a_migrated_and_an_unserved_api() -> None:
    empty = {"protocol": None, "module": None, "levels": [], "routes": []}
    apis = [
        ApiEntry(name="a", package="a", state=State.MIGRATED, served=True, **empty),
        ApiEntry(name="b", package="b", state=State.PENDING, served=False, **empty),
    ]
    lines = printed(list(inventory_text(Inventory(api_root="pkg/apis", apis=apis)))).splitlines()
    assert [line.split() for line in lines[2:4]] == [
        ["a", "migrated", "0"],
        ["b", "pending,", "not", "served", "0"],
    ]
    assert lines[-1] == "2 APIs, 0 routes below pkg/apis"


def package(outcome: Outcome, reason: str = "", routes: int = 2) -> PackageOutcome:
    return PackageOutcome("a", ("a",), routes, outcome, reason)


CREATED, MODIFIED, DELETED = (None, b"x"), (b"x", b"y"), (b"x", None)


@pytest.mark.parametrize(
    ("written", "files", "packages", "text"),
    [
        pytest.param(
            True,
            [],
            [],
            "7 files scanned; 0 API packages migrated (0 routes), 0 skipped, 0 refused; no file changes; 0 findings",
            id="nothing",
        ),
        pytest.param(
            True,
            [CREATED, CREATED, MODIFIED, DELETED],
            [
                package(Outcome.MIGRATED, routes=1),
                package(Outcome.SKIPPED, "not selected"),
                package(Outcome.SKIPPED, "migrated already"),
                package(Outcome.SKIPPED, "not selected"),
                package(Outcome.REFUSED, "see its findings"),
            ],
            "7 files scanned; 1 API package migrated (1 route), "
            "3 skipped (1 migrated already, 2 not selected), 1 refused; "
            "2 files created, 1 modified, 1 deleted, written; 0 findings",
            id="everything",
        ),
        pytest.param(
            False,
            [MODIFIED],
            [package(Outcome.MIGRATED)],
            "7 files scanned; 1 API package migrated (2 routes), 0 skipped, 0 refused; "
            "0 files created, 1 modified, 0 deleted, not written (--diff); 0 findings",
            id="diff",
        ),
    ],
)
def test_summary(
    written: bool, files: list[tuple[bytes | None, bytes | None]], packages: list[PackageOutcome], text: str
) -> None:
    changes = tuple(FileChange(PurePosixPath(f"{number}.py"), *change) for number, change in enumerate(files))
    run = MigrateRun[VerifyResult](Migration(Changeset(changes), (), tuple(packages), 7), None, written=written)
    assert summary_text(run).plain == text
