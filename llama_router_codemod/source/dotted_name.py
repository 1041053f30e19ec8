"""Names with dots, as LibCST sees them."""

from __future__ import annotations

import libcst as cst


def dotted_name(node: cst.CSTNode) -> str | None:
    """`a.b.c` of a chain of names, None for anything else: libcst.helpers would see a chain in `a().b[0].c` too."""
    match node:
        case cst.Name(value=name):
            return name
        case cst.Attribute(value=value, attr=cst.Name(value=name)):
            head = dotted_name(value)
            return None if head is None else f"{head}.{name}"
        case _:
            return None
