"""The journal: everything that one must know of an interrupted run to undo it.

It is kept in the user's state directory, by the checkout's real path, where neither a checkout nor an archive can bring
one along.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.file_content import create_file, sync_directory
from llama_router_codemod.tree.state_directory import state_directory
from llama_router_codemod.tree.step import Step

_VERSION = 3


@dataclass(frozen=True, slots=True)
class HeadMove:
    """The commit that a run finds checked out, and the one that it leaves, once all files are written."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Journal:
    """The steps of the run that `token` names, and the directories that it creates, outer before inner.

    `finished` tells that all steps are carried out, and only what the run needed on the way is to be removed. `head` is
    for a run that commits.
    """

    token: str
    steps: tuple[Step, ...]
    directories: tuple[Path, ...]
    finished: bool = False
    head: HeadMove | None = None

    @property
    def paths(self) -> list[PurePosixPath]:
        """The files that the run writes or removes."""
        return [step.path for step in self.steps]


def journal_path(root: Path) -> Path:
    """Where the journal of the checkout at `root` is. Raises InputError when that is in the checkout itself."""
    path = root.resolve()
    directory = state_directory().resolve()
    if directory.is_relative_to(path):
        raise InputError(
            f"the directory for journals is in the checkout: {directory}", "Set XDG_STATE_HOME to another place."
        )
    return directory / f"{hashlib.sha256(os.fsencode(path)).hexdigest()[:32]}.json"


def save_journal(root: Path, journal: Journal) -> None:
    """Keep the journal of the checkout at `root`, in the place of an older one, which no mark refers to any more.

    Raises InputError when it cannot be written.
    """
    path = journal_path(root)
    draft = path.with_suffix(".draft")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)
        create_file(draft, _encode(root, journal).encode("ascii"))
        draft.replace(path)
    except OSError as error:
        raise InputError(
            f"{path.parent}: the journal cannot be written: {error.strerror or error}",
            "Make room or allow it, or set XDG_STATE_HOME to another place. Nothing was changed.",
        ) from error
    sync_directory(path.parent)


def load_journal(root: Path) -> Journal | None:
    """The journal of the checkout at `root`, None when there is none. Raises InputError when it cannot be used."""
    path = journal_path(root)
    try:
        return _decode(root.resolve(), path.read_text(encoding="ascii"))
    except FileNotFoundError:
        return None
    except (AttributeError, KeyError, OSError, TypeError, ValueError) as error:
        raise InputError(
            f"{path}: this journal cannot be used: {error}", "Restore the checkout from version control."
        ) from error


def remove_journal(root: Path) -> None:
    """Forget the journal of the checkout at `root`. Raises OSError."""
    journal_path(root).unlink(missing_ok=True)


def _encode(root: Path, journal: Journal) -> str:
    document = {
        "version": _VERSION,
        "root": str(root.resolve()),
        "token": journal.token,
        "finished": journal.finished,
        "head": None if journal.head is None else [journal.head.old, journal.head.new],
        "directories": [str(directory.relative_to(root)) for directory in journal.directories],
        "steps": [{"path": str(step.path), "before": step.before, "after": step.after} for step in journal.steps],
    }
    return json.dumps(document, indent=1) + "\n"


def _decode(root: Path, text: str) -> Journal:
    document = json.loads(text)
    if document["version"] != _VERSION:
        raise ValueError(f"unknown version {document['version']}")
    directories = tuple(root / name for name in document["directories"])
    steps = tuple(
        Step(root, index, PurePosixPath(item["path"]), item["before"], item["after"])
        for index, item in enumerate(document["steps"])
    )
    for path in (*directories, *(step.target for step in steps)):
        # A directory may have become a link since: nothing outside must be reached.
        if path.parent.resolve() != path.parent or not path.is_relative_to(root):
            raise ValueError(f"not a path below the checkout root: {path}")
    head = None if document["head"] is None else HeadMove(*document["head"])
    return Journal(document["token"], steps, directories, document["finished"], head)
