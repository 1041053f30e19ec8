"""The files of a git revision, written to a directory as they are stored: no filter runs, no attribute counts."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.git import records
from llama_router_codemod.tree.git_command import ask_git

_LINK, EXECUTABLE, _SUBMODULE = "120000", "100755", "160000"


@dataclass(frozen=True)
class CommitEntry:
    """What a commit has under a path: a file or a link, and its name as a blob."""

    path: PurePosixPath
    mode: str
    blob: str


def commit_of(revision: str, repository: Path) -> str | None:
    """The name of the commit that a revision means, None when there is none.

    Raises FileNotFoundError when git is not installed.
    """
    given = ("--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    answer = ask_git(repository, "rev-parse", *given)
    return None if answer.returncode else answer.stdout.decode("ascii").strip()


def unpack_commit(commit: str, repository: Path, target: Path, is_wanted: Callable[[PurePosixPath], bool]) -> None:
    """Write the files of a commit of the repository around `repository` below `target`.

    What is not wanted is not written, nor are links that lead out, and submodules.
    Raises InputError when git fails, as for objects that a partial clone does not have.
    """
    top = Path(os.fsdecode(_asked(repository, "rev-parse", "--show-toplevel").removesuffix(b"\n")))
    entries = [
        entry
        for entry in _entries(_asked(top, "ls-tree", "-r", "-z", "--full-tree", commit))
        if is_wanted(entry.path) and entry.mode != _SUBMODULE
    ]
    target.mkdir(parents=True, exist_ok=True)
    contents = _contents(top, entries)
    # Links come last, so that nothing is written through one.
    for entry, content in sorted(zip(entries, contents, strict=True), key=lambda item: item[0].mode == _LINK):
        _write(target, entry, content)


def files_of_commit(commit: str, directory: Path) -> dict[PurePosixPath, CommitEntry]:
    """The regular files that a commit has below a directory of the work tree, by their path from there.

    Raises InputError when git fails.
    """
    entries = _entries(_asked(directory, "ls-tree", "-r", "-z", commit))
    return {entry.path: entry for entry in entries if entry.mode not in (_LINK, _SUBMODULE)}


def contents_in_commit(directory: Path, entries: list[CommitEntry]) -> Iterator[bytes]:
    """What a commit of the repository around a directory stores of files.

    Raises InputError when git fails, as for objects that a partial clone does not have.
    """
    return _contents(directory, entries) if entries else iter(())


def _entries(listing: bytes) -> Iterator[CommitEntry]:
    # `mode blob NAME<tab>path`
    for record in records(listing):
        entry, _, name = record.partition("\t")
        mode, _, blob = entry.split(" ")
        path = PurePosixPath(name)
        if not path.is_absolute() and not any(part == ".." or part.lower() == ".git" for part in path.parts):
            yield CommitEntry(path, mode, blob)


def _contents(repository: Path, entries: list[CommitEntry]) -> Iterator[bytes]:
    answer = _asked(repository, "cat-file", "--batch", given="".join(f"{entry.blob}\n" for entry in entries).encode())
    position = 0
    for entry in entries:
        end = answer.index(b"\n", position)
        words = answer[position:end].split()
        if len(words) != 3:
            raise InputError(
                f"{entry.path}: git has no content of it here ({os.fsdecode(answer[position:end])})",
                "Fetch it (`git fetch --refetch` in a partial clone), or give two directories.",
            )
        size = int(words[2])
        yield answer[end + 1 : end + 1 + size]
        position = end + size + 2


def _write(target: Path, entry: CommitEntry, content: bytes) -> None:
    path = target / entry.path
    path.parent.mkdir(parents=True, exist_ok=True)
    if entry.mode != _LINK:
        path.write_bytes(content)
        path.chmod(0o755 if entry.mode == EXECUTABLE else 0o644)
        return
    led_to = PurePosixPath(os.fsdecode(content))
    # Path.resolve fails for a link that leads to itself.
    real = Path(os.path.realpath(path.parent / led_to))
    if not led_to.is_absolute() and real.is_relative_to(target.resolve()):
        path.symlink_to(led_to)


def _asked(repository: Path, command: str, *arguments: str, given: bytes = b"") -> bytes:
    answer = ask_git(repository, command, *arguments, given=given)
    if answer.returncode:
        raise InputError(
            f"git failed in {repository}: {os.fsdecode(answer.stderr).strip()}", "Check the repository with `git fsck`."
        )
    return answer.stdout
