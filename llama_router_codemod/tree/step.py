"""One change of one file as it is carried out and put back, so that no edit that someone saves meanwhile is lost.

The old file is renamed, never written over: it can be looked at after it is out of the way, and it comes back as the
same file.
"""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from llama_router_codemod.tree.presence import exists

_NO_FILE = "no regular file"


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of the file `path` of the checkout at `root`, with the links in the path resolved.

    `before` and `after` are digests of its contents, None for no file. `index` is the step's place in its run.
    """

    root: Path
    index: int
    path: PurePosixPath
    before: str | None
    after: str | None

    @property
    def target(self) -> Path:
        """The file."""
        return self.root / self.path

    @property
    def staged(self) -> Path:
        """The new file, until it stands in the target's place."""
        return self.target.with_name(f".llama-router-codemod-{self.index}.new")

    @property
    def aside(self) -> Path:
        """The old file, until the run has ended."""
        return self.target.with_name(f".llama-router-codemod-{self.index}.old")


def digest(content: bytes | None) -> str | None:
    """What stands for a content in a step and in the journal."""
    return None if content is None else hashlib.sha256(content).hexdigest()


def carry_out(step: Step) -> bool:
    """Put the staged file in the place of the old one; False when that is not what it was, and is kept.

    Raises OSError.
    """
    if step.before is not None and not _take_away(step.target, step.aside, step.before):
        return False
    if step.after is not None:
        try:
            _place(step.staged, step.target)
        except FileExistsError:
            return False
    return True


def put_back(step: Step) -> bool:
    """Undo a step, however far it came; False for a file that was edited after it was written, and is kept.

    Raises OSError.
    """
    was_begun = step.before is None or exists(step.aside)
    was_written = was_begun and not exists(step.staged)
    if step.after is not None and was_begun and _digest_of(step.target) == step.after:
        step.staged.unlink(missing_ok=True)
        if not _take_away(step.target, step.staged, step.after):
            return False
    found = _digest_of(step.target)
    if found not in (None, step.before) and was_written:
        return False
    if exists(step.aside):
        if found is None:
            _place(step.aside, step.target)
        else:
            step.aside.unlink()
    step.staged.unlink(missing_ok=True)
    return True


def is_as_before(step: Step) -> bool:
    """Whether the old file, out of the way by now, still has its content: someone may have had it open.

    Raises OSError.
    """
    return step.before is None or _digest_of(step.aside) == step.before


def _take_away(file: Path, aside: Path, expected: str) -> bool:
    try:
        file.rename(aside)
    except FileNotFoundError:
        return False
    if _digest_of(aside) == expected:
        return True
    _place(aside, file)
    return False


def _place(file: Path, target: Path) -> None:
    """Rename a file, but never over another one: FileExistsError then."""
    try:
        os.link(file, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if exists(target):
            raise FileExistsError(f"{target} exists") from None
        file.rename(target)
    else:
        file.unlink()


def _digest_of(path: Path) -> str | None:
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return _NO_FILE
        return digest(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
