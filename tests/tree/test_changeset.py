"""Changesets as data."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from changeset_tree import CHANGES, change

from llama_router_codemod.tree.changeset import Changeset, FileChange, composed, remaining
from llama_router_codemod.tree.file_mode import EXECUTABLE_MODE


@pytest.mark.parametrize("path", ["", "/etc/passwd", "../outside", "a/../../b", ".git/config", "a/.GIT/hooks/x"])
def test_path_must_lie_in_the_checkout(path: str) -> None:
    with pytest.raises(ValueError, match=r"^not a (path below the checkout root|file of the checkout but of git): "):
        change(path, None, b"")


@pytest.mark.parametrize("content", [None, b"", b"same"])
def test_change_must_change(content: bytes | None) -> None:
    with pytest.raises(ValueError, match=r"^no change: a$"):
        change("a", content, content)


def test_mode_must_be_of_a_regular_file() -> None:
    with pytest.raises(ValueError, match=r"^not the mode of a regular file: 120000$"):
        FileChange(PurePosixPath("a"), None, b"", 0o120000)


def test_paths_are_unique() -> None:
    with pytest.raises(ValueError, match=r"^two changes of one file$"):
        Changeset((change("a", None, b""), change("a", b"", None)))


def test_path_is_no_directory_of_another() -> None:
    with pytest.raises(ValueError, match=r"^a directory of a/b is changed as a file$"):
        Changeset((change("a", b"", None), change("a/b", None, b"")))


def test_changes_are_sorted_as_git_does() -> None:
    changeset = Changeset(tuple(change(path, None, b"") for path in ("b", "a/c", "a-b", "ä")))
    assert [str(item.path) for item in changeset.changes] == ["a-b", "a/c", "b", "ä"]


def test_a_changeset_is_empty_without_changes() -> None:
    assert (Changeset().is_empty, CHANGES.is_empty) == (True, False)


def test_changesets_one_after_the_other() -> None:
    a, b, c, d = (PurePosixPath(name) for name in "abcd")
    first = [FileChange(a, b"1", None), FileChange(b, None, b"1", EXECUTABLE_MODE, like=a), FileChange(c, b"1", b"2")]
    second = [FileChange(b, b"1", b"2"), FileChange(c, b"2", b"1"), FileChange(d, None, b"1", like=b)]
    whole = composed([Changeset(tuple(first)), Changeset(tuple(second))])
    assert whole.changes == (
        FileChange(a, b"1", None),
        FileChange(b, None, b"2", EXECUTABLE_MODE, like=a),
        FileChange(d, None, b"1", like=a),
    )
    assert composed([whole, Changeset((FileChange(a, None, b"1"), FileChange(b, b"2", None)))]).changes == (
        FileChange(d, None, b"1", like=a),
    )
    assert composed([]) == Changeset()


def test_what_is_left_of_changes() -> None:
    a, b, c, d, e = (PurePosixPath(name) for name in "abcde")
    whole = Changeset((FileChange(a, b"1", b"2"), FileChange(b, b"1", None), FileChange(c, None, b"1", like=a)))
    others = (FileChange(d, b"1", b"2"), FileChange(e, None, b"1"))
    done = Changeset((FileChange(a, b"1", b"3"), FileChange(b, b"1", None), *others))
    left = remaining(whole, done)
    assert left.changes == (
        FileChange(a, b"3", b"2"),
        FileChange(c, None, b"1", like=a),
        FileChange(d, b"2", b"1"),
        FileChange(e, b"1", None),
    )
    assert composed([done, left]) == whole
    assert remaining(whole, whole).is_empty
