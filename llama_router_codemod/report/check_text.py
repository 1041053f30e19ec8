"""What is left of `@webmethod`, for people."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from llama_router_codemod.check.result import Kind
from llama_router_codemod.report.counted import count
from llama_router_codemod.report.left_out_text import left_out_text
from llama_router_codemod.report.styled import Styled, line
from llama_router_codemod.report.visible import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llama_router_codemod.check.result import CheckResult, Remaining


def check_text(result: CheckResult) -> Iterator[Styled]:
    """Each use that is left with its line and a caret below it, the other names of the webmethod system in each file,
    what a ratchet says, and a line that counts."""
    for item in result.failing:
        yield line(f"{item.path}:{item.line}:{item.column}: {said_of(item)}", "bold")
        yield from _excerpt(item)
    for path, found in groupby(result.machinery, attrgetter("path")):
        first, *others = found
        names = ", ".join(dict.fromkeys(item.name for item in (first, *others)))
        yield line(f"{path}:{first.line}:{first.column}: {names} of the webmethod system", "dim")
    for gone in result.ratchet.gone if result.ratchet else ():
        yield line(f"{gone}: allowed, but not left any more; remove it with --update-ratchet")
    yield from left_out_text(result.left_out)
    yield line(check_summary(result))


def said_of(item: Remaining) -> str:
    """What is left, in a few words."""
    name = ".".join(filter(None, (item.owner, item.method)))
    api = item.api or "no API"
    match item.kind:
        case Kind.DECORATOR:
            return f"@webmethod on {name} ({api})"
        case Kind.OTHER:
            return f"webmethod is used{f' in {name}' if name else ''} ({api})"


def check_summary(result: CheckResult) -> str:
    """One line that counts what is left, what is allowed, and what was scanned."""
    files = count(len({item.path for item in result.remaining}), "file")
    left = f"{len(result.remaining)} @webmethod left in {files}" if result.remaining else "no @webmethod left"
    allowed = len(result.remaining) - len(result.failing)
    names = count(len(result.machinery), "other name")
    return "; ".join(
        [
            left,
            *([f"{allowed} of them allowed"] if result.ratchet else []),
            *([f"{names} of the webmethod system"] if result.machinery else []),
            f"{count(result.scanned, 'Python file')} scanned",
        ]
    )


def _excerpt(item: Remaining) -> Iterator[Styled]:
    source = item.source.encode()
    before, marked = source[: item.column - 1].decode(), source[item.column - 1 : item.end_column - 1].decode()
    indent = len(before) - len(before.lstrip())
    yield Styled(f"    {one_line(item.source[indent:])}")
    yield Styled(f"    {' ' * len(one_line(before[indent:]))}{'^' * len(one_line(marked))}", "red")
