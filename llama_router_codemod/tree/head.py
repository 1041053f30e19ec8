"""Where a repository stands, and who commits to it: what must be known before a commit, and the moving of branches."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.git import work_tree_prefix
from llama_router_codemod.tree.git_command import ask_git, checked, git_output, write_with_git
from llama_router_codemod.tree.git_entries import GitEntry, committed_entries, staged_entries

#: What git leaves in its directory in the middle of an operation, and the command that ends it.
_UNDER_WAY = {
    "MERGE_HEAD": "merge",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
}
_NO_GIT = "--commit makes commits, and git has no part in this directory"


@dataclass(frozen=True)
class Head:
    """The last commit of a work tree, where the checkout is below its top ("" or "some/directory/"), and whether the
    user has asked git to sign commits."""

    commit: str
    prefix: str
    signs: bool


def read_head(root: Path) -> Head:
    """Where the checkout at `root` stands.

    Raises InputError when git has no part in it, before the first commit, in the middle of a merge or the like, and
    when git does not know who commits.
    """
    prefix = work_tree_prefix(root)
    if prefix is None:
        raise InputError(
            f"{root}: {_NO_GIT}", "Give a git checkout (`git init`, then a first commit), or leave it out."
        )
    commit = head_commit(root)
    if commit is None:
        raise InputError(f"{root}: no commit yet", "Commit the checkout as it is, then run again.")
    for name, command in _UNDER_WAY.items():
        path = os.fsdecode(git_output(root, "rev-parse", "--git-path", name).removesuffix(b"\n"))
        if (root / path).exists():
            raise InputError(f"{root}: a {command} is under way", f"End it (`git {command} --continue` or `--abort`).")
    for variable in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
        if (answer := write_with_git(root, "var", variable)).returncode:
            said = os.fsdecode(answer.stderr).strip().splitlines()
            raise InputError(
                f"{root}: git does not know who commits ({said[-1] if said else variable})",
                "Set `git config user.name` and `git config user.email`.",
            )
    signs = ask_git(root, "config", "--type=bool", "--get", "commit.gpgSign").stdout.strip() == b"true"
    return Head(commit, prefix, signs)


def head_commit(root: Path) -> str | None:
    """The name of the last commit, None before the first."""
    answer = ask_git(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    return None if answer.returncode else answer.stdout.decode("ascii").strip()


def move_head(root: Path, old: str, new: str) -> None:
    """Let the branch that is checked out, or HEAD without one, go on from commit `old` to `new`.

    Raises InputError when it is elsewhere by now.
    """
    try:
        _update(root, f"update HEAD\0{new}\0{old}\0".encode())
    except InputError:
        if head_commit(root) != new:  # else git was stopped when that was done
            raise


def create_branches(root: Path, branches: Mapping[str, str]) -> None:
    """Make branches at commits: all of them, or none with an InputError, as for a name that is taken or is none."""
    _update(root, b"".join(os.fsencode(f"create refs/heads/{name}\0{commit}\0") for name, commit in branches.items()))


def require_free_branches(root: Path, names: list[str]) -> None:
    """Nothing, when there is no branch of any of the names; else InputError naming the first."""
    for name in names:
        if not ask_git(root, "rev-parse", "--verify", "--quiet", f"refs/heads/{name}").returncode:
            raise InputError(
                f"branch {name} exists already",
                f"To go on from it, `git switch {name}` and run again; or delete it, or give another --branch-prefix.",
            )


def _update(root: Path, instructions: bytes) -> None:
    answer = write_with_git(root, "update-ref", given=instructions)
    if answer.returncode:
        raise InputError(
            f"git moved no branch: {os.fsdecode(answer.stderr).strip()}",
            "Run again when nothing else is at work there.",
        )


def set_index(root: Path, commit: str, paths: Iterable[PurePosixPath]) -> None:
    """Let the index have of some files (by their path from `root`) what a commit has, and of all others what it had.

    Raises InputError when git cannot write it, as while another program has it locked.
    """
    committed = committed_entries(root, commit)
    prefix = git_output(root, "rev-parse", "--show-prefix").removesuffix(b"\n")
    gone = GitEntry("0", "0" * len(commit))
    entries = [(path, committed.get(path, gone)) for path in sorted(paths)]
    entries.sort(key=lambda item: item[1] is not gone)  # what goes away comes first
    lines = [b"%b\t%b%b\0" % (f"{entry.mode} {entry.blob}".encode(), prefix, bytes(path)) for path, entry in entries]
    if lines:
        checked(root, write_with_git(root, "update-index", given=b"".join(lines)))


def put_index_back(root: Path, commit: str, paths: Iterable[PurePosixPath]) -> None:
    """Let the index have of some files what a commit has, unless it has that already; as `set_index`."""
    committed, staged = committed_entries(root, commit), staged_entries(root)
    set_index(root, commit, [path for path in paths if committed.get(path) != staged.get(path)])
