"""A committed list of what may still be left, which can only become shorter."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from llama_router_codemod.check.check import Allowed, CheckResult
from llama_router_codemod.model.errors import InputError

_HEADER = """\
# The methods that still have a @webmethod. `llama-router-codemod check --ratchet` fails for others, and for lines whose
# method has none any more; `--update-ratchet` removes those.
"""


def allowed_by_file(result: CheckResult, path: Path, *, is_updated: bool) -> CheckResult:
    """The result with what the list in a file says of it.

    Each line is the identity of what is left: the API, or the file where there is none, and the method; `#` begins a
    comment. A list that `is_updated` loses the lines that are gone, or is written when there is none.
    Raises InputError when there is no list that can be read or written.
    """
    left = {item.identity for item in result.remaining}
    try:
        if is_updated and not path.exists():
            path.write_text("".join([_HEADER, *(f"{identity}\n" for identity in sorted(left))]), encoding="utf-8")
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        gone = _entries(lines) - left
        if is_updated and gone:
            lines = [line for line in lines if line.strip() not in gone]
            path.write_text("".join(lines), encoding="utf-8")
            gone = frozenset()
    except FileNotFoundError as error:
        raise InputError(f"{path}: there is no such ratchet", "Write it with --update-ratchet.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: no ratchet can be kept here ({error})", "Name a text file in UTF-8.") from error
    said = Allowed(new=sorted(left - _entries(lines)), gone=sorted(gone))
    return replace(result, ratchet=said)


def _entries(lines: Collection[str]) -> frozenset[str]:
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))
