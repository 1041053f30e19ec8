from pathlib import Path, PurePosixPath

import pytest
from repository import commit, git, write

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.git_entries import GitEntry, committed_entries, entries_in, staged_entries

pytestmark = pytest.mark.usefixtures("own_git")

A, B = "78981922613b2afb6025042ff6bd878ac1994e85", "0" * 40


def test_what_a_commit_and_the_index_have(tmp_path: Path) -> None:
    root = commit(tmp_path, "a.py", "pkg/\u00fc.py")
    (root / "run.sh").symlink_to("a.py")
    write(root, "b.py")
    git(root, "add", "b.py", "run.sh")
    (root / "b.py").chmod(0o755)
    git(root, "add", "b.py")
    committed, staged = committed_entries(root, "HEAD"), staged_entries(root)
    assert {str(path): entry.mode for path, entry in committed.items()} == {"a.py": "100644", "pkg/\u00fc.py": "100644"}
    assert {str(path): entry.mode for path, entry in (staged.items() - committed.items())} == {
        "b.py": "100755",
        "run.sh": "120000",
    }
    assert list(committed_entries(root / "pkg", "HEAD")) == [PurePosixPath("\u00fc.py")]


def test_a_file_in_conflict_has_no_blob(tmp_path: Path) -> None:
    root = commit(tmp_path, "a.py")
    for branch, text in (("other", "x\n"), ("-", "y\n")):
        git(root, "checkout", *(["-b"] if branch == "other" else []), branch)
        (root / "a.py").write_text(text, encoding="utf-8")
        git(root, "commit", "-am", branch)
    with pytest.raises(Exception, match="merge"):
        git(root, "merge", "other")
    assert staged_entries(root) == {PurePosixPath("a.py"): GitEntry("100644", "")}


@pytest.mark.parametrize("name", ["/etc/a.py", "../a.py", "pkg/../../a.py", ".git/a.py", "pkg/.GIT/a.py"])
def test_forged_names_are_left_out(name: str) -> None:
    listing = f"100644 blob {A}\ta.py\x00100644 blob {B}\t{name}\x00".encode()
    assert dict(entries_in(listing)) == {PurePosixPath("a.py"): GitEntry("100644", A)}


def test_git_that_fails(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="git failed"):
        committed_entries(commit(tmp_path, "a.py"), "nothing")
