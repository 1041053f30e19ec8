"""Changesets that are stopped half-way, at every call that could fail, and what the next run makes of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from changeset_tree import AFTER, CHANGES, change, make_tree, snapshot, write

import llama_router_codemod
from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.changeset import JOURNAL_NAME, Changeset, apply_changeset, recover

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _umask() -> Iterator[None]:
    previous = os.umask(0o022)
    yield
    os.umask(previous)


class Fault:
    """Stands in for a function of `os` and raises at its n-th call, or from then on."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, name: str, error: BaseException, at: int, lasting: bool
    ) -> None:
        self.function = getattr(os, name)
        self.error = error
        self.at = at
        self.lasting = lasting
        self.calls = 0
        monkeypatch.setattr(os, name, self)

    def __call__(self, *arguments: object, **options: object) -> object:
        self.calls += 1
        if self.calls == self.at or (self.lasting and self.calls > self.at):
            raise self.error
        return self.function(*arguments, **options)


@pytest.mark.parametrize(
    ("name", "error", "calls"),
    [
        ("replace", OSError("disk full"), 7),
        ("replace", KeyboardInterrupt(), 7),
        ("unlink", OSError("no"), 4),
        ("unlink", KeyboardInterrupt(), 4),
        ("mkdir", OSError("no"), 2),
        ("mkdir", KeyboardInterrupt(), 2),
        ("rmdir", KeyboardInterrupt(), 3),
        ("fsync", KeyboardInterrupt(), 13),
    ],
)
def test_fault_at_every_call_is_rolled_back(tmp_path: Path, name: str, error: BaseException, calls: int) -> None:
    before = snapshot(make_tree(tmp_path / "untouched"))
    for at in count(1):
        root = make_tree(tmp_path / f"tree {at}")
        with pytest.MonkeyPatch.context() as patch:
            fault = Fault(patch, name, error, at, lasting=False)
            try:
                apply_changeset(root, CHANGES)
            except type(error):
                assert fault.calls >= at
            else:
                assert fault.calls < at
                break
        assert snapshot(root) == before
    assert (at - 1, snapshot(root)) == (calls, AFTER)


def test_fault_while_staging_removes_the_half_written_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_tree(tmp_path / "tree")
    before = snapshot(root)
    Fault(monkeypatch, "fsync", OSError("disk full"), 4, lasting=False)
    with pytest.raises(OSError, match=r"^disk full$"):
        apply_changeset(root, CHANGES)
    assert snapshot(root) == before


@pytest.mark.parametrize("at", range(2, 8))
def test_fault_that_also_stops_the_rollback_is_recovered(tmp_path: Path, at: int) -> None:
    root = make_tree(tmp_path / "tree")
    before = snapshot(root)
    with pytest.MonkeyPatch.context() as patch:
        Fault(patch, "replace", OSError("disk full"), at, lasting=True)
        with pytest.raises(OSError, match=r"^disk full$"):
            apply_changeset(root, CHANGES)
    recover(root)
    assert snapshot(root) == before


KILLED_RUN = """
import os, sys
from pathlib import Path
from changeset_tree import CHANGES
from llama_router_codemod.tree.changeset import apply_changeset
name, at, root = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
function, calls = getattr(os, name), 0
def killed(*arguments, **options):
    global calls
    calls += 1
    if calls == at:
        os._exit(9)
    return function(*arguments, **options)
setattr(os, name, killed)
apply_changeset(root, CHANGES)
"""


@pytest.mark.parametrize(
    ("name", "at", "recovered"),
    [
        ("fsync", 1, False),
        ("replace", 1, False),
        ("replace", 2, True),
        ("replace", 5, True),
        ("rmdir", 2, True),
        ("unlink", 4, True),
    ],
)
def test_killed_run_is_recovered(tmp_path: Path, name: str, at: int, recovered: bool) -> None:
    root = make_tree(tmp_path / "tree")
    before = snapshot(root)
    python_path = os.pathsep.join(
        str(place) for place in (Path(llama_router_codemod.__file__).parents[1], Path(__file__).parents[1])
    )
    run = subprocess.run(
        [sys.executable, "-c", KILLED_RUN, name, str(at), str(root)],
        env={**os.environ, "PYTHONPATH": python_path},
        check=False,
    )
    assert run.returncode == 9
    assert snapshot(root) != before
    assert recover(root) is recovered
    assert snapshot(root) == before
    assert recover(root) is False
    apply_changeset(root, CHANGES)
    assert snapshot(root) == AFTER


