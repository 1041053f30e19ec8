"""Text to bytes and back, keeping a file's byte order mark and its line endings."""

from __future__ import annotations

from pathlib import PurePosixPath

from llama_router_codemod.source.syntax import decode_source

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read_text(data: bytes, path: PurePosixPath) -> str:
    """The text with plain line feeds; a file that mixes line endings keeps them. Raises InputError when not UTF-8."""
    text = decode_source(data, path)
    return text.replace("\r\n", "\n") if _is_crlf(data) else text


def write_text(text: str, like: bytes) -> bytes:
    """The bytes of a text that replaces or stems from the file with the bytes `like`."""
    data = text.encode()
    if _is_crlf(like):
        data = data.replace(b"\n", b"\r\n")
    return _BYTE_ORDER_MARK + data if like.startswith(_BYTE_ORDER_MARK) else data


def _is_crlf(data: bytes) -> bool:
    return b"\r\n" in data and data.count(b"\r\n") == data.count(b"\n")


def is_utf8(data: bytes) -> bool:
    """Whether bytes are a text in UTF-8."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
