"""One run: planned, proven if asked for, written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from repository import git
from small_tree import small_tree, tree_bytes

from llama_router_codemod.conventions import unrelated_packages
from llama_router_codemod.migrate.migration import MigrateOptions, Migration
from llama_router_codemod.migrate.run import MigrateRun, Writing, migrate
from llama_router_codemod.model.errors import InputError
from llama_router_codemod.model.progress import Counted

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Verdict:
    """Evidence that says yes or no."""

    is_accepted: bool


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return small_tree(tmp_path / "tree")


def proven(tree: Path, accepted: bool, *, enabled: bool = True) -> tuple[MigrateRun[Verdict], list[Migration]]:
    """A run with a proof that says yes or no, and what it was asked about."""
    asked: list[Migration] = []

    def prove(planned: Migration) -> Verdict:
        asked.append(planned)
        return Verdict(accepted)

    return migrate(tree, MigrateOptions(), Writing(enabled), prove), asked


def test_a_tree_without_an_api_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "main.py").touch()
    with pytest.raises(InputError, match="no API found"):
        migrate(tmp_path, MigrateOptions(), Writing())


def test_writing(tree: Path) -> None:
    before = tree_bytes(tree)
    done = migrate(tree, MigrateOptions(), Writing())
    assert (done.written, done.is_accepted, done.evidence) == (True, True, None)
    changed = {str(change.path) for change in done.migration.changeset.changes}
    after = tree_bytes(tree)
    assert changed == {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def test_nothing_is_looked_for_in_packages_that_have_nothing_to_do_with_the_apis(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes = migrate(tree, MigrateOptions(), Writing(enabled=False)).migration.changeset.changes
    (tree / "other.py").write_text("router = APIRouter(\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"other\.py:1:19: does not parse"):
        migrate(tree, MigrateOptions(), Writing(enabled=False))
    monkeypatch.setattr(unrelated_packages, "FEW", 0)
    assert migrate(tree, MigrateOptions(), Writing()).migration.changeset.changes == changes


def test_new_files_that_git_ignores(tree: Path) -> None:
    """They would be missing in the commit."""
    git(tree, "init")
    (tree / ".gitignore").write_text("routes.py\n", encoding="utf-8")
    git(tree, "add", ".")
    git(tree, "commit", "-m", "start")
    before = tree_bytes(tree)
    with pytest.raises(InputError, match=r"routes.py: git ignores this new file"):
        migrate(tree, MigrateOptions(), Writing())
    assert tree_bytes(tree) == before
    assert not migrate(tree, MigrateOptions(), Writing(enabled=False)).migration.changeset.is_empty


def test_a_second_run_changes_nothing(tree: Path) -> None:
    migrate(tree, MigrateOptions(), Writing())
    before = tree_bytes(tree)
    done, asked = proven(tree, accepted=False)
    assert done.migration.changeset.is_empty
    assert (done.written, done.evidence, asked) == (True, None, []), "there is nothing to prove"
    assert tree_bytes(tree) == before


def test_not_writing(tree: Path) -> None:
    before = tree_bytes(tree)
    done = migrate(tree, MigrateOptions(), Writing(enabled=False))
    assert not done.written
    assert not done.migration.changeset.is_empty
    assert tree_bytes(tree) == before


@pytest.mark.parametrize("accepted", [True, False], ids=["yes", "no"])
def test_a_proof_decides(tree: Path, accepted: bool) -> None:
    before = tree_bytes(tree)
    done, asked = proven(tree, accepted)
    assert (done.evidence, done.is_accepted, done.written) == (Verdict(accepted), accepted, accepted)
    assert asked == [done.migration]
    assert (tree_bytes(tree) == before) is not accepted


def test_a_proof_of_what_is_not_written(tree: Path) -> None:
    before = tree_bytes(tree)
    done, asked = proven(tree, accepted=True, enabled=False)
    assert (done.written, len(asked)) == (False, 1)
    assert tree_bytes(tree) == before


def test_of_two_runs_at_once_the_second_is_refused(tree: Path) -> None:
    before = tree_bytes(tree)

    def prove(planned: Migration) -> Verdict:
        with pytest.raises(InputError, match="another run is at work in this checkout"):
            migrate(tree, MigrateOptions(), Writing())
        assert migrate(tree, MigrateOptions(), Writing(enabled=False)).migration == planned, "reading is no matter"
        assert tree_bytes(tree) == before
        return Verdict(is_accepted=True)

    assert migrate(tree, MigrateOptions(), Writing(), prove).written


def test_each_step_is_reported(tree: Path) -> None:
    steps: list[str | Counted] = []
    migrate(tree, MigrateOptions(apis=("stock",)), Writing(), report=steps.append)
    assert steps == [
        "Reading the APIs",
        Counted("Reading stock", 0, 1),
        "Reading imports",
        Counted("Writing stock", 0, 1),
        "Formatting",
    ]
