"""What patterns leave out, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llama_router_codemod.report.counted import count
from llama_router_codemod.report.styled import Styled, line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from llama_router_codemod.tree.left_out import LeftOut


def left_out_text(items: Iterable[LeftOut]) -> Iterator[Styled]:
    """A line for each pattern: how many files it leaves out, and where it was given."""
    for item in items:
        if item.is_idle:
            yield line(f"{item.pattern} ({item.origin}) leaves out nothing: no file matches it", "bold yellow")
        elif item.files:
            yield line(f"{item.pattern} ({item.origin}) leaves out {count(item.files, 'file')}")