def interrupt(root: Path) -> None:
    """Leave `root` as a killed run does: all written, nothing cleaned up."""
    with pytest.MonkeyPatch.context() as patch:
        Fault(patch, "unlink", OSError("killed"), 4, lasting=True)
        with pytest.raises(OSError, match=r"^killed$"):
            apply_changeset(root, CHANGES)


def test_recover_keeps_a_later_edit(tmp_path: Path) -> None:
    root = make_tree(tmp_path / "tree")
    original = snapshot(root)
    interrupt(root)
    write(root, "plain.py", b"by hand\n", 0o600)
    before = snapshot(root)
    with pytest.raises(InputError) as caught:
        recover(root)
    assert str(caught.value) == (
        f"plain.py was edited after an interrupted run; its old content is in {JOURNAL_NAME}\n"
        f"Move the file away and run again, or delete {JOURNAL_NAME} to keep everything as it is now."
    )
    assert snapshot(root) == before
    (root / "plain.py").unlink()
    assert recover(root) is True
    assert snapshot(root) == original


def test_recover_keeps_a_directory_in_the_place_of_a_file(tmp_path: Path) -> None:
    root = make_tree(tmp_path / "tree")
    interrupt(root)
    (root / "plain.py").unlink()
    (root / "plain.py").mkdir()
    before = snapshot(root)
    with pytest.raises(InputError, match=r"^plain.py was edited after an interrupted run; "):
        recover(root)
    assert snapshot(root) == before


def test_recover_through_a_linked_root(tmp_path: Path) -> None:
    root = make_tree(tmp_path / "tree")
    before = snapshot(root)
    interrupt(root)
    (tmp_path / "entrance").symlink_to(root)
    assert recover(tmp_path / "entrance") is True
    assert snapshot(root) == before


def test_recover_keeps_files_added_to_created_directories(tmp_path: Path) -> None:
    root = make_tree(tmp_path / "tree")
    before = snapshot(root)
    interrupt(root)
    write(root, "new/mine.py", b"mine\n")
    assert recover(root) is True
    assert snapshot(root) == {**before, "new": "directory", "new/mine.py": (b"mine\n", 0o644)}


def test_journal_can_be_read_by_a_person(tmp_path: Path) -> None:
    write(tmp_path, "kept.py", "# ä\n".encode())
    with pytest.MonkeyPatch.context() as patch:
        Fault(patch, "unlink", OSError("killed"), 2, lasting=True)
        with pytest.raises(OSError, match=r"^killed$"):
            apply_changeset(tmp_path, Changeset((change("kept.py", "# ä\n".encode(), b""), change("d/a", None, b"a"))))
    assert json.loads((tmp_path / JOURNAL_NAME).read_bytes()) == {
        "version": 1,
        "directories": ["d"],
        "changes": [
            {"path": "d/a", "before": None, "after": "a", "mode": 0o100644, "permissions": None},
            {"path": "kept.py", "before": "# Ã¤\n", "after": "", "mode": 0o100644, "permissions": 0o644},
        ],
    }


def journal(path: str, before: str | int) -> str:
    """A journal that has `path` deleted."""
    step = {"path": path, "before": before, "after": None, "mode": 0o100644, "permissions": 0o644}
    return json.dumps({"version": 1, "directories": [], "changes": [step]})


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Expecting value: line 1 column 1 (char 0)"),
        ("[]", "list indices must be integers or slices, not str"),
        ('{"version": 2}', "unknown version 2"),
        ('{"version": 1}', "'directories'"),
        ('{"version": 1, "directories": ["../x"], "changes": []}', "not a path below the checkout root: {root}/../x"),
        (journal("/x", ""), "not a path below the checkout root: /x"),
        (journal("out/x", ""), "not a path below the checkout root: {root}/out/x"),
        (journal(".git/hooks/x", ""), "not a file of the checkout but of git: .git/hooks/x"),
        (journal("x", 1), "'int' object has no attribute 'encode'"),
    ],
)
def test_journal_that_cannot_be_used(tmp_path: Path, text: str, reason: str) -> None:
    root = make_tree(tmp_path / "tree")
    (root / "out").symlink_to(tmp_path)
    write(root, JOURNAL_NAME, text.encode())
    before = snapshot(tmp_path)
    with pytest.raises(InputError) as caught:
        recover(root)
    assert caught.value.message == f"{JOURNAL_NAME} cannot be used: {reason.format(root=root)}"
    assert caught.value.remedy == f"Check the files of the checkout, then delete {JOURNAL_NAME}."
    assert snapshot(tmp_path) == before


def test_journal_that_is_a_directory(tmp_path: Path) -> None:
    (tmp_path / JOURNAL_NAME).mkdir()
    with pytest.raises(InputError, match=f"^{JOURNAL_NAME} cannot be used: "):
        recover(tmp_path)
