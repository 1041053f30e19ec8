"""Which files of a checkout are left out: patterns as in `.gitignore`, of the command and the checkout's settings."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.settings import FILE, read_settings

_OPTION = "--exclude"


class Exclusion(NamedTuple):
    """A pattern, where it was given, and the files that it leaves out: those that no later pattern decides about."""

    pattern: str
    origin: str
    paths: tuple[PurePosixPath, ...] = ()


def exclusions(root: Path, given: Iterable[str], names: Iterable[PurePosixPath]) -> tuple[Exclusion, ...]:
    """What the settings of the checkout at `root` and the `given` patterns leave out of the files of these names.

    As in `.gitignore`, the last pattern that matches a file decides, and one that begins with `!` keeps it. Raises
    InputError for a pattern that is none.
    """
    patterns = [(pattern, FILE) for pattern in read_settings(root).exclude]
    patterns += [(pattern, _OPTION) for pattern in given]
    if not patterns:
        return ()
    # Not at the top: most runs have no pattern, and `check` is to start fast.
    from pathspec import GitIgnoreSpec

    for pattern, origin in patterns:
        try:
            GitIgnoreSpec.from_lines([pattern])
        except ValueError as error:
            raise InputError(f"{origin}: {pattern} is no pattern", "Write it as in a .gitignore file.") from error
    spec = GitIgnoreSpec.from_lines(pattern for pattern, _ in patterns)
    found: dict[int, list[PurePosixPath]] = {}
    for name in names:
        result = spec.check_file(name)
        if result.include and result.index is not None:
            found.setdefault(result.index, []).append(name)
    return tuple(
        Exclusion(pattern, origin, tuple(found.get(number, ()))) for number, (pattern, origin) in enumerate(patterns)
    )
