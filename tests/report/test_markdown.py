from pathlib import PurePosixPath

from llama_router_codemod.contract.return_type import OtherReturnType
from llama_router_codemod.migrate.migration import Migration
from llama_router_codemod.migrate.run import MigrateRun
from llama_router_codemod.model.catalogue import CATALOGUE
from llama_router_codemod.model.finding import Finding
from llama_router_codemod.model.place import Place
from llama_router_codemod.report.markdown import migrate_markdown
from llama_router_codemod.tree.changeset import Changeset
from llama_router_codemod.verify.result import VerifyResult


def run_with(*findings: Finding) -> MigrateRun[VerifyResult]:
    return MigrateRun(Migration(Changeset(), findings, (), 0), None, written=True)


HEAD = """\
## Migration

0 files scanned; 0 API packages migrated (0 routes), 0 skipped, 0 refused; no file changes; {}

| package | APIs | routes | outcome | reason |
| --- | --- | --- | --- | --- |

"""


def test_no_findings() -> None:
    assert migrate_markdown(run_with()) == HEAD.format("0 findings") + "No findings.\n"


def test_a_bar_does_not_end_a_cell() -> None:
    facts = OtherReturnType("Impl", "int | None", "int")
    found = Finding(Place(PurePosixPath("a.py"), 3), facts)
    assert migrate_markdown(run_with(found)) == HEAD.format("1 finding") + (
        "| code | place | finding | advice |\n"
        "| --- | --- | --- | --- |\n"
        f"| {facts.code} | `a.py:3` | Impl returns `int \\| None`, the Protocol `int` "
        f"| {CATALOGUE[facts.code].advice} |\n"
    )
