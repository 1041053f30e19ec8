"""Text that UTF-8 can encode."""

from __future__ import annotations

import re
from typing import Any

_SURROGATE = re.compile("[\ud800-\udfff]")
#: Python stands U+DC80 to U+DCFF for the bytes of a name that are no UTF-8.
_FIRST_BYTE, _LAST_BYTE = 0xDC80, 0xDCFF


def encodable(value: Any) -> Any:
    """Text that UTF-8 can encode, `caf\\xe9.py` for a name in Latin-1; the same for all texts in lists and dicts."""
    match value:
        case str():
            # Members of enumerations stay what they are.
            return _SURROGATE.sub(_escaped, value) if _SURROGATE.search(value) else value
        case list() | tuple():
            return [encodable(item) for item in value]
        case dict():
            return {encodable(key): encodable(item) for key, item in value.items()}
        case _:
            return value


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code - 0xDC00:02x}" if _FIRST_BYTE <= code <= _LAST_BYTE else f"\\u{code:04x}"
