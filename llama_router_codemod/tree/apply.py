"""Writes a changeset to a checkout: all of it or nothing."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from uuid import uuid4

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.changeset import Changeset, FileChange
from llama_router_codemod.tree.file_content import (
    Attributes,
    create_file,
    read_attributes,
    read_content,
    sync_directory,
)
from llama_router_codemod.tree.head import move_head, set_index
from llama_router_codemod.tree.held_signals import held_signals
from llama_router_codemod.tree.journal import HeadMove, Journal, save_journal
from llama_router_codemod.tree.presence import exists
from llama_router_codemod.tree.step import Step, carry_out, digest, is_as_before
from llama_router_codemod.tree.undo import end_run, roll_back
from llama_router_codemod.tree.unfinished_run import require_finished, set_mark


@dataclass(frozen=True, slots=True)
class _Write:
    """A step, the bytes that it writes, and what the new file takes over from another one."""

    step: Step
    change: FileChange
    attributes: Attributes | None


def apply_changeset(root: Path, changeset: Changeset, head: HeadMove | None = None) -> None:
    """Write every change below `root`, or none of them; with `head`, git's index and HEAD follow in the end.

    A symbolic link to a file inside the checkout survives: the file behind it is written. Permissions and owners
    survive; directories that deletions leave empty are removed. A file that someone edits meanwhile is kept, and stops
    the run. Whatever stops it half-way, Ctrl-C included, is raised again after all that was done is undone; a killed
    run leaves a mark and a journal, with which `undo_run` puts the files back.
    Raises InputError, with nothing written, when an interrupted run stands in the checkout, when a file no longer has
    its `before` content, when a link leads out of the checkout, and when a file or directory may not be written; also,
    with the checkout half-written, when undoing failed, too.
    """
    if changeset.is_empty:
        return
    root = root.resolve()
    writes, directories = _plan(root, changeset)
    journal = Journal(uuid4().hex, tuple(write.step for write in writes), directories, head=head)
    save_journal(root, journal)
    begun: list[Step] = []
    with held_signals() as stop_if_asked:
        try:
            set_mark(root, journal.token)
            for directory in directories:
                directory.mkdir(exist_ok=True)
            for write in writes:
                stop_if_asked()
                begun.append(write.step)
                if write.change.after is not None:
                    create_file(write.step.staged, write.change.after, write.attributes, write.change.mode)
            for step in journal.steps:
                stop_if_asked()
                if not carry_out(step):
                    raise _edited(step)
            for directory in sorted({step.target.parent for step in journal.steps}):
                sync_directory(directory)
            for step in journal.steps:
                if not is_as_before(step):
                    raise _edited(step)
            stop_if_asked()
            if head is None:
                save_journal(root, replace(journal, finished=True))
            else:  # the journal need not say that the run has finished: HEAD does
                set_index(root, head.new, journal.paths)
                move_head(root, head.old, head.new)
        except BaseException as error:
            roll_back(root, replace(journal, steps=tuple(begun)), error)
            raise
        end_run(root, journal)


def _edited(step: Step) -> InputError:
    return InputError(
        f"{step.path} was edited while files were written",
        "It is kept as it is, and nothing else was changed. Run the command again.",
    )


def _plan(root: Path, changeset: Changeset) -> tuple[list[_Write], tuple[Path, ...]]:
    require_finished(root)
    _require_writable_directory(root, root)
    writes: list[_Write] = []
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
        while parent != root and not exists(parent):
            directories.add(parent)
            parent = parent.parent
        _require_writable_directory(root, parent)
        if change.before is not None:
            _require_access(root, target, os.W_OK)
        like = target if change.before is not None else root / change.like if change.like else None
        attributes = read_attributes(like) if like is not None and like.is_file() else None
        path = PurePosixPath(target.relative_to(root))
        step = Step(root, index, path, digest(change.before), digest(change.after))
        for needed in (step.staged, step.aside):
            if exists(needed):
                raise InputError(f"{needed} is in the way", "Move it away and run again.")
        writes.append(_Write(step, change, attributes))
    return writes, tuple(sorted(directories))


def _resolved_target(root: Path, change: FileChange) -> Path:
    location = root / change.path
    target = Path(os.path.realpath(location))  # Path.resolve fails for a link that leads to itself
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
        content = read_content(target)
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
