"""Puts back what an interrupted run did to a checkout."""

from __future__ import annotations

import enum
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.file_content import remove_if_empty, sync_directory
from llama_router_codemod.tree.head import head_commit, put_index_back
from llama_router_codemod.tree.held_signals import held_signals
from llama_router_codemod.tree.journal import Journal, load_journal, remove_journal
from llama_router_codemod.tree.step import put_back
from llama_router_codemod.tree.unfinished_run import MARK_NAME, is_begun, is_marked, marked_token, remove_mark
from llama_router_codemod.tree.write_lock import write_lock


class Undone(enum.Enum):
    """What there was to undo: nothing, a run, or only what a run left behind that had done its work."""

    NOTHING = enum.auto()
    RUN = enum.auto()
    REMAINS = enum.auto()


def undo_run(root: Path) -> Undone:
    """Undo what an interrupted `apply_changeset` left below `root`.

    Raises InputError when there is no such directory, when another run is at work in it, and when it is marked by a run
    whose journal is not here; also, with all other files put back, for files that were edited since or that cannot be
    put back: mark and journal stay then.
    """
    root = root.resolve()
    with write_lock(root):
        if not is_marked(root):
            return Undone.NOTHING
        if not is_begun(root):
            remove_mark(root)
            return Undone.RUN
        journal = load_journal(root)
        if journal is None or journal.token != marked_token(root):
            raise InputError(
                f"{root} has the mark of an interrupted run, but there is no journal of it: it was the run of another"
                " user, or of another directory, of which this one is a copy",
                f"Restore the files from version control, then delete {MARK_NAME}.",
            )
        with held_signals():
            if journal.finished or (journal.head is not None and head_commit(root) == journal.head.new):
                end_run(root, journal)
                return Undone.REMAINS
            roll_back(root, journal)
            return Undone.RUN


def end_run(root: Path, journal: Journal) -> None:
    """Remove what a run needed on the way, and the directories that it left empty, after all its steps.

    Raises InputError when that fails: all files are written then.
    """
    try:
        for step in journal.steps:
            step.aside.unlink(missing_ok=True)
            if step.after is None:
                _remove_empty_directories(root, step.target.parent)
        remove_mark(root)
    except OSError as error:
        raise InputError(
            f"all files are written, but what the run needed on the way cannot be removed: {_words(error)}",
            f"When that is mended, `llama-router-codemod migrate --undo {root}` removes it.",
        ) from error
    # Without a mark it is of no use, and the next run writes over it.
    with suppress(OSError):
        remove_journal(root)


def _remove_empty_directories(root: Path, directory: Path) -> None:
    while directory != root and remove_if_empty(directory):
        directory = directory.parent


def roll_back(root: Path, journal: Journal, cause: BaseException | None = None) -> None:
    """Put every file back, then remove mark and journal.

    Files that were edited after the run had written them are kept. Raises InputError, which begins with the cause of
    it all, when there are such files, and when a file cannot be put back; everything else is put back then.
    """
    kept: list[str] = []
    failed: list[OSError] = []
    for step in reversed(journal.steps):
        try:
            if not put_back(step):
                kept.append(str(step.path))
        except OSError as error:
            failed.append(error)
    for directory in reversed(journal.directories):
        try:
            remove_if_empty(directory)
        except OSError as error:
            failed.append(error)
    for directory in sorted({step.target.parent for step in journal.steps}):
        sync_directory(directory)
    if journal.head is not None:
        put_index_back(root, journal.head.old, journal.paths)
    if not kept and not failed:
        try:
            remove_mark(root)
        except OSError as error:
            failed.append(error)
    if kept or failed:
        raise _half_written(root, sorted(kept), failed, cause) from cause
    with suppress(OSError):
        remove_journal(root)


def _half_written(
    root: Path, kept: Iterable[str], failed: Iterable[OSError], cause: BaseException | None
) -> InputError:
    reasons = [
        *([] if cause is None else [_words(cause)]),
        *(f"{path} was edited after the run had written it, and is kept" for path in kept),
        *(f"a file cannot be put back: {_words(error)}" for error in failed),
    ]
    undo = f"`llama-router-codemod migrate --undo {root}`"
    remedies = [
        *([f"Move what was edited away; {undo} puts the old content in its place."] if kept else []),
        *([f"When that is mended, {undo} puts the files back."] if failed else []),
    ]
    return InputError("; ".join([*reasons, f"{root} is half-written"]), " ".join(remedies))


def _words(error: BaseException) -> str:
    match error:
        case InputError(message=message):
            return message
        case OSError(strerror=str(reason)):
            return f"{os.fsdecode(error.filename)}: {reason}" if error.filename else reason
        case KeyboardInterrupt():
            return "interrupted"
        case _:
            return str(error) or type(error).__name__
