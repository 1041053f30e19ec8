"""What git stores of a file: its content as it is, or with other line endings, as `git add` would convert it.

The rules are those of git's convert.c (crlf_to_git), with the attributes of gitattributes(5) and `core.autocrlf`. No
filter runs: for a file that has one, only a program could tell.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from llama_router_codemod.tree.git_command import ask_git, git_output

if TYPE_CHECKING:
    from collections.abc import Callable

_UNSET = ("unset", "unspecified")
#: Attributes of files whose stored form is not that of the disk, and not one that is known here.
_UNKNOWABLE = ("filter", "ident", "working-tree-encoding")
_ATTRIBUTES = ("text", "eol", "crlf", *_UNKNOWABLE)
_OFF = (b"", b"false", b"no", b"off", b"0")
_ESCAPES = b"\b\t\x1b\x0c"


class LineEndings(enum.Enum):
    """How git stores line ends: as they are, as line feeds, or as these where a file looks like text and is not stored
    otherwise yet."""

    KEPT = enum.auto()
    CONVERTED = enum.auto()
    GUESSED = enum.auto()


@dataclass(frozen=True)
class Conversion:
    """What git does to a file before it stores it; `unknowable` if a program, or an encoding, has a part in it."""

    line_endings: LineEndings
    unknowable: bool

    def stored(self, content: bytes, in_index: Callable[[], bytes]) -> bytes:
        """What is stored of a content; `in_index` gives what is stored of the file so far, b"" for a new one."""
        if self.line_endings is LineEndings.KEPT or b"\r\n" not in content:
            return content
        if self.line_endings is LineEndings.GUESSED and (_is_binary(content) or _has_crlf(in_index())):
            return content
        return content.replace(b"\r\n", b"\n")


def conversions(root: Path, paths: Sequence[PurePosixPath]) -> Mapping[PurePosixPath, Conversion]:
    """What git does to each file (relative to `root`) before it stores it. Raises InputError when git fails."""
    given = b"".join(bytes(path) + b"\0" for path in paths)
    output = git_output(root, "check-attr", "-z", "--stdin", *_ATTRIBUTES, given=given).split(b"\0")[:-1]
    attributes: dict[bytes, dict[str, str]] = {bytes(path): {} for path in paths}
    for path, name, value in zip(output[0::3], output[1::3], output[2::3], strict=True):
        attributes[path][name.decode()] = value.decode("utf-8", "replace")
    answer = ask_git(root, "config", "--get", "core.autocrlf")
    automatic = answer.stdout.strip().lower() not in _OFF
    return {path: _conversion(attributes[bytes(path)], automatic=automatic) for path in paths}


def _conversion(attributes: Mapping[str, str], *, automatic: bool) -> Conversion:
    return Conversion(
        _line_endings(attributes, automatic=automatic),
        unknowable=any(attributes[name] not in _UNSET for name in _UNKNOWABLE),
    )


def _line_endings(attributes: Mapping[str, str], *, automatic: bool) -> LineEndings:
    text = _meaning(attributes["text"]) or _meaning(attributes["crlf"])
    if text is not None and text is not LineEndings.CONVERTED:
        return text
    if text is LineEndings.CONVERTED or attributes["eol"] in ("lf", "crlf"):
        return LineEndings.CONVERTED
    return LineEndings.GUESSED if automatic else LineEndings.KEPT


def _meaning(value: str) -> LineEndings | None:
    match value:
        case "set" | "input":
            return LineEndings.CONVERTED
        case "unset":
            return LineEndings.KEPT
        case "auto":
            return LineEndings.GUESSED
        case _:
            return None


def _has_crlf(content: bytes) -> bool:
    return b"\r\n" in content and not _is_binary(content)


def _is_binary(content: bytes) -> bool:
    """Whether git takes a content for binary: a NUL, a lone CR, or too many unprintable bytes (convert.c)."""
    if b"\0" in content or content.count(b"\r") != content.count(b"\r\n"):
        return True
    ended = content.removesuffix(b"\x1a")
    odd = sum(ended.count(byte) for byte in (*range(32), 127) if byte not in b"\r\n" + _ESCAPES)
    printable = len(ended) - odd - ended.count(b"\r") - ended.count(b"\n")
    return printable >> 7 < odd
