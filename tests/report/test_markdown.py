from llama_router_codemod.contract.return_type import OtherReturnType
from llama_router_codemod.model.catalogue import CATALOGUE
from llama_router_codemod.model.finding import Severity
from llama_router_codemod.report.markdown import migrate_markdown
from llama_router_codemod.report.migrate_document import FindingEntry, MigrateResult

EMPTY = MigrateResult(written=True, scanned=0, files=[], packages=[], findings=[])
HEAD = """\
## Migration

0 files scanned; 0 API packages migrated (0 routes), 0 skipped, 0 refused; no file changes; {}

| package | APIs | routes | outcome | reason |
| --- | --- | --- | --- | --- |

"""


def test_no_findings() -> None:
    assert migrate_markdown(EMPTY) == HEAD.format("0 findings") + "No findings.\n"


def test_a_bar_does_not_end_a_cell() -> None:
    kind = CATALOGUE[OtherReturnType.code]
    found = FindingEntry(
        code=OtherReturnType.code,
        severity=Severity.NOTE,
        title=kind.title,
        path="a.py",
        line=3,
        column=1,
        api=None,
        method=None,
        message="`x: int | None`",
        advice=kind.advice,
    )
    assert migrate_markdown(EMPTY.model_copy(update={"findings": [found]})) == HEAD.format("1 finding") + (
        "| code | place | finding | advice |\n"
        "| --- | --- | --- | --- |\n"
        f"| {OtherReturnType.code} | `a.py:3` | `x: int \\| None` | {kind.advice} |\n"
    )
