"""Patches: the exact text, and that `git apply` turns it into the same bytes as `apply_changeset`."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import pytest
from changeset_tree import change, snapshot, write
from hypothesis import given, settings
from hypothesis import strategies as st

from llama_router_codemod.tree.apply import apply_changeset
from llama_router_codemod.tree.changeset import Changeset, FileChange
from llama_router_codemod.tree.file_mode import EXECUTABLE_MODE
from llama_router_codemod.tree.patch import render_patch


def git(root: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {
        "GIT_CEILING_DIRECTORIES": str(root.parent),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    run = subprocess.run(["git", *arguments], cwd=root, input=stdin, capture_output=True, check=False, env=environment)
    assert (run.returncode, run.stderr) == (0, b"")
    return run.stdout


def make_tree(root: Path, changeset: Changeset, in_repository: bool) -> None:
    root.mkdir()
    for item in changeset.changes:
        if item.before is not None:
            write(root, str(item.path), item.before, item.mode & 0o777)
    if in_repository:
        git(root, "init", "--quiet")


def assert_git_apply_agrees(place: Path, changeset: Changeset, in_repository: bool) -> None:
    """git leaves the same files, modes and directories as `apply_changeset`, and can take the patch back."""
    patch = render_patch(changeset)
    trees = [place / name for name in ("before", "ours", "git")]
    for tree in trees:
        make_tree(tree, changeset, in_repository and tree.name == "git")
    apply_changeset(trees[1], changeset)
    git(trees[2], "apply", "--whitespace=nowarn", "-", stdin=patch)
    before, ours, theirs = (
        {name: entry for name, entry in snapshot(tree).items() if not name.startswith(".git")} for tree in trees
    )
    assert theirs == ours
    git(trees[2], "apply", "--whitespace=nowarn", "--reverse", "-", stdin=patch)
    assert {name: entry for name, entry in snapshot(trees[2]).items() if not name.startswith(".git")} == before


def numbered(*names: object) -> bytes:
    return b"".join(b"line %s\n" % str(name).encode() for name in names)


def test_empty_changeset() -> None:
    assert render_patch(Changeset()) == b""


def test_text() -> None:
    changeset = Changeset(
        (
            change("pkg/old.py", b"gone\n", None),
            change("pkg/new.py", None, b"made\r\nwithout end"),
            change("pkg/both.py", numbered(*range(1, 21)), numbered(1, 2, 3, 4, "five", *range(6, 18), 19, 20, 21)),
        )
    )
    assert render_patch(changeset) == (
        b"diff --git a/pkg/both.py b/pkg/both.py\n"
        b"--- a/pkg/both.py\n"
        b"+++ b/pkg/both.py\n"
        b"@@ -2,7 +2,7 @@\n"
        b" line 2\n line 3\n line 4\n-line 5\n+line five\n line 6\n line 7\n line 8\n"
        b"@@ -15,6 +15,6 @@\n"
        b" line 15\n line 16\n line 17\n-line 18\n line 19\n line 20\n+line 21\n"
        b"diff --git a/pkg/new.py b/pkg/new.py\n"
        b"new file mode 100644\n"
        b"--- /dev/null\n"
        b"+++ b/pkg/new.py\n"
        b"@@ -0,0 +1,2 @@\n"
        b"+made\r\n+without end\n\\ No newline at end of file\n"
        b"diff --git a/pkg/old.py b/pkg/old.py\n"
        b"deleted file mode 100644\n"
        b"--- a/pkg/old.py\n"
        b"+++ /dev/null\n"
        b"@@ -1,1 +0,0 @@\n"
        b"-gone\n"
    )


def test_hunk_is_small_in_a_long_file_of_equal_lines() -> None:
    changeset = Changeset((change("a", b"\n" * 300, b"x\n" + b"\n" * 300),))
    assert render_patch(changeset).endswith(b"\n@@ -1,3 +1,4 @@\n+x\n \n \n \n")


def test_text_of_an_empty_executable_file() -> None:
    changeset = Changeset((FileChange(PurePosixPath("a"), b"", None, EXECUTABLE_MODE),))
    assert render_patch(changeset) == b"diff --git a/a b/a\ndeleted file mode 100755\n"


@pytest.mark.parametrize(
    ("name", "old_name"),
    [
        ("plain.py", b"a/plain.py"),
        ("two words.py", b"a/two words.py\t"),
        ('"quoted".py', b'"a/\\"quoted\\".py"'),
        ("back\\slash.py", b'"a/back\\\\slash.py"'),
        ("tab\tand\nmore.py", b'"a/tab\\tand\\nmore.py"'),
        ("é 1.py", b'"a/\\303\\251 1.py"\t'),
        (os.fsdecode(b"\xe9\x01.py"), b'"a/\\351\\001.py"'),
    ],
)
def test_name_is_written_as_git_does(tmp_path: Path, name: str, old_name: bytes) -> None:
    write(tmp_path, name, b"1\n")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    write(tmp_path, name, b"2\n")
    lines = render_patch(Changeset((change(name, b"1\n", b"2\n"),))).split(b"\n")
    assert lines[1] == b"--- " + old_name
    theirs = git(tmp_path, "diff").split(b"\n")
    assert lines[:3] == [theirs[0], *theirs[2:4]]


@pytest.mark.parametrize("in_repository", [False, True])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, b""),
        (b"", None),
        (b"", b"a\n"),
        (b"a\n", b""),
        (None, b"a"),
        (b"a", None),
        (b"a", b"a\n"),
        (b"a\n", b"a"),
        (b"a", b"b"),
        (b"a\nb", b"a\nc\nb"),
        (b"a\nb\n", b"a\r\nb\r\n"),
        (b"a\r\nb\r\n", b"a\r\nc\r\n"),
        (b"a\rb\n", b"a\rc\n"),
        (b"\xef\xbb\xbfa\n", b"\xef\xbb\xbfb\n"),
        (b"\xef\xbb\xbfa\n", b"a\n"),
        (b"\0\xff\n", b"\0\xfe\n"),
        (b"\x0c\x0b\x1c\xc2\x85\n", b"\x0c\x0b\x1c\xc2\x85 \n"),
        (b"--- a\n", b"+++ b\n"),
        (b"\n" * 9, b"\n" * 5 + b"x\n" + b"\n" * 4),
    ],
)
def test_content(tmp_path: Path, before: bytes | None, after: bytes | None, in_repository: bool) -> None:
    assert_git_apply_agrees(tmp_path, Changeset((change("pkg/a.py", before, after),)), in_repository)


@pytest.mark.parametrize(
    "name", ["two words.py", " a ", '"a".py', "b\\c.py", "é/ß.py", "t\tn\n.py", "a/b b/b", "*?[a]"]
)
@pytest.mark.parametrize(("before", "after"), [(b"1\n", b"2\n"), (None, b"2"), (b"1", None), (None, b""), (b"", None)])
def test_name(tmp_path: Path, before: bytes | None, after: bytes | None, name: str) -> None:
    assert_git_apply_agrees(tmp_path, Changeset((change(name, before, after),)), in_repository=False)


@pytest.mark.parametrize("in_repository", [False, True])
def test_several_files_and_modes(tmp_path: Path, in_repository: bool) -> None:
    changeset = Changeset(
        (
            FileChange(PurePosixPath("old/gone.sh"), b"#!\n", None, EXECUTABLE_MODE),
            FileChange(PurePosixPath("new/made.sh"), None, b"#!\n", EXECUTABLE_MODE),
            FileChange(PurePosixPath("kept.sh"), b"#!\n", b"#!/bin/sh\n", EXECUTABLE_MODE),
            FileChange(PurePosixPath("old/empty.py"), b"", None),
            FileChange(PurePosixPath("new/empty.py"), None, b""),
        )
    )
    assert_git_apply_agrees(tmp_path, changeset, in_repository)


LINES = st.sampled_from(
    [b"", b"a", b"b", b"    c", b"d ", b"\t", b"\\ No newline", b"-x", b"+x", b"@@ -1 +1 @@", b"\xc3\xa9"]
)
ENDINGS = st.sampled_from([b"\n", b"\n", b"\r\n", b"\r"])
TEXTS = st.builds(
    lambda lines, last: b"".join(line + ending for line, ending in lines) + last,
    st.lists(st.tuples(LINES, ENDINGS), max_size=40),
    st.one_of(st.just(b""), LINES),
)
CONTENTS = st.one_of(st.none(), TEXTS, st.binary(max_size=200))
NAMES = st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=20).map(
    lambda name: f"n{name}"
)
CHANGES = st.tuples(NAMES, CONTENTS, CONTENTS).filter(lambda item: item[1] != item[2]).map(lambda item: change(*item))


@settings(deadline=None)
@given(st.lists(CHANGES, min_size=1, max_size=4, unique_by=lambda item: item.path), st.booleans())
def test_any_content_and_name(changes: list[FileChange], in_repository: bool) -> None:
    with TemporaryDirectory() as place:
        assert_git_apply_agrees(Path(place), Changeset(tuple(changes)), in_repository)


@settings(deadline=None)
@given(TEXTS, st.data())
def test_edited_text(before: bytes, data: st.DataObject) -> None:
    """Small edits of one text: several hunks that share and abut context."""
    start = data.draw(st.integers(0, len(before)))
    stop = data.draw(st.integers(start, len(before)))
    after = before[:start] + data.draw(TEXTS) + before[stop:]
    if before != after:
        with TemporaryDirectory() as place:
            assert_git_apply_agrees(Path(place), Changeset((change("a.py", before, after),)), in_repository=False)


def test_below_the_top_of_a_work_tree(tmp_path: Path) -> None:
    """As git itself writes them, so that it applies them wherever it is called."""
    (tmp_path / "some/tree").mkdir(parents=True)
    (tmp_path / "some/tree/a.py").write_bytes(b"1\n")
    git(tmp_path, "init", "--quiet")
    patch = render_patch(Changeset((change("a.py", b"1\n", b"2\n"), change("new.py", None, b"3\n"))), "some/tree/")
    for directory in ("some", "some/tree"):
        (tmp_path / "patch").write_bytes(patch)
        git(tmp_path, "-C", directory, "apply", str(tmp_path / "patch"))
        assert (tmp_path / "some/tree/a.py").read_bytes() == b"2\n"
        assert (tmp_path / "some/tree/new.py").read_bytes() == b"3\n"
        git(tmp_path, "-C", directory, "apply", "-R", str(tmp_path / "patch"))
