"""Edits as data, and the functions that write them to a checkout: all of them or none.

An interrupted run leaves a journal at the checkout root. `recover` reads it and puts the old bytes back.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from llama_router_codemod.model.errors import InputError

JOURNAL_NAME = ".llama-router-codemod-journal"
REGULAR_MODE = 0o100644
EXECUTABLE_MODE = 0o100755


@dataclass(frozen=True, slots=True)
class FileChange:
    """What happens to one file. `path` is relative to the checkout root.

    `before` is None for a file that is created, `after` is None for one that is deleted. `mode` is a git file mode: the
    one a created file gets, or the one a deleted file has; a modified file keeps the mode it has on disk.
    Raises ValueError for a path that is absolute, empty, climbs or belongs to git, for equal contents, and for another
    mode.
    """

    path: PurePosixPath
    before: bytes | None
    after: bytes | None
    mode: int = REGULAR_MODE

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


def apply_changeset(root: Path, changeset: Changeset) -> None:
    """Write every change below `root`, or none of them.

    A symbolic link to a file inside the checkout survives: the file behind it is written. File modes survive;
    directories that deletions leave empty are removed. Whatever stops the run half-way, Ctrl-C included, is raised
    again after all that was done is undone; a killed run is undone by `recover`.
    Raises InputError, with nothing written, when an interrupted run has not been recovered, when a file no longer has
    its `before` content, when a link leads out of the checkout, and when a file or directory may not be written.
    """
    if changeset.is_empty:
        return
    root = root.resolve()
    journal = _plan(root, changeset)
    try:
        _write_journal(root, journal)
        _carry_out(root, journal)
        (root / JOURNAL_NAME).unlink()
    except BaseException:
        _undo(root, journal)
        raise


def recover(root: Path) -> bool:
    """Undo what an interrupted `apply_changeset` left below `root`; True when there was something to undo.

    Raises InputError, with nothing written, when the journal cannot be read, or when a file in it was edited since.
    """
    root = root.resolve()
    (root / _DRAFT_NAME).unlink(missing_ok=True)
    try:
        text = (root / JOURNAL_NAME).read_text(encoding="ascii")
    except FileNotFoundError:
        return False
    except (OSError, UnicodeDecodeError) as error:
        raise _unusable_journal(error) from error
    try:
        journal = _decode(root, text)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise _unusable_journal(error) from error
    _undo(root, journal)
    return True


_DRAFT_NAME = f"{JOURNAL_NAME}.draft"
_JOURNAL_VERSION = 1


@dataclass(frozen=True, slots=True)
class _Step:
    """One change, with the links in its path resolved."""

    change: FileChange
    target: Path
    #: A new file beside the target; renaming it over the target is the moment the change happens.
    staged: Path
    #: Permission bits of the old file.
    permissions: int | None


@dataclass(frozen=True, slots=True)
class _Journal:
    steps: tuple[_Step, ...]
    #: Directories that the run creates, outer before inner.
    directories: tuple[Path, ...]


def _step(root: Path, index: int, change: FileChange, permissions: int | None) -> _Step:
    target = root / change.path
    return _Step(change, target, target.with_name(f".llama-router-codemod-{index}.tmp"), permissions)


def _plan(root: Path, changeset: Changeset) -> _Journal:
    if os.path.lexists(root / JOURNAL_NAME):
        raise InputError(
            f"an earlier run in {root} was interrupted and left {JOURNAL_NAME}",
            "Recover the checkout first: run the command again, it starts with that.",
        )
    _require_writable_directory(root, root)
    steps: list[_Step] = []
    directories: set[Path] = set()
    targets: dict[Path, PurePosixPath] = {}
    for index, change in enumerate(changeset.changes):
        target = _resolved_target(root, change)
        if target in targets:
            raise InputError(
                f"{change.path} and {targets[target]} are the same file",
                "Replace the symbolic link by a file of its own.",
            )
        targets[target] = change.path
        _require_content(target, change)
        parent = target.parent
        while not os.path.lexists(parent):
            directories.add(parent)
            parent = parent.parent
        _require_writable_directory(root, parent)
        permissions = None
        if change.before is not None:
            _require_access(root, target, os.W_OK)
            permissions = target.stat().st_mode & 0o7777
        resolved = FileChange(PurePosixPath(target.relative_to(root)), change.before, change.after, change.mode)
        step = _step(root, index, resolved, permissions)
        if os.path.lexists(step.staged):
            raise InputError(f"{step.staged} is in the way", "It is a left-over of an old run: delete it.")
        steps.append(step)
    return _Journal(tuple(steps), tuple(sorted(directories)))


def _resolved_target(root: Path, change: FileChange) -> Path:
    location = root / change.path
    target = location.resolve()
    if not target.is_relative_to(root):
        raise InputError(
            f"{change.path} leads out of the checkout through a symbolic link to {target}",
            "Replace the link by a file or directory, or leave this file out.",
        )
    if location.is_symlink() and change.kind != "modified":
        raise InputError(
            f"{change.path} is a symbolic link and would be {change.kind}",
            "Replace the link by a file, or remove it.",
        )
    return target


def _require_content(target: Path, change: FileChange) -> None:
    try:
        content = _content(target)
    except OSError as error:
        raise InputError(
            f"{change.path} cannot be read: {error.strerror}", "Make it a readable file and run again."
        ) from error
    if content != change.before:
        state = "exists already" if change.before is None else "is gone" if content is None else "was edited meanwhile"
        raise InputError(f"{change.path} {state}", "Run the command again: it starts from the files as they are now.")


def _require_writable_directory(root: Path, directory: Path) -> None:
    if not directory.is_dir():
        raise InputError(f"{directory} is not a directory", "Move it away and run again.")
    _require_access(root, directory, os.W_OK | os.X_OK)


def _require_access(root: Path, place: Path, access: int) -> None:
    name = place if place == root else place.relative_to(root)
    if not os.access(place, access):
        raise InputError(f"{name} cannot be written", f"Allow it (`chmod u+w {name}`) and run again.")


def _carry_out(root: Path, journal: _Journal) -> None:
    for directory in journal.directories:
        directory.mkdir()
    for step in journal.steps:
        if step.change.after is not None:
            _write(step.staged, step.change.after, step.permissions, step.change.mode)
    for step in journal.steps:
        if step.change.after is None:
            step.target.unlink()
        else:
            step.staged.replace(step.target)
    for directory in sorted({step.target.parent for step in journal.steps}):
        _sync_directory(directory)
    for step in journal.steps:
        if step.change.after is None:
            _remove_empty_directories(root, step.target.parent)


def _undo(root: Path, journal: _Journal) -> None:
    for step in journal.steps:
        if not _is_ours(step):
            raise InputError(
                f"{step.change.path} was edited after an interrupted run; its old content is in {JOURNAL_NAME}",
                f"Move the file away and run again, or delete {JOURNAL_NAME} to keep everything as it is now.",
            )
    for step in reversed(journal.steps):
        step.staged.unlink(missing_ok=True)
        if step.change.before is None:
            step.target.unlink(missing_ok=True)
        elif _content(step.target) != step.change.before:
            step.target.parent.mkdir(parents=True, exist_ok=True)
            _write(step.staged, step.change.before, step.permissions, step.change.mode)
            step.staged.replace(step.target)
    for directory in reversed(journal.directories):
        with suppress(OSError):
            directory.rmdir()
    for name in (_DRAFT_NAME, JOURNAL_NAME):
        (root / name).unlink(missing_ok=True)


def _is_ours(step: _Step) -> bool:
    try:
        # A file that is gone has nothing to lose.
        return _content(step.target) in (None, step.change.before, step.change.after)
    except OSError:
        return False


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _write(path: Path, content: bytes, permissions: int | None, mode: int) -> None:
    with path.open("xb") as file:
        if permissions is not None:
            path.chmod(permissions)
        elif mode == EXECUTABLE_MODE:
            # As git does: who may read, after the umask, may execute.
            created = path.stat().st_mode & 0o777
            path.chmod(created | (created & 0o444) >> 2)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_directory(directory: Path) -> None:
    # Makes the renames durable; platforms that cannot open a directory do not need it.
    with suppress(OSError):
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _remove_empty_directories(root: Path, directory: Path) -> None:
    with suppress(OSError):
        while directory != root:
            directory.rmdir()
            directory = directory.parent


def _write_journal(root: Path, journal: _Journal) -> None:
    draft = root / _DRAFT_NAME
    draft.unlink(missing_ok=True)
    _write(draft, _encode(root, journal).encode("ascii"), None, REGULAR_MODE)
    draft.replace(root / JOURNAL_NAME)
    _sync_directory(root)


def _encode(root: Path, journal: _Journal) -> str:
    def text(content: bytes | None) -> str | None:
        # Latin-1 maps every byte to one character, so that a person can read the sources in the journal.
        return None if content is None else content.decode("latin-1")

    document = {
        "version": _JOURNAL_VERSION,
        "directories": [str(directory.relative_to(root)) for directory in journal.directories],
        "changes": [
            {
                "path": str(step.change.path),
                "before": text(step.change.before),
                "after": text(step.change.after),
                "mode": step.change.mode,
                "permissions": step.permissions,
            }
            for step in journal.steps
        ],
    }
    return json.dumps(document, indent=1) + "\n"


def _decode(root: Path, text: str) -> _Journal:
    def content(value: str | None) -> bytes | None:
        return None if value is None else value.encode("latin-1")

    document = json.loads(text)
    if document["version"] != _JOURNAL_VERSION:
        raise ValueError(f"unknown version {document['version']}")
    directories = tuple(root / name for name in document["directories"])
    steps = tuple(
        _step(
            root,
            index,
            FileChange(PurePosixPath(item["path"]), content(item["before"]), content(item["after"]), item["mode"]),
            item["permissions"],
        )
        for index, item in enumerate(document["changes"])
    )
    for path in (*directories, *(step.target for step in steps)):
        # A journal may have come with the checkout: it must not reach anything outside.
        if path.resolve() != path or not path.is_relative_to(root):
            raise ValueError(f"not a path below the checkout root: {path}")
    return _Journal(steps, directories)


def _unusable_journal(error: Exception) -> InputError:
    return InputError(
        f"{JOURNAL_NAME} cannot be used: {error}",
        f"Check the files of the checkout, then delete {JOURNAL_NAME}.",
    )
