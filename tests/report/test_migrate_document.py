from pathlib import PurePosixPath

import pytest
from verify_results import result

from llama_router_codemod.contract.mixed_package import MixedPackage
from llama_router_codemod.migrate.migration import Migration, Outcome, PackageOutcome
from llama_router_codemod.migrate.run import MigrateRun
from llama_router_codemod.model.catalogue import CATALOGUE
from llama_router_codemod.model.finding import Finding, Severity
from llama_router_codemod.model.place import Place
from llama_router_codemod.report.migrate_document import (
    FileEntry,
    FindingEntry,
    MigrateResult,
    PackageEntry,
    finding_entry,
    migrate_result,
)
from llama_router_codemod.tree.changeset import Changeset, FileChange
from llama_router_codemod.verify.result import VerifyResult

NOTHING = Migration(Changeset(()), (), (), 7)
FINDING = Finding(Place(PurePosixPath("a/b.py"), 3, 5), MixedPackage("agents"), "agents", "find")
EVIDENCE = result()


def test_nothing_to_do() -> None:
    run = MigrateRun[VerifyResult](NOTHING, None, written=False)
    assert migrate_result(run) == MigrateResult(written=False, scanned=7, files=[], packages=[], findings=[])


def test_a_finding_with_the_words_of_the_catalogue() -> None:
    kind = CATALOGUE[MixedPackage.code]
    assert finding_entry(FINDING) == FindingEntry(
        code=MixedPackage.code,
        severity=Severity.REFUSAL,
        title=kind.title,
        path="a/b.py",
        line=3,
        column=5,
        api="agents",
        method="find",
        message="agents has both a router and @webmethod",
        advice=kind.advice,
    )


def test_everything() -> None:
    changes = (
        FileChange(PurePosixPath("a.py"), None, b"x"),
        FileChange(PurePosixPath("b.py"), b"x", b"y"),
        FileChange(PurePosixPath("c.py"), b"x", None),
        FileChange(PurePosixPath("d.py"), b"x", None),
    )
    packages = (PackageOutcome("tools", ("a", "b"), 2, Outcome.REFUSED, "see its findings"),)
    migration = Migration(Changeset(changes), (FINDING,), packages, 7)
    document = migrate_result(MigrateRun(migration, EVIDENCE, written=True))
    assert (document.written, document.verification) == (True, EVIDENCE)
    assert document.files == [
        FileEntry(path="a.py", change="created"),
        FileEntry(path="b.py", change="modified"),
        FileEntry(path="c.py", change="deleted"),
        FileEntry(path="d.py", change="deleted"),
    ]
    assert [document.count(change) for change in ("created", "modified", "deleted")] == [1, 1, 2]
    assert document.packages == [
        PackageEntry(name="tools", apis=["a", "b"], routes=2, outcome="refused", reason="see its findings")
    ]
    assert document.findings == [finding_entry(FINDING)]


@pytest.mark.parametrize("evidence", [None, EVIDENCE], ids=["not asked for", "asked for"])
def test_the_document_can_be_read_back(evidence: VerifyResult | None) -> None:
    document = migrate_result(MigrateRun(NOTHING, evidence, written=True))
    assert MigrateResult.model_validate_json(document.model_dump_json(), extra="forbid") == document
