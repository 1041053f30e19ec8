"""What git has under the path of a file: in a commit, and in the index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from llama_router_codemod.tree.git import is_of_work_tree, records
from llama_router_codemod.tree.git_command import git_output

EXECUTABLE, LINK, SUBMODULE = "100755", "120000", "160000"


@dataclass(frozen=True, slots=True)
class GitEntry:
    """The git file mode of a file, and the name of its blob."""

    mode: str
    blob: str


def committed_entries(root: Path, commit: str) -> dict[PurePosixPath, GitEntry]:
    """What a commit has below `root`, by the path from there. Raises InputError when git fails."""
    return dict(entries_in(git_output(root, "ls-tree", "-r", "-z", commit)))


def staged_entries(root: Path) -> dict[PurePosixPath, GitEntry]:
    """What the index has below `root`, by the path from there; no blob ("") for a file in conflict.

    Raises InputError when git fails.
    """
    entries: dict[PurePosixPath, GitEntry] = {}
    # `mode NAME stage<tab>path`
    for record in records(git_output(root, "ls-files", "--stage", "-z")):
        entry, _, name = record.partition("\t")
        mode, blob, stage = entry.split(" ")
        entries[PurePosixPath(name)] = GitEntry(mode, blob if stage == "0" else "")
    return entries


def entries_in(listing: bytes) -> Iterator[tuple[PurePosixPath, GitEntry]]:
    """The entries that `ls-tree -r -z` lists, but for names that no file of a work tree can have."""
    # `mode type NAME<tab>path`
    for record in records(listing):
        entry, _, name = record.partition("\t")
        mode, _, blob = entry.split(" ")
        if is_of_work_tree(name):
            yield PurePosixPath(name), GitEntry(mode, blob)
