"""Edits as data: what happens to each file of a checkout in one run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Literal

from llama_router_codemod.tree.file_mode import EXECUTABLE_MODE, REGULAR_MODE


@dataclass(frozen=True, slots=True)
class FileChange:
    """What happens to one file. `path` is relative to the checkout root.

    `before` is None for a file that is created, `after` is None for one that is deleted. `mode` is a git file mode: the
    one a created file gets, or the one a deleted file has; a modified file keeps the mode it has on disk. `like` is the
    file that a created one stems from: it takes over its permissions and its owner.
    Raises ValueError for a path that is absolute, empty, climbs or belongs to git, for equal contents, and for another
    mode.
    """

    path: PurePosixPath
    before: bytes | None
    after: bytes | None
    mode: int = REGULAR_MODE
    like: PurePosixPath | None = None

    def __post_init__(self) -> None:
        if self.path.is_absolute() or not self.path.parts or ".." in self.path.parts:
            raise ValueError(f"not a path below the checkout root: {self.path}")
        if any(part.lower() == ".git" for part in self.path.parts):
            raise ValueError(f"not a file of the checkout but of git: {self.path}")
        if self.before == self.after:
            raise ValueError(f"no change: {self.path}")
        if self.mode not in (REGULAR_MODE, EXECUTABLE_MODE):
            raise ValueError(f"not the mode of a regular file: {self.mode:o}")

    @property
    def kind(self) -> Literal["created", "modified", "deleted"]:
        """What the change does to the file."""
        if self.before is None:
            return "created"
        return "deleted" if self.after is None else "modified"


@dataclass(frozen=True, slots=True)
class Changeset:
    """All changes of one run, given in any order and kept in the order of their paths, which is git's.

    Raises ValueError when two changes have the same path, or when the path of one is a directory of another.
    """

    changes: tuple[FileChange, ...] = ()

    def __post_init__(self) -> None:
        paths = {change.path for change in self.changes}
        if len(paths) < len(self.changes):
            raise ValueError("two changes of one file")
        for path in sorted(paths):
            if not paths.isdisjoint(path.parents):
                raise ValueError(f"a directory of {path} is changed as a file")
        object.__setattr__(self, "changes", tuple(sorted(self.changes, key=lambda change: str(change.path))))

    @property
    def is_empty(self) -> bool:
        """True when there is nothing to write."""
        return not self.changes


def composed(changesets: Iterable[Changeset]) -> Changeset:
    """What changesets do that are written one after the other."""
    so_far: dict[PurePosixPath, FileChange] = {}
    for change in (change for changeset in changesets for change in changeset.changes):
        first = so_far.pop(change.path, None)
        model = so_far.get(change.like) if change.like is not None else None
        if model is not None and model.before is None:  # the model has a model itself, which is there before
            change = replace(change, like=model.like)
        if first is None:
            so_far[change.path] = change
        elif first.before != change.after:
            so_far[change.path] = replace(first, after=change.after)
    return Changeset(tuple(so_far.values()))


def remaining(whole: Changeset, done: Changeset) -> Changeset:
    """What is left of changes when others of the same tree are written: both together do what `whole` does."""
    wanted = {change.path: change for change in whole.changes}
    there = {change.path: change for change in done.changes}
    left: list[FileChange] = []
    for path in wanted.keys() | there.keys():
        change = wanted.get(path) or there[path]
        now = there[path].after if path in there else change.before
        then = wanted[path].after if path in wanted else change.before
        if now != then:
            left.append(replace(change, before=now, after=then))
    return Changeset(tuple(left))
