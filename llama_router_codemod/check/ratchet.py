"""A committed list of what may still be left, which can only become shorter."""

from __future__ import annotations

import re
from pathlib import Path

from llama_router_codemod.check.result import Allowed, CheckResult
from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.settings_file import settings_text

_HEADER = """\
# The methods that still have a @webmethod. `llama-router-codemod check --ratchet` fails for others, and for lines whose
# method has none any more; `--update-ratchet` removes those.
"""
#: An API or a file, and a method with its class or `-` (`Remaining.identity`).
_ENTRY = re.compile(r"(?:\w+|.*\.py) (?:-|[^\W\d][\w.]*)")


def allowed_by_file(result: CheckResult, path: Path, *, is_updated: bool) -> CheckResult:
    """The result with what the list in a file says of it.

    Each line is the identity of what is left: the API, or the file where there is none, and the method; `#` begins a
    comment. A list that `is_updated` loses the lines that are gone, or is written when there is none.
    Raises InputError when there is no list that can be read or written.
    """
    left = {item.identity for item in result.remaining}
    text = settings_text(path)
    if text is None:
        if not is_updated:
            raise InputError(f"{path}: there is no such ratchet", "Write it with --update-ratchet.")
        text = "".join([_HEADER, *(f"{identity}\n" for identity in sorted(left))])
        _write(path, text)
    entries = _entries(path, text)
    gone = entries - left
    if is_updated and gone:
        _write(path, "".join(line for line in text.splitlines(keepends=True) if line.strip() not in gone))
        gone = frozenset()
    said = Allowed(new=sorted(left - entries), gone=sorted(gone))
    return result._replace(ratchet=said)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path}: no ratchet can be written here ({error.strerror})", "Name a text file.") from error


def _entries(path: Path, text: str) -> frozenset[str]:
    """The lines of a list. Raises InputError for another text, which an update would cut."""
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1)]
    entries = [(number, line) for number, line in lines if line and not line.startswith("#")]
    for number, line in entries:
        if not _ENTRY.fullmatch(line):
            raise InputError(
                f"{path}:{number}: is no line of a ratchet", "Name a file that --update-ratchet has written."
            )
    return frozenset(line for _, line in entries)
