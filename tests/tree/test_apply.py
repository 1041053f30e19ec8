"""Changesets that are written: nothing to do first, then what is written and what is refused."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import pytest
from changeset_tree import AFTER, CHANGES, change, make_tree, snapshot, write

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.apply import apply_changeset
from llama_router_codemod.tree.changeset import Changeset, FileChange
from llama_router_codemod.tree.file_mode import EXECUTABLE_MODE

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _umask() -> Iterator[None]:
    previous = os.umask(0o022)
    yield
    os.umask(previous)


def assert_refused(root: Path, changeset: Changeset, message: str, remedy: str) -> None:
    before = snapshot(root)
    with pytest.raises(InputError) as caught:
        apply_changeset(root, changeset)
    assert (caught.value.message, caught.value.remedy) == (message, remedy)
    assert snapshot(root) == before


# Nothing to do


def test_empty_changeset_writes_nothing(tmp_path: Path) -> None:
    root = make_tree(tmp_path / "tree")
    before = snapshot(root)
    apply_changeset(root, Changeset())
    assert Changeset().is_empty
    assert snapshot(root) == before


def test_empty_changeset_needs_no_permission(tmp_path: Path) -> None:
    apply_changeset(tmp_path / "no such directory", Changeset())


# Writing


def test_apply(tmp_path: Path) -> None:
    root = make_tree(tmp_path / "tree")
    apply_changeset(root, CHANGES)
    assert snapshot(root) == AFTER


def test_apply_through_a_linked_root(tmp_path: Path) -> None:
    root = make_tree(tmp_path / "tree")
    (tmp_path / "entrance").symlink_to(root)
    apply_changeset(tmp_path / "entrance", CHANGES)
    assert snapshot(root) == AFTER


def test_apply_below_a_linked_directory(tmp_path: Path) -> None:
    (tmp_path / "package").mkdir()
    (tmp_path / "alias").symlink_to("package")
    apply_changeset(tmp_path, Changeset((change("alias/new/a.py", None, b"a\n"),)))
    assert snapshot(tmp_path) == {
        "alias": "link to package",
        "package": "directory",
        "package/new": "directory",
        "package/new/a.py": (b"a\n", 0o644),
    }


def test_emptied_directories_stop_at_the_first_that_is_not_empty(tmp_path: Path) -> None:
    write(tmp_path, "a/b/c/gone.py", b"x")
    write(tmp_path, "a/stays.py", b"y")
    apply_changeset(tmp_path, Changeset((change("a/b/c/gone.py", b"x", None),)))
    assert snapshot(tmp_path) == {"a": "directory", "a/stays.py": (b"y", 0o644)}


def test_root_stays_when_it_is_emptied(tmp_path: Path) -> None:
    write(tmp_path, "gone.py", b"x")
    apply_changeset(tmp_path, Changeset((change("gone.py", b"x", None),)))
    assert tmp_path.is_dir()
    assert snapshot(tmp_path) == {}


def test_created_file_obeys_the_umask(tmp_path: Path) -> None:
    os.umask(0o027)
    apply_changeset(tmp_path, Changeset((FileChange(PurePosixPath("a.sh"), None, b"", EXECUTABLE_MODE),)))
    assert snapshot(tmp_path) == {"a.sh": (b"", 0o750)}


def test_name_that_is_not_unicode(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.py")
    apply_changeset(tmp_path, Changeset((change(name, None, b"\xff"),)))
    assert snapshot(tmp_path) == {name: (b"\xff", 0o644)}


# Refusals


@pytest.mark.parametrize(
    ("item", "state"),
    [
        (change("plain.py", b"other", b"new"), "was edited meanwhile"),
        (change("plain.py", None, b"new"), "exists already"),
        (change("plain.py", b"other", None), "was edited meanwhile"),
        (change("absent.py", b"old", b"new"), "is gone"),
        (change("plain.py/a.py", b"old", b"new"), "is gone"),
    ],
)
def test_content_is_not_as_expected(tmp_path: Path, item: FileChange, state: str) -> None:
    assert_refused(
        make_tree(tmp_path / "tree"),
        Changeset((change("first.py", None, b"first"), item)),
        f"{item.path} {state}",
        "Run the command again: it starts from the files as they are now.",
    )


def test_directory_in_the_place_of_a_file(tmp_path: Path) -> None:
    assert_refused(
        make_tree(tmp_path / "tree"),
        Changeset((change("kept", None, b""),)),
        "kept cannot be read: Is a directory",
        "Make it a readable file and run again.",
    )


def test_file_in_the_place_of_a_directory(tmp_path: Path) -> None:
    root = make_tree(tmp_path / "tree")
    assert_refused(
        root,
        Changeset((change("plain.py/new/a.py", None, b""),)),
        f"{root}/plain.py is not a directory",
        "Move it away and run again.",
    )


def test_link_that_leads_out(tmp_path: Path) -> None:
    root = make_tree(tmp_path / "tree")
    write(tmp_path, "outside.py", b"x")
    (root / "out.py").symlink_to("../outside.py")
    assert_refused(
        root,
        Changeset((change("out.py", b"x", b"y"),)),
        f"out.py leads out of the checkout through a symbolic link to {tmp_path}/outside.py",
        "Replace the link by a file or directory, or leave this file out.",
    )


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        (change("link.py", b"behind\n", None), "deleted"),
        (change("dangling.py", None, b""), "created"),
        (change("round.py", None, b""), "created"),
    ],
)
def test_link_is_not_deleted_or_created_through(tmp_path: Path, item: FileChange, kind: str) -> None:
    root = make_tree(tmp_path / "tree")
    (root / "dangling.py").symlink_to("kept/absent.py")
    (root / "round.py").symlink_to("round.py")
    assert_refused(
        root,
        Changeset((item,)),
        f"{item.path} is a symbolic link and would be {kind}",
        "Replace the link by a file, or remove it.",
    )


def test_link_and_its_target_are_one_file(tmp_path: Path) -> None:
    assert_refused(
        make_tree(tmp_path / "tree"),
        Changeset((change("link.py", b"behind\n", b"1"), change("kept/behind.py", b"behind\n", b"2"))),
        "link.py and kept/behind.py are the same file",
        "Replace the symbolic link by a file of its own.",
    )


@pytest.mark.parametrize("denied", ["plain.py", "old/package", ""])
def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, denied: str) -> None:
    root = make_tree(tmp_path / "tree")
    # Permission bits do not bind the superuser, who may run the tests.
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != root / denied)
    name = denied or root
    assert_refused(root, CHANGES, f"{name} cannot be written", f"Allow it (`chmod u+w {name}`) and run again.")


def test_journal_needs_permission_for_the_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_tree(tmp_path / "tree")
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != root)
    changeset = Changeset((change("kept/behind.py", b"behind\n", b""),))
    assert_refused(root, changeset, f"{root} cannot be written", f"Allow it (`chmod u+w {root}`) and run again.")


def test_left_over_in_the_way(tmp_path: Path) -> None:
    root = make_tree(tmp_path / "tree")
    write(root, ".llama-router-codemod-0.new", b"x")
    assert_refused(
        root,
        Changeset((change("a.py", None, b""),)),
        f"{root}/.llama-router-codemod-0.new is in the way",
        "Move it away and run again.",
    )
