"""Which files have work that only the disk has: found by comparing contents, since `git status` runs filters.

A filter is a program that the repository's own configuration names. What git stores is compared with the file as it is
and, where git converts line endings, with the file in that form.
"""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.file_content import read_content
from llama_router_codemod.tree.git import work_tree_prefix
from llama_router_codemod.tree.git_entries import GitEntry, committed_entries, staged_entries
from llama_router_codemod.tree.head import head_commit
from llama_router_codemod.tree.stored_form import Conversion, LineEndings, conversions

_SHOWN = 5


class Committed(enum.Enum):
    """What is known of a file: it is as in the last commit, it is not, or only a program could tell."""

    YES = enum.auto()
    NO = enum.auto()
    UNKNOWN = enum.auto()


def require_clean(root: Path, paths: Sequence[PurePosixPath]) -> None:
    """Nothing, when none of the files has uncommitted changes; else InputError naming them.

    Raises InputError also for files of which only a filter could tell, and when git fails.
    """
    states = committed_states(root, paths)
    dirty = [path for path in paths if states[path] is Committed.NO]
    if dirty:
        raise InputError(f"{_named(dirty)}: uncommitted changes", "Commit or stash them, or give --allow-dirty.")
    unknown = [path for path in paths if states[path] is Committed.UNKNOWN]
    if unknown:
        raise InputError(
            f"{_named(unknown)}: git stores it in another form (LFS or another filter), and no filter is run",
            "See `git status`; if these files are clean, give --allow-dirty.",
        )


def _named(paths: Sequence[PurePosixPath]) -> str:
    more = f" and {len(paths) - _SHOWN} more" if len(paths) > _SHOWN else ""
    return ", ".join(map(str, paths[:_SHOWN])) + more


def committed_states(root: Path, paths: Sequence[PurePosixPath]) -> dict[PurePosixPath, Committed]:
    """Of each file (relative to `root`) whether it is as in the last commit.

    A file that git does not track, ignored or not, is not: git could not give it back. Where git has no part in `root`,
    everything counts as committed. Raises InputError when git fails.
    """
    if not paths or work_tree_prefix(root) is None:
        return dict.fromkeys(paths, Committed.YES)
    commit = head_commit(root)
    committed, staged = {} if commit is None else committed_entries(root, commit), staged_entries(root)
    converted = conversions(root, paths)
    return {path: _state(root / path, _blob(committed, path), _blob(staged, path), converted[path]) for path in paths}


def _blob(entries: Mapping[PurePosixPath, GitEntry], path: PurePosixPath) -> str | None:
    entry = entries.get(path)
    return None if entry is None else entry.blob


def _state(file: Path, committed: str | None, staged: str | None, conversion: Conversion) -> Committed:
    if committed != staged:
        return Committed.NO
    try:
        content = read_content(file)
    except OSError:
        return Committed.NO
    if content is None:
        return Committed.YES if committed is None else Committed.NO
    if committed is None:
        return Committed.NO
    forms = [content, content.replace(b"\r\n", b"\n")] if conversion.line_endings is not LineEndings.KEPT else [content]
    if any(_blob_name(form, len(committed)) == committed for form in forms):
        return Committed.YES
    return Committed.UNKNOWN if conversion.unknowable else Committed.NO


def _blob_name(content: bytes, length: int) -> str:
    """The name of a blob: gitformat-loose(5), in SHA-1 or, where names are longer, in SHA-256."""
    algorithm = "sha1" if length == 40 else "sha256"
    return hashlib.new(algorithm, b"blob %d\0%s" % (len(content), content), usedforsecurity=False).hexdigest()
