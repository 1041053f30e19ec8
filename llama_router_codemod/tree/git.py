"""What git knows about a checkout: which files it lists, and which have work that only the disk has."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.git_command import ask_git, checked, git_output

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What no name that git lists has among its parts.
_OF_GIT = frozenset({"..", ".git"})


def work_tree_prefix(root: Path) -> str | None:
    """The path from the top of the work tree to `root`: "" or "some/directory/"; None when git has no part in `root`.

    That is so when `root` is in no work tree, when that work tree ignores it, and when git is not installed. Raises
    InputError when git fails.
    """
    here = root.resolve()
    if not any(os.path.lexists(directory / ".git") for directory in (here, *here.parents)):
        return None  # as git would say, which takes as long as all else that is done to find the files
    try:
        answer = ask_git(root, "rev-parse", "--is-inside-work-tree", "--show-prefix")
    except FileNotFoundError:
        return None
    # Without "(or any": there is a `.git`, and it leads nowhere.
    if answer.returncode and b"not a git repository (or any" in answer.stderr:
        return None
    inside, _, prefix = checked(root, answer).partition(b"\n")
    if inside != b"true":
        return None
    name = os.fsdecode(prefix.removesuffix(b"\n"))
    # A tree unpacked in an ignored directory does not belong to the repository around it.
    return None if name and _is_ignored(root) else name


def listed_names(root: Path) -> list[str] | None:
    """What git tracks or would add below `root`, sorted; None when git has no part in `root`.

    Symbolic links and files that are gone are among it. Raises InputError when git fails, and for an index that was
    forged: git itself adds no file above `root`, nor one of its own.
    """
    if work_tree_prefix(root) is None:
        return None
    names = set(records(git_output(root, "ls-files", "-c", "-o", "--exclude-standard", "-z")))
    for name in names:
        if not is_of_work_tree(name):
            raise InputError(
                f"{root}: the index of git has {name}, which is no file of the checkout",
                "Do not trust this repository; unpack its last commit anew, if you do.",
            )
    return sorted(names)


def is_of_work_tree(name: str) -> bool:
    """Whether a file of a work tree can have a name; git itself adds no other, but whoever forges a repository can."""
    return not name.startswith("/") and _OF_GIT.isdisjoint(name.lower().split("/"))


def records(output: bytes) -> Iterator[str]:
    """The texts that git ended with a NUL each."""
    return (os.fsdecode(record) for record in output.split(b"\0") if record)


def _is_ignored(root: Path) -> bool:
    # Exit code 1 and no output: a pattern does not match, or git tracks files in the directory all the same.
    answer = ask_git(root, "check-ignore", "--", ".")
    return answer.returncode != 1 and bool(checked(root, answer))
