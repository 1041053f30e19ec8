"""Text to bytes and back, keeping a file's byte order mark and its line endings."""

from __future__ import annotations

from pathlib import PurePosixPath

from llama_router_codemod.source.spans import NEWLINE
from llama_router_codemod.source.syntax import decode_source

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read_text(data: bytes, path: PurePosixPath) -> str:
    """The text with plain line feeds; a file that mixes line endings keeps them. Raises InputError when not UTF-8."""
    return decode_source(data, path).replace(_line_ending(data).decode(), "\n")


def write_text(text: str, like: bytes) -> bytes:
    """The bytes of a text that replaces or stems from the file with the bytes `like`."""
    data = text.encode().replace(b"\n", _line_ending(like))
    return _BYTE_ORDER_MARK + data if like.startswith(_BYTE_ORDER_MARK) else data


def is_utf8(data: bytes) -> bool:
    """Whether bytes are a text in UTF-8."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _line_ending(data: bytes) -> bytes:
    """The only line ending of a file; a line feed where there are several, or none."""
    if b"\r" not in data:
        return b"\n"
    found = set(NEWLINE.findall(data))
    return found.pop() if len(found) == 1 else b"\n"
