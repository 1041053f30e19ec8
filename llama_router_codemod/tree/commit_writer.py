"""Commits made of changesets, without the work tree, its index, hooks or filters: blobs, trees and commits are written
to the repository, where nothing refers to them yet.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.changeset import Changeset, FileChange
from llama_router_codemod.tree.file_mode import EXECUTABLE_MODE
from llama_router_codemod.tree.git_command import ask_git, checked, write_with_git
from llama_router_codemod.tree.git_entries import EXECUTABLE, committed_entries
from llama_router_codemod.tree.head import Head
from llama_router_codemod.tree.stored_form import conversions

_REGULAR = "100644"


@dataclass(frozen=True, slots=True)
class DiffSize:
    """How large a change is as git shows it, moves found: files, and lines that come and go."""

    files: int
    added: int
    removed: int


@dataclass
class CommitWriter:
    """Makes one commit after the other, each on top of the one before; `top` is the name of the last one.

    The paths of changesets are relative to `root`. `scratch` is a directory of its own.
    """

    root: Path
    head: Head
    scratch: Path
    top: str
    _trees: list[str] = field(default_factory=list)
    _modes: dict[PurePosixPath, str] = field(default_factory=dict)
    _stored: dict[PurePosixPath, bytes] = field(default_factory=dict)

    def stage(self, changeset: Changeset) -> DiffSize:
        """Take the changes for the next commit, and tell how large it is.

        Raises InputError for files that git stores in a form that only a program could make, and for new files that git
        ignores.
        """
        if not self._trees:
            self._write("read-tree", self.top)
            self._modes |= {path: entry.mode for path, entry in committed_entries(self.root, self.top).items()}
            self._trees.append(self._tree())
        lines = [*self._removed(changeset), *self._kept(changeset)]
        self._write("update-index", given=b"".join(lines))
        self._trees.append(self._tree())
        return self._size(*self._trees[-2:])

    def commit(self, message: str) -> str:
        """Commit what is staged; the name of the commit."""
        given = ("-p", self.top, self._trees[-1])
        self.top = self._write("commit-tree", *given, given=message.encode()).decode("ascii").strip()
        return self.top

    def _removed(self, changeset: Changeset) -> Iterator[bytes]:
        for change in changeset.changes:
            if change.after is None:
                self._modes.pop(change.path, None)
                yield b"0 %b\t%b\0" % (b"0" * len(self.top), self._name(change))

    def _kept(self, changeset: Changeset) -> Iterator[bytes]:
        changes = [change for change in changeset.changes if change.after is not None]
        if not changes:
            return
        for change, blob in zip(changes, self._blobs(changes), strict=True):
            mode = self._modes.get(change.path) or self._new_mode(change)
            self._modes[change.path] = mode
            yield b"%b %b\t%b\0" % (mode.encode(), blob, self._name(change))

    def _blobs(self, changes: Sequence[FileChange]) -> list[bytes]:
        files = []
        kinds = conversions(self.root, [change.path for change in changes])
        for number, change in enumerate(changes):
            if kinds[change.path].unknowable:
                raise InputError(
                    f"{change.path}: git stores it in another form (LFS or another filter), and no filter is run",
                    "Leave the attribute of this file out, or migrate without --commit.",
                )
            stored = kinds[change.path].stored(change.after or b"", partial(self._in_index, change.path))
            self._stored[change.path] = stored
            file = self.scratch / str(number)
            file.write_bytes(stored)
            files.append(os.fsencode(file))
        names = self._write("hash-object", "--stdin-paths", given=b"".join(b"%b\n" % file for file in files))
        return names.split()

    def _in_index(self, path: PurePosixPath) -> bytes:
        if path not in self._stored:
            answer = ask_git(self.root, "cat-file", "blob", f"{self.head.commit}:{self.head.prefix}{path}")
            self._stored[path] = b"" if answer.returncode else answer.stdout
        return self._stored[path]

    def _new_mode(self, change: FileChange) -> str:
        return EXECUTABLE if change.mode == EXECUTABLE_MODE and self._keeps_modes else _REGULAR

    @cached_property
    def _keeps_modes(self) -> bool:
        # Where the file system keeps no modes, git stores none.
        answer = ask_git(self.root, "config", "--type=bool", "--get", "core.fileMode")
        return answer.stdout.strip() != b"false"

    def _name(self, change: FileChange) -> bytes:
        return os.fsencode(f"{self.head.prefix}{change.path}")

    def _tree(self) -> str:
        return self._write("write-tree").decode("ascii").strip()

    def _size(self, old: str, new: str) -> DiffSize:
        output = self._write("diff-tree", "-r", "-M", "--numstat", old, new).decode("ascii", "replace")
        counts = [line.split("\t")[:2] for line in output.splitlines()]
        added, removed = (sum(int(count[side]) for count in counts if count[side] != "-") for side in (0, 1))
        return DiffSize(len(counts), added, removed)

    def _write(self, command: str, *arguments: str, given: bytes = b"") -> bytes:
        index = self.scratch / "index"
        return checked(self.root, write_with_git(self.root, command, *arguments, given=given, index=index))


@contextmanager
def commit_writer(root: Path, head: Head) -> Iterator[CommitWriter]:
    """A writer of commits on top of the last one of the repository around `root`."""
    with TemporaryDirectory(prefix="llama-router-codemod-") as directory:
        yield CommitWriter(root.resolve(), head, Path(directory), head.commit)
