"""The one way to ask git of a repository that someone else may have made: it starts nothing, and unless it is told to
write, it reads.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from llama_router_codemod.model.errors import InputError

#: Where git finds its configuration, how far it looks for a repository, and who commits. All other GIT_ variables, as
#: the GIT_DIR and GIT_INDEX_FILE that git sets for its hooks, would point the commands at another repository or index.
_KEPT_VARIABLES = (
    "GIT_AUTHOR_",
    "GIT_CEILING_DIRECTORIES",
    "GIT_COMMITTER_",
    "GIT_CONFIG",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM",
    "GIT_EXEC_PATH",
)
_VARIABLES = {
    "LC_ALL": "C",
    # A partial clone would fetch what is missing, with the programs that its configuration names.
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_TERMINAL_PROMPT": "0",
}
_OPTIONS = ("--no-optional-locks", "--no-pager", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}")
#: The longest that an answer may take: git waits for ever for a pipe that has the name of a file which it reads.
SECONDS = 120
#: Messages are UTF-8, and nobody commits under a name that was guessed.
_WRITING_OPTIONS = ("-c", "i18n.commitEncoding=UTF-8", "-c", "user.useConfigOnly=true")
#: What neither starts a filter, nor a hook, nor a program for differences, archives, signatures or transport.
_COMMANDS = frozenset({"cat-file", "check-attr", "check-ignore", "config", "ls-files", "ls-tree", "rev-parse"})
#: As those with these arguments, without which some of them would.
_WRITING = {
    "commit-tree": ("--no-gpg-sign",),
    "diff-tree": ("--no-ext-diff", "--no-textconv"),
    "hash-object": ("-w", "--no-filters"),
    "read-tree": ("--reset",),
    "update-index": ("-z", "--index-info"),
    "update-ref": ("--stdin", "-z"),
    "var": (),
    "write-tree": ("--missing-ok",),
}


def ask_git(root: Path, command: str, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """What git answers in the directory `root` to a command that only reads, with `given` on its stdin.

    Raises ValueError for another command, FileNotFoundError when git is not installed, InputError when it gives no
    answer.
    """
    if command not in _COMMANDS:
        raise ValueError(f"git {command} may run programs that the repository names")
    return _run(root, _OPTIONS, (command, *arguments), given, {})


def write_with_git(
    root: Path, command: str, *arguments: str, given: bytes = b"", index: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    """What git answers to a command that makes commits, with `index` in place of the index of the work tree.

    Raises ValueError for another command, FileNotFoundError when git is not installed.
    """
    if command not in _WRITING:
        raise ValueError(f"git {command} is not needed to make commits")
    # An index of our own is in one file: the parts of a split one would stay in the repository.
    options = (*_OPTIONS, *_WRITING_OPTIONS, *([] if index is None else ["-c", "core.splitIndex=false"]))
    extra = {} if index is None else {"GIT_INDEX_FILE": str(index)}
    return _run(root, options, (command, *_WRITING[command], *arguments), given, extra)


def _run(
    root: Path, options: Iterable[str], command: tuple[str, ...], given: bytes, extra: dict[str, str]
) -> subprocess.CompletedProcess[bytes]:
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith(_KEPT_VARIABLES)
    }
    try:
        return subprocess.run(
            ["git", "-C", str(root), *options, *command],
            capture_output=True,
            check=False,
            env={**environment, **_VARIABLES, **extra, "PATH": _path_without_current_directory()},
            input=given,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise InputError(
            f"git {command[0]} in {root} has not ended in {SECONDS} seconds",
            "See whether a .gitignore, a .gitattributes or a file in .git is a pipe: git reads it for ever.",
        ) from error


def _path_without_current_directory() -> str:
    """Where programs are looked for, without what means the current directory: that may be the tree."""
    directories = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return os.pathsep.join(filter(os.path.isabs, directories))


def git_output(root: Path, command: str, *arguments: str, given: bytes = b"") -> bytes:
    """What git prints, as for `ask_git`. Raises InputError with its message when it fails."""
    return checked(root, ask_git(root, command, *arguments, given=given))


def checked(root: Path, answer: subprocess.CompletedProcess[bytes]) -> bytes:
    """What git printed. Raises InputError with its message when it failed."""
    if answer.returncode:
        raise InputError(
            f"git failed in {root}: {os.fsdecode(answer.stderr).strip()}",
            "Make `git status` work in that directory and run again.",
        )
    return answer.stdout
