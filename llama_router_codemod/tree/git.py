"""What git knows about a checkout: which files it lists, and which have work that only the disk has."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from llama_router_codemod.model.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Where git finds its configuration and how far it looks for a repository. All other GIT_ variables, such as the
#: GIT_DIR and GIT_INDEX_FILE that git sets for its hooks, would point the commands at another repository or index.
_KEPT_VARIABLES = ("GIT_CONFIG", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_EXEC_PATH")


def dirty_paths(root: Path, paths: Sequence[PurePosixPath]) -> list[PurePosixPath]:
    """Those of `paths` (relative to `root`) that differ from the last commit, in the order given.

    A file that git does not track, ignored or not, counts: git could not give it back. The list is empty when `root` is
    not in a work tree, when that work tree ignores it, and when git is not installed. Raises InputError when git fails.
    """
    prefix = _work_tree_prefix(root) if paths else None
    if prefix is None:
        return []
    options = ("--porcelain", "-z", "--no-renames", "--untracked-files=all", "--ignored")
    status = _run(root, "--literal-pathspecs", "status", *options, "--", *map(str, paths))
    # Each record is two status letters, a space and a path from the top of the work tree.
    reported = {os.fsdecode(record[3:]) for record in status.split(b"\0") if record}
    return [path for path in paths if prefix + str(path) in reported]


def listed_files(root: Path) -> list[PurePosixPath] | None:
    """The regular files below `root` that git tracks or would add, sorted; None when `root` is in no work tree.

    Symbolic links and files that are gone are left out. None also when the work tree ignores `root`, and when git is
    not installed. Raises InputError when git fails.
    """
    if _work_tree_prefix(root) is None:
        return None
    listing = _run(root, "ls-files", "-c", "-o", "--exclude-standard", "-z")
    names = {os.fsdecode(name) for name in listing.split(b"\0") if name}
    return sorted(PurePosixPath(name) for name in names if _is_regular_file(root / name))


def _work_tree_prefix(root: Path) -> str | None:
    """The path from the top of the work tree to `root`: "" or "some/directory/"."""
    try:
        answer = _git(root, "rev-parse", "--is-inside-work-tree", "--show-prefix")
    except FileNotFoundError:
        return None
    if answer.returncode and b"not a git repository" in answer.stderr:
        return None
    inside, _, prefix = _output(root, answer).partition(b"\n")
    if inside != b"true":
        return None
    name = os.fsdecode(prefix.removesuffix(b"\n"))
    # A tree unpacked in an ignored directory does not belong to the repository around it.
    return None if name and _is_ignored(root) else name


def _is_ignored(root: Path) -> bool:
    # Exit code 1 and no output: a pattern does not match, or git tracks files in the directory all the same.
    answer = _git(root, "check-ignore", "--", ".")
    return answer.returncode != 1 and bool(_output(root, answer))


def _is_regular_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def _run(root: Path, *arguments: str) -> bytes:
    return _output(root, _git(root, *arguments))


def _output(root: Path, answer: subprocess.CompletedProcess[bytes]) -> bytes:
    if answer.returncode:
        raise InputError(
            f"git failed in {root}: {os.fsdecode(answer.stderr).strip()}",
            "Make `git status` work in that directory and run again.",
        )
    return answer.stdout


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith(_KEPT_VARIABLES)
    }
    # `core.fsmonitor` may name a program of the checkout, which must not run.
    options = ["--no-optional-locks", "-c", "core.fsmonitor=false"]
    return subprocess.run(
        ["git", "-C", str(root), *options, *arguments],
        capture_output=True,
        check=False,
        env={**environment, "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
    )


def require_clean(root: Path, paths: Sequence[PurePosixPath]) -> None:
    """Nothing, when none of the files has uncommitted changes; else InputError naming them."""
    dirty = dirty_paths(root, paths)
    if dirty:
        shown = ", ".join(map(str, dirty[:5])) + (f" and {len(dirty) - 5} more" if len(dirty) > 5 else "")
        raise InputError(f"{shown}: uncommitted changes", "Commit or stash them, or give --allow-dirty.")
