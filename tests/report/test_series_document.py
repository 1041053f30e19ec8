"""What a series of commits says: the message of each, the document of all, and what stands beside them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

import pytest
from verify_results import result

from llama_router_codemod.contract.served_verb import OtherVerbServedAsPost
from llama_router_codemod.migrate.commit_series import SeriesRun, StepResult
from llama_router_codemod.migrate.migration import Migration, Part
from llama_router_codemod.migrate.series import Series, SeriesStep, ServedRoute
from llama_router_codemod.model.finding import Finding
from llama_router_codemod.model.place import Place
from llama_router_codemod.report.pull_request import message, subject
from llama_router_codemod.report.series_document import series_markdown, series_result, series_text, unsigned_text
from llama_router_codemod.tree.changeset import Changeset, FileChange
from llama_router_codemod.tree.commit_writer import DiffSize
from llama_router_codemod.verify.result import VerifyResult

FINDING = Finding(Place(PurePosixPath("shop/apis/stock/stock.py"), 16, 5), OtherVerbServedAsPost("PUT", "/v1/stock"))
CHANGES = Changeset((FileChange(PurePosixPath("shop/apis/stock/service.py"), None, b"a\n"),))
STOCK = SeriesStep(
    Part.APIS,
    "stock",
    ("stock",),
    (ServedRoute("GET", "/v1/stock/{id}", "count"),),
    Migration(CHANGES, (FINDING,), (), 7),
)
MEASURED = result().model_copy(update={"seed": 3})
MESSAGE = """\
Migrate stock to a FastAPI router

The Protocol is in `service.py`, its models in `models.py`, its routes in `routes.py`; imports follow.

| verb | path | method |
| --- | --- | --- |
| GET | `/v1/stock/{id}` | `count` |

1 file, 2 lines added, 1 removed (`git diff -M`).

Not verified: `verify` did not run.

| code | place | finding | advice |
| --- | --- | --- | --- |
| LRC101 | `shop/apis/stock/stock.py:16` | """


def step(part: Part, name: str = "", *apis: str) -> SeriesStep:
    return SeriesStep(part, name, apis, (), Migration(Changeset(), (), (), 7))


def run(
    *, written: bool = True, unsigned: bool = False, evidence: VerifyResult | None = None
) -> SeriesRun[VerifyResult]:
    results = (StepResult(STOCK, DiffSize(1, 2, 1), evidence, "0123456789abcdef", "r/stock"),)
    return SeriesRun("fedcba9876543210", Series((STOCK,), STOCK.migration), results, written, unsigned)


@pytest.mark.parametrize(
    ("of", "words"),
    [
        (step(Part.INFRASTRUCTURE, "infrastructure"), "Serve FastAPI routers beside webmethods"),
        (step(Part.APIS, "stock"), "Migrate stock to a FastAPI router"),
        (step(Part.APIS, "tools", "groups", "runtime"), "Migrate groups and runtime to a FastAPI router"),
        (step(Part.CLEANUP, "clean-up"), "Remove what only webmethods needed"),
    ],
)
def test_subjects(of: SeriesStep, words: str) -> None:
    assert subject(of) == words
    assert message(of, DiffSize(0, 0, 0), None).startswith(f"{words}\n\n")


def test_a_message() -> None:
    told = message(STOCK, DiffSize(1, 2, 1), None)
    assert told.startswith(MESSAGE)
    assert not any(line.startswith("#") for line in told.splitlines())
    assert message(step(Part.CLEANUP), DiffSize(2, 1, 0), None).endswith(
        "\n\n2 files, 1 line added, 0 removed (`git diff -M`).\n\nNot verified: `verify` did not run.\n\nNo findings.\n"
    )


def test_a_message_with_what_was_measured() -> None:
    told = message(STOCK, DiffSize(1, 2, 1), MEASURED)
    assert "\n\n`verify`, against the tree before the series: 0 routes, 0 requests to each tree (seed 3), " in told
    assert "Not verified" not in told


def test_files_in_the_conventions_of_a_tree() -> None:
    changes = Changeset((FileChange(PurePosixPath("apis/stock/fastapi_routes.py"), None, b""),))
    told = message(replace(STOCK, migration=Migration(changes, (), (), 7)), DiffSize(0, 0, 0), None)
    assert "The Protocol is in `api.py`, its models in `models.py`, its routes in `fastapi_routes.py`;" in told


def test_the_document() -> None:
    document = series_result(run(unsigned=True))
    assert (document.base, document.written, document.unsigned) == ("fedcba9876543210", True, True)
    (entry,) = document.commits
    assert f"{entry.subject}\n\n{entry.body}\n" == message(STOCK, DiffSize(1, 2, 1), None)
    assert (entry.name, entry.branch, entry.files, entry.added, entry.removed) == ("stock", "r/stock", 1, 2, 1)
    assert [finding.code for finding in document.migration.findings] == ["LRC101"]
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
