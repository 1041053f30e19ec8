"""LRC301: a text names a module that moved: documents, notebooks, recordings, strings and comments of Python files."""

from __future__ import annotations

import codecs
import enum
import io
import re
import tokenize
from dataclasses import dataclass
from os.path import commonprefix
from typing import TYPE_CHECKING

from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.move import Move, new_home
from llama_router_codemod.model.place import Place
from llama_router_codemod.source.spans import line_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import PurePosixPath

MAX_BYTES = 2 * 1024 * 1024
MAX_FINDINGS = 20
_PYTHON_SUFFIXES = frozenset({".py", ".pyi"})
_TEXT_TOKENS = frozenset(
    {
        tokenize.STRING,
        tokenize.COMMENT,
        getattr(tokenize, "FSTRING_MIDDLE", -1),
        getattr(tokenize, "TSTRING_MIDDLE", -1),
    }
)


class Reason(enum.StrEnum):
    """What a finding is about."""

    MODULE = "a module"
    REST = "the rest of a file"


@dataclass(frozen=True)
class MovedModuleMention(Facts):
    """The dotted path or file that a text mentions and where it is now; or how many mentions are not listed."""

    code = "LRC301"
    reason: Reason
    mentioned: str | None = None
    homes: tuple[str, ...] = ()
    more: int = 0


def mentions(data: bytes, path: PurePosixPath, moves: Mapping[str, Move]) -> list[Finding]:
    """A finding for each place of a file that names a moved module: by its dotted path or by that of its file.

    A module that remains counts where a name follows that it lost. In Python files, code does not count. After
    MAX_FINDINGS places one more finding tells how many are left out. Binary files and those above MAX_BYTES have none.
    """
    if len(data) > MAX_BYTES or not any(start.encode() in data for start in _beginnings(moves)) or b"\0" in data:
        return []
    data = data.removeprefix(codecs.BOM_UTF8)
    found = [
        Finding(_place(data, match.start(), path), facts)
        for match in re.finditer(_pattern(moves), data)
        if (facts := _facts(match, moves)) is not None
    ]
    if found and path.suffix in _PYTHON_SUFFIXES:
        found = list(filter(_is_in_text(data), found))
    left_out = len(found) - MAX_FINDINGS
    if left_out > 0:
        rest = MovedModuleMention(Reason.REST, more=left_out)
        found[MAX_FINDINGS:] = [Finding(found[MAX_FINDINGS].place, rest)]
    return found


def _beginnings(moves: Mapping[str, Move]) -> tuple[str, ...]:
    """What each dotted path begins with, and each file path: looking for these rules out most files at once."""
    # Letter by letter is meant here: these are not paths yet.
    return tuple(commonprefix(names) for names in ([*moves], [*map(_file, moves)])) if moves else ()  # noqa: RUF071


def _file(module: str) -> str:
    """The path of a module's file without the top package, unless little else is left."""
    parts = module.split(".")
    return "/".join(parts[1:] if len(parts) > 2 else parts) + ".py"


def _pattern(moves: Mapping[str, Move]) -> bytes:
    modules = "|".join(re.escape(name) for name in sorted(moves, reverse=True))
    files = "|".join(re.escape(_file(name)) for name, move in sorted(moves.items()) if not move.remains)
    names = r"(?:\.(?P<name>\w+)|[ \t]+import[ \t(]+(?P<names>[\w \t,]+))?"
    dotted = rf"(?<![\w.])(?P<module>{modules}){names}(?!\w)"
    return (rf"{dotted}|(?<![\w.-])(?P<file>{files})(?!\w)" if files else dotted).encode()


def _facts(match: re.Match[bytes], moves: Mapping[str, Move]) -> MovedModuleMention | None:
    """What moved where; None when what is named is still there."""
    module, name, names, file = (
        (match[group] or b"").decode() if group in match.re.groupindex else ""
        for group in ("module", "name", "names", "file")
    )
    if file:
        homes = next(move.homes for move in moves.values() if _file(move.module) == file).values()
        return _moved(file, (home.rpartition(".")[2] + ".py" for home in homes))
    move = moves[module]
    lost = next((word for word in (name, *re.findall(r"\w+", names)) if word and move.lost(word)), None)
    if lost is not None and (home := new_home(module, lost, moves)):
        return _moved(f"{module}.{lost}", [".".join(home)])
    return None if move.remains else _moved(module, move.homes.values())


def _moved(mentioned: str, homes: Iterable[str]) -> MovedModuleMention:
    return MovedModuleMention(Reason.MODULE, mentioned, tuple(sorted(set(homes))))


def _place(data: bytes, offset: int, path: PurePosixPath) -> Place:
    line_start = data.rfind(b"\n", 0, offset) + 1
    column = len(data[line_start:offset].decode(errors="replace")) + 1
    return Place(path, line_number(data, offset), column)


def _is_in_text(data: bytes) -> Callable[[Finding], bool]:
    """Whether a finding is in a string or a comment; any is, when the file has no tokens to tell."""
    try:
        tokens = [token for token in tokenize.tokenize(io.BytesIO(data).readline) if token.type in _TEXT_TOKENS]
    except (tokenize.TokenError, SyntaxError):
        return lambda found: True

    def is_in_text(found: Finding) -> bool:
        place = (found.place.line, found.place.column - 1)
        return any(token.start <= place < token.end for token in tokens)

    return is_in_text
