"""The mark of a run that is writing a checkout, or was interrupted while it did: a file at the checkout's root.

It says no more than that: what is to be undone stands in the journal, which is kept elsewhere. Copies, clones and
archives of a half-written tree have the mark too, and no command takes them for whole.
"""

from __future__ import annotations

import stat
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.presence import exists

MARK_NAME = ".llama-router-codemod-unfinished"
_TEXT = """\
A run of llama-router-codemod that was writing this directory has not ended: some files are new, others old.
If it was interrupted, `llama-router-codemod migrate --undo` puts all of them back.
run {token}
"""
_LONGEST = 1_000


def set_mark(root: Path, token: str) -> None:
    """Mark the checkout at `root` as being written by the run of a token. Raises OSError."""
    # Here and below: `check` looks for the mark, and writes nothing.
    from llama_router_codemod.tree.file_content import create_file, sync_directory

    create_file(root / MARK_NAME, _TEXT.format(token=token).encode())
    sync_directory(root)


def remove_mark(root: Path) -> None:
    """Say that the checkout is whole again. Raises OSError."""
    from llama_router_codemod.tree.file_content import sync_directory

    (root / MARK_NAME).unlink(missing_ok=True)
    sync_directory(root)


def is_marked(root: Path) -> bool:
    """Whether a run in the checkout has not ended."""
    return exists(root / MARK_NAME)


def is_begun(root: Path) -> bool:
    """Whether the mark has its text: a run that was killed before that did nothing else. Raises OSError."""
    return (root / MARK_NAME).lstat().st_size > 0


def marked_token(root: Path) -> str | None:
    """The token of the run that marked the checkout; None when it is not marked, or by nothing that we wrote."""
    mark = root / MARK_NAME
    try:
        state = mark.lstat()
        if not stat.S_ISREG(state.st_mode) or state.st_size > _LONGEST:
            return None
        return mark.read_text(encoding="ascii").rpartition("run ")[2].strip()
    except (OSError, UnicodeDecodeError):
        return None


def require_finished(root: Path, files: Iterable[PurePosixPath] = ()) -> None:
    """Nothing, when no run stands unfinished in the checkout, around it, or in a directory of one of its `files`.

    Else InputError, which names the place and how to undo the run.
    """
    here = root.resolve()
    for directory in (here, *here.parents, *(here / path.parent for path in files if _is_mark(path))):
        if is_marked(directory):
            raise InputError(
                f"{directory} is half-written: a run is at work there, or was interrupted",
                f"If none is at work, `llama-router-codemod migrate --undo {directory}` puts the files back.",
            )


def _is_mark(path: PurePosixPath) -> bool:
    # Most names tell much faster than paths.
    return str(path).endswith(MARK_NAME) and path.name == MARK_NAME
