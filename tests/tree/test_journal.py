"""The journal: where it is kept, what it says, and what it may not say."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.journal import (
    HeadMove,
    Journal,
    journal_path,
    load_journal,
    remove_journal,
    save_journal,
)
from llama_router_codemod.tree.step import Step

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "tree").mkdir()
    return tmp_path / "tree"


def journal(root: Path) -> Journal:
    return Journal("token", (Step(root, 0, PurePosixPath("d/a.py"), None, "digest"),), (root / "d",))


def test_no_journal(root: Path) -> None:
    assert load_journal(root) is None
    remove_journal(root)


def test_a_journal_is_kept_outside_the_checkout(root: Path, tmp_path: Path) -> None:
    save_journal(root, journal(root))
    assert list(root.iterdir()) == []
    assert journal_path(root).parent == tmp_path / "state/llama-router-codemod"
    assert load_journal(root) == journal(root)
    assert json.loads(journal_path(root).read_bytes()) == {
        "version": 3,
        "root": str(root),
        "token": "token",
        "finished": False,
        "head": None,
        "directories": ["d"],
        "steps": [{"path": "d/a.py", "before": None, "after": "digest"}],
    }
    remove_journal(root)
    assert load_journal(root) is None


def test_a_journal_of_a_run_that_commits(root: Path) -> None:
    committing = replace(journal(root), head=HeadMove("old", "new"))
    save_journal(root, committing)
    assert load_journal(root) == committing


def test_a_journal_belongs_to_the_real_path(root: Path, tmp_path: Path) -> None:
    (tmp_path / "entrance").symlink_to(root)
    (tmp_path / "other").mkdir()
    save_journal(root, journal(root))
    assert load_journal(tmp_path / "entrance") == journal(root)
    assert load_journal(tmp_path / "other") is None


def test_a_state_directory_in_the_checkout(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(root / "state"))
    with pytest.raises(InputError, match="the directory for journals is in the checkout: ") as caught:
        save_journal(root, journal(root))
    assert caught.value.remedy == "Set XDG_STATE_HOME to another place."
    assert list(root.iterdir()) == []


def test_a_state_directory_that_cannot_be_made(root: Path, tmp_path: Path) -> None:
    (tmp_path / "state").touch()
    with pytest.raises(InputError, match="the journal cannot be written: "):
        save_journal(root, journal(root))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Expecting value: line 1 column 1"),
        ("[]", "list indices must be integers or slices, not str"),
        ('{"version": 1}', "unknown version 1"),
        ('{"version": 3}', "'directories'"),
        ('{"version": 3, "directories": ["../x"], "steps": []}', "not a path below the checkout root: "),
        (
            '{"version": 3, "directories": [], "steps": [{"path": "out/x", "before": "", "after": null}]}',
            "not a path below the checkout root: ",
        ),
    ],
)
def test_a_journal_that_cannot_be_used(root: Path, tmp_path: Path, text: str, reason: str) -> None:
    (root / "out").symlink_to(tmp_path)
    save_journal(root, journal(root))
    journal_path(root).write_text(text, encoding="ascii")
    with pytest.raises(InputError) as caught:
        load_journal(root)
    assert f"this journal cannot be used: {reason}" in caught.value.message
    assert caught.value.remedy == "Restore the checkout from version control."
