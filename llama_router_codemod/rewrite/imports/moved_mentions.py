"""Names of moved modules in documents, notebooks, recordings, strings and comments, led to where they are now."""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import PurePosixPath

from llama_router_codemod.conventions.recordings import TYPE_KEY, Recording
from llama_router_codemod.model.move import Move, new_home
from llama_router_codemod.rewrite.imports.text_places import PYTHON_SUFFIXES, FileText, matches, may_mention

#: Documents that tell what was, under the names that it had.
_HISTORY = frozenset({"changelog", "changes", "history", "news", "release_notes", "releases"})
#: Calls that replace a name in a module: the module that uses a name need not be the one that defines it.
_PATCH = re.compile(rb"(?:patch|setattr|delattr)\(\s*[rRuU]?['\"]{1,3}\Z")
_LOOK_BACK = 80


def rewrite_mentions(
    data: bytes,
    path: PurePosixPath,
    moves: Mapping[str, Move],
    recording: Recording | None = None,
    asked: Collection[str] = (),
) -> bytes:
    """The bytes of a file in which each name of a moved module has its new place, if that is certain.

    Certain are `pkg.apis.x.x.Name`, also with attributes behind it, and `from pkg.apis.x.x import A, B` where one
    module has all of them now. All else stays, to the byte: a module alone, code of Python files, names that a patch
    replaces in a module, changelogs, a recording but for the types of its answer, and in Python the names in `asked`,
    which requests contain that are looked up by their hash.
    """
    if not may_mention(data, moves) or path.stem.lower() in _HISTORY:
        return data
    if recording is not None and mentioned_names(recording.request.encode(), moves):
        return data
    if data.startswith(codecs.BOM_UTF8):
        return codecs.BOM_UTF8 + rewrite_mentions(data.removeprefix(codecs.BOM_UTF8), path, moves, recording, asked)
    is_python = path.suffix in PYTHON_SUFFIXES
    file = FileText(data, path)
    pieces: list[bytes] = []
    end = 0
    for match in matches(_pattern(frozenset(moves)), data, moves):
        home = _home(match, moves, is_python=is_python)
        before = data[max(0, match.start() - _LOOK_BACK) : match.start()]
        if (
            home is None
            or (recording is not None and not TYPE_KEY.search(before))
            or (is_python and (_dotted(match) in asked or _is_patched(before, data[match.end() : match.end() + 1])))
            or not file.is_text(match.start())
        ):
            continue
        pieces += [data[end : match.start()], home.encode()]
        end = match.end()
    return b"".join([*pieces, data[end:]])


def mentioned_names(data: bytes, moves: Mapping[str, Move]) -> frozenset[str]:
    """The dotted names of moved modules' contents in a text."""
    found = matches(_pattern(frozenset(moves)), data, moves) if may_mention(data, moves) else ()
    return frozenset(name for match in found if (name := _dotted(match)))


@cache
def _pattern(moved: frozenset[str]) -> re.Pattern[bytes]:
    modules = "|".join(re.escape(name) for name in sorted(moved, reverse=True))
    names = r"\w+(?:[ \t]*,[ \t]*\w+)*"
    imported = rf"(?<=from )(?P<source>{modules})(?=[ \t]+import[ \t]+(?P<names>{names})[ \t]*(?:[\\\"'`#;\r\n]|\Z))"
    return re.compile(rf"{imported}|(?<![\w.])(?P<module>{modules})\.(?P<name>\w+)(?!\w)".encode())


def _dotted(match: re.Match[bytes]) -> str | None:
    return None if match["module"] is None else match[0].decode()


def _home(match: re.Match[bytes], moves: Mapping[str, Move], *, is_python: bool) -> str | None:
    """What stands for a match now, None where that is not certain or the same."""
    if match["module"] is not None:
        module, name = match["module"].decode(), match["name"].decode()
        if not moves[module].lost(name) or (is_python and name not in moves[module].homes):
            return None
        home = new_home(module, name, moves)
        return None if home is None else ".".join(home)
    module, names = match["source"].decode(), re.findall(r"\w+", match["names"].decode())
    return _shared_home(module, names, moves)


def _shared_home(module: str, names: Collection[str], moves: Mapping[str, Move]) -> str | None:
    homes = {new_home(module, name, moves) for name in names}
    sources = {home and home[0] for home in homes}
    unchanged = {home and home[1] for home in homes} == set(names)
    (source,) = sources if len(sources) == 1 else (None,)
    return source if unchanged and source != module else None


def _is_patched(before: bytes, after: bytes) -> bool:
    """Whether a name is the whole first argument of a call that replaces it."""
    return after in {b"'", b'"'} and _PATCH.search(before) is not None
