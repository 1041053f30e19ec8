"""The document of a series of commits, and what stands beside them."""

from __future__ import annotations

from commit_steps import STOCK

from llama_router_codemod.contract.served_verb import OtherVerbServedAsPost
from llama_router_codemod.migrate.commit_series import SeriesRun, StepResult
from llama_router_codemod.migrate.series import Series
from llama_router_codemod.report.pull_request import message
from llama_router_codemod.report.series_document import series_markdown, series_result, series_text, unsigned_text
from llama_router_codemod.tree.commit_writer import DiffSize
from llama_router_codemod.verify.result import VerifyResult


def run(
    *, written: bool = True, unsigned: bool = False, evidence: VerifyResult | None = None
) -> SeriesRun[VerifyResult]:
    results = (StepResult(STOCK, DiffSize(1, 2, 1), evidence, "0123456789abcdef", "r/stock"),)
    return SeriesRun("fedcba9876543210", Series((STOCK,), STOCK.migration), results, written, unsigned)


def test_the_document() -> None:
    document = series_result(run(unsigned=True))
    assert (document.base, document.written, document.unsigned) == ("fedcba9876543210", True, True)
    (entry,) = document.commits
    assert f"{entry.subject}\n\n{entry.body}\n" == message(STOCK, DiffSize(1, 2, 1), None)
    assert (entry.name, entry.branch, entry.files, entry.added, entry.removed) == ("stock", "r/stock", 1, 2, 1)
    assert [finding.code for finding in document.migration.findings] == [OtherVerbServedAsPost.code]
    assert not series_result(run(written=False, unsigned=True)).unsigned


def test_lines() -> None:
    (line,) = series_text(series_result(run()))
    assert line.plain == "0123456789ab Migrate stock to a FastAPI router (1 file, +2 -1) [r/stock]"
    assert list(series_text(series_result(run(written=False)))) == []


def test_pull_requests() -> None:
    told = series_markdown(series_result(run()))
    assert f"{told}\n" == f"# {message(STOCK, DiffSize(1, 2, 1), None)}"


def test_how_to_sign() -> None:
    assert list(unsigned_text(series_result(run()))) == []
    first, second = unsigned_text(series_result(run(unsigned=True)))
    assert first.plain.startswith("The commits are not signed, though commit.gpgSign is set")
    assert "`git rebase --force-rebase --gpg-sign fedcba987654`" in second.plain
