"""What a commit of a series says: a subject, and a body made for a pull request."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

import pytest
from commit_steps import STOCK
from verify_results import result

from llama_router_codemod.contract.served_verb import OtherVerbServedAsPost
from llama_router_codemod.migrate.migration import Migration, Part
from llama_router_codemod.migrate.series import SeriesStep
from llama_router_codemod.report.pull_request import message, subject
from llama_router_codemod.tree.changeset import Changeset, FileChange
from llama_router_codemod.tree.commit_writer import DiffSize

MEASURED = result().model_copy(update={"seed": 3})
MESSAGE = f"""\
Migrate stock to a FastAPI router

The Protocol is in `service.py`, its models in `models.py`, its routes in `routes.py`; imports follow.

| verb | path | method |
| --- | --- | --- |
| GET | `/v1/stock/{{id}}` | `count` |

1 file, 2 lines added, 1 removed (`git diff -M`).

Not verified: `verify` did not run.

| code | place | finding | advice |
| --- | --- | --- | --- |
| {OtherVerbServedAsPost.code} | `shop/apis/stock/stock.py:16` | """


def step(part: Part, name: str = "", *apis: str) -> SeriesStep:
    return SeriesStep(part, name, apis, (), Migration(Changeset(), (), (), 7))


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
