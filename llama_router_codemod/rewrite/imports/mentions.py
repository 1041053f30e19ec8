"""LRC301: a text names a module that moved, in a way that does not tell where its content is now for certain."""

from __future__ import annotations

import codecs
import enum
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.move import Move, new_home
from llama_router_codemod.rewrite.imports.text_places import FileText, file_of, matches, may_mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import PurePosixPath

MAX_FINDINGS = 20


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
    if not may_mention(data, moves):
        return []
    data = data.removeprefix(codecs.BOM_UTF8)
    gone = frozenset(name for name, move in moves.items() if not move.remains)
    file = FileText(data, path)
    found = [
        (match.start(), facts)
        for match in matches(_pattern(frozenset(moves), gone), data, moves)
        if (facts := _facts(match, moves)) is not None and file.is_text(match.start())
    ]
    left_out = len(found) - MAX_FINDINGS
    if left_out > 0:
        found[MAX_FINDINGS:] = [(found[MAX_FINDINGS][0], MovedModuleMention(Reason.REST, more=left_out))]
    return [Finding(file.place(offset), facts) for offset, facts in found]


@cache
def _pattern(moved: frozenset[str], gone: frozenset[str]) -> re.Pattern[bytes]:
    """What names one of the moved modules, or the file of one that is gone."""
    modules = "|".join(re.escape(name) for name in sorted(moved, reverse=True))
    files = "|".join(re.escape(file_of(name)) for name in sorted(gone))
    names = r"(?:\.(?P<name>\w+)|[ \t]+import[ \t(]+(?P<names>[\w \t,]+))?"
    dotted = rf"(?<![\w.])(?P<module>{modules}){names}(?!\w)"
    return re.compile((rf"{dotted}|(?<![\w.-])(?P<file>{files})(?!\w)" if files else dotted).encode())


def _facts(match: re.Match[bytes], moves: Mapping[str, Move]) -> MovedModuleMention | None:
    """What moved where; None when what is named is still there."""
    module, name, names, file = (
        (match[group] or b"").decode() if group in match.re.groupindex else ""
        for group in ("module", "name", "names", "file")
    )
    if file:
        homes = next(move.homes for move in moves.values() if file_of(move.module) == file).values()
        return _moved(file, (home.rpartition(".")[2] + ".py" for home in homes))
    move = moves[module]
    lost = next((word for word in (name, *re.findall(r"\w+", names)) if word and move.lost(word)), None)
    if lost is not None and (home := new_home(module, lost, moves)):
        return _moved(f"{module}.{lost}", [".".join(home)])
    return None if move.remains else _moved(module, move.homes.values())


def _moved(mentioned: str, homes: Iterable[str]) -> MovedModuleMention:
    return MovedModuleMention(Reason.MODULE, mentioned, tuple(sorted(set(homes))))
