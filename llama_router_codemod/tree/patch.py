"""A changeset as a patch that `git apply` turns into the same bytes as `apply_changeset` writes.

The format is that of `git diff` (its manual, "Generating patch text with -p"), without the optional `index` line.
"""

from __future__ import annotations

import io
import os
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llama_router_codemod.tree.changeset import Changeset, FileChange

_CONTEXT_LINES = 3
_ESCAPES = {7: b"a", 8: b"b", 9: b"t", 10: b"n", 11: b"v", 12: b"f", 13: b"r", 34: b'"', 92: b"\\"}


def render_patch(changeset: Changeset, prefix: str = "") -> bytes:
    """The changes as one patch, in the order of the changeset; b"" for an empty one.

    Paths are those of the changeset below `prefix`, "" or "some/directory/": git takes them for paths from the top of a
    work tree, wherever it is called. Lines end at b"\\n" only, so carriage returns, byte order marks and other bytes
    pass unchanged.
    """
    return b"".join(line for change in changeset.changes for line in _file_lines(change, prefix))


def _file_lines(change: FileChange, prefix: str) -> Iterator[bytes]:
    old_name, new_name = _quoted(f"a/{prefix}", change), _quoted(f"b/{prefix}", change)
    yield b"diff --git %s %s\n" % (old_name, new_name)
    match change.kind:
        case "created":
            yield b"new file mode %o\n" % change.mode
        case "deleted":
            yield b"deleted file mode %o\n" % change.mode
        case "modified":
            pass
    # An empty file that comes or goes has no hunks, and without hunks there is no place for names.
    if change.before or change.after:
        yield b"--- %s\n" % (b"/dev/null" if change.before is None else _terminated(old_name))
        yield b"+++ %s\n" % (b"/dev/null" if change.after is None else _terminated(new_name))
        yield from _hunks(_lines(change.before or b""), _lines(change.after or b""))


def _hunks(before: list[bytes], after: list[bytes]) -> Iterator[bytes]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for group in matcher.get_grouped_opcodes(_CONTEXT_LINES):
        _, old_start, _, new_start, _ = group[0]
        _, _, old_stop, _, new_stop = group[-1]
        yield b"@@ -%s +%s @@\n" % (_span(old_start, old_stop), _span(new_start, new_stop))
        for tag, old_from, old_to, new_from, new_to in group:
            if tag == "equal":
                yield from (_marked(b" ", line) for line in before[old_from:old_to])
                continue
            yield from (_marked(b"-", line) for line in before[old_from:old_to])
            yield from (_marked(b"+", line) for line in after[new_from:new_to])


def _lines(content: bytes) -> list[bytes]:
    # bytes.splitlines would also split at a lone carriage return.
    return io.BytesIO(content).readlines()


def _span(start: int, stop: int) -> bytes:
    length = stop - start
    # An empty range is named by the line before it.
    return b"%d,%d" % (start + 1 if length else start, length)


def _marked(mark: bytes, line: bytes) -> bytes:
    return mark + line if line.endswith(b"\n") else mark + line + b"\n\\ No newline at end of file\n"


def _quoted(prefix: str, change: FileChange) -> bytes:
    """The name as git writes it: in double quotes with C escapes when it has unusual bytes."""
    name = os.fsencode(prefix + str(change.path))
    escaped = b"".join(_escaped(byte) for byte in name)
    return name if escaped == name else b'"%s"' % escaped


def _escaped(byte: int) -> bytes:
    if byte in _ESCAPES:
        return b"\\" + _ESCAPES[byte]
    return bytes([byte]) if 0x20 <= byte < 0x7F else b"\\%03o" % byte


def _terminated(name: bytes) -> bytes:
    # Programs that read patches end a name at the first space, unless a tab follows.
    return name + b"\t" if b" " in name else name
