"""The files of a git revision, written to a directory as they are stored: no filter runs, no attribute counts."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.git_command import ask_git
from llama_router_codemod.tree.git_entries import EXECUTABLE, LINK, SUBMODULE, GitEntry, entries_in


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
    entries = {
        path: entry
        for path, entry in entries_in(_asked(top, "ls-tree", "-r", "-z", "--full-tree", commit))
        if is_wanted(path) and entry.mode != SUBMODULE
    }
    target.mkdir(parents=True, exist_ok=True)
    contents = contents_in_commit(top, entries)
    # Links come last, so that nothing is written through one.
    for path, content in sorted(contents, key=lambda item: entries[item[0]].mode == LINK):
        _write(target / path, entries[path].mode, content, target)


def contents_in_commit(
    repository: Path, entries: Mapping[PurePosixPath, GitEntry]
) -> Iterator[tuple[PurePosixPath, bytes]]:
    """What the repository around a directory stores of files, in their order.

    Raises InputError when git fails, as for objects that a partial clone does not have.
    """
    given = "".join(f"{entry.blob}\n" for entry in entries.values()).encode()
    answer = _asked(repository, "cat-file", "--batch", given=given) if entries else b""
    position = 0
    for path in entries:
        end = answer.index(b"\n", position)
        words = answer[position:end].split()
        if len(words) != 3:
            raise InputError(
                f"{path}: git has no content of it here ({os.fsdecode(answer[position:end])})",
                "Fetch it (`git fetch --refetch` in a partial clone), or give two directories.",
            )
        size = int(words[2])
        yield path, answer[end + 1 : end + 1 + size]
        position = end + size + 2


def _write(path: Path, mode: str, content: bytes, target: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if mode != LINK:
        path.write_bytes(content)
        path.chmod(0o755 if mode == EXECUTABLE else 0o644)
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
