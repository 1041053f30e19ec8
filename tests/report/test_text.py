import pytest
from rich.console import Console, RenderableType

from llama_router_codemod.contract.served_path import MissingLevel
from llama_router_codemod.contract.unreadable_webmethod import UnreadableWebmethod
from llama_router_codemod.contract.untyped_parameter import UntypedParameter
from llama_router_codemod.inventory.inventory import ApiEntry, Inventory
from llama_router_codemod.model.api import State
from llama_router_codemod.model.catalogue import CATALOGUE
from llama_router_codemod.model.finding import Facts, Severity
from llama_router_codemod.report.migrate_document import FileEntry, FindingEntry, MigrateResult, PackageEntry
from llama_router_codemod.report.text import findings_text, inventory_text, summary_text


def printed(items: list[RenderableType]) -> str:
    console = Console(width=200, soft_wrap=True)
    with console.capture() as capture:
        for item in items:
            console.print(item)
    return "\n".join(line.rstrip() for line in capture.get().splitlines())


def finding(code: str, line: int, severity: Severity = Severity.NOTE) -> FindingEntry:
    kind = CATALOGUE[code]
    return FindingEntry(
        code=code,
        severity=severity,
        title=kind.title,
        path="a.py",
        line=line,
        column=1,
        api=None,
        method=None,
        message=f"[bold] {line}",
        advice=kind.advice,
    )


def title(facts: type[Facts]) -> str:
    return f"{facts.code} {CATALOGUE[facts.code].title}"


def advice(facts: type[Facts]) -> str:
    return f"  {CATALOGUE[facts.code].advice}"


def test_no_findings() -> None:
    assert list(findings_text([])) == []


def test_findings_by_code_refusals_last() -> None:
    found = [
        finding(UnreadableWebmethod.code, 1, Severity.REFUSAL),
        finding(MissingLevel.code, 3),
        finding(UntypedParameter.code, 9),
        finding(MissingLevel.code, 2),
    ]
    assert printed(list(findings_text(found))) == "\n".join(
        [
            title(UntypedParameter),
            advice(UntypedParameter),
            "  a.py:9:1: [bold] 9",
            title(MissingLevel),
            advice(MissingLevel),
            "  a.py:2:1: [bold] 2",
            "  a.py:3:1: [bold] 3",
            title(UnreadableWebmethod),
            advice(UnreadableWebmethod),
            "  a.py:1:1: [bold] 1",
        ]
    )


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


def package(outcome: str, reason: str = "", routes: int = 2) -> PackageEntry:
    return PackageEntry(name="a", apis=["a"], routes=routes, outcome=outcome, reason=reason)


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
            ["created", "created", "modified", "deleted"],
            [
                package("migrated", routes=1),
                package("skipped", "not selected"),
                package("skipped", "migrated already"),
                package("skipped", "not selected"),
                package("refused", "see its findings"),
            ],
            "7 files scanned; 1 API package migrated (1 route), "
            "3 skipped (1 migrated already, 2 not selected), 1 refused; "
            "2 files created, 1 modified, 1 deleted, written; 0 findings",
            id="everything",
        ),
        pytest.param(
            False,
            ["modified"],
            [package("migrated")],
            "7 files scanned; 1 API package migrated (2 routes), 0 skipped, 0 refused; "
            "0 files created, 1 modified, 0 deleted, not written (--diff); 0 findings",
            id="diff",
        ),
    ],
)
def test_summary(written: bool, files: list[str], packages: list[PackageEntry], text: str) -> None:
    entries = [FileEntry(path=f"{number}.py", change=change) for number, change in enumerate(files)]
    result = MigrateResult(written=written, scanned=7, files=entries, packages=packages, findings=[])
    assert summary_text(result).plain == text
