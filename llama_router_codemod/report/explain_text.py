"""Explanations for people: of a code, and of what happens to a file."""

from __future__ import annotations

from textwrap import indent
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.syntax import Syntax
from rich.text import Text

from llama_router_codemod.model.catalogue import CATALOGUE
from llama_router_codemod.model.finding import REFUSALS
from llama_router_codemod.report.messages import message
from llama_router_codemod.report.styled import Styled, line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import RenderableType

    from llama_router_codemod.migrate.fate import Fate
    from llama_router_codemod.report.explanation import Explanation

_MARGIN = 4
_LEXERS = {".py": "python", ".md": "markdown"}


def explanation_text(code: str, found: Explanation, *, coloured: bool) -> Iterator[RenderableType]:
    """The title, why there is such a finding, what to do, and an example before and after."""
    kind = CATALOGUE[code]
    is_refusal = code.startswith(REFUSALS)
    yield line(f"{code} {kind.title}", "bold red" if is_refusal else "bold")
    yield Text(f"\n{found.why.strip()}")
    yield Text(f"\nWhat to do: {kind.advice}")
    yield from _example("Refused" if is_refusal else "Before", found.before, coloured=coloured)
    yield from _example("Mended" if is_refusal else "After the migration", found.after, coloured=coloured)


def _example(heading: str, files: Mapping[str, str], *, coloured: bool) -> Iterator[RenderableType]:
    for path, text in files.items():
        yield Styled("")
        yield line(f"{heading}, {path}:", "bold")
        if coloured:
            lexer = next((name for suffix, name in _LEXERS.items() if path.endswith(suffix)), "text")
            yield Padding(
                Syntax(text.rstrip(), lexer, theme="ansi_dark", background_color="default"), (0, 0, 0, _MARGIN)
            )
        else:
            yield Text(indent(text.rstrip(), " " * _MARGIN))


def fate_text(fate: Fate) -> Iterator[RenderableType]:
    """What happens to a file, what for, and the findings in it."""
    yield line(f"{fate.path}: {fate.change or 'stays as it is'}", "bold")
    yield from (line(f"  {purpose}") for purpose in fate.purposes)
    if fate.change is None:
        yield line(f"  {_untouched(fate)}")
    for finding in fate.findings:
        place = f"{finding.place.line}:{finding.place.column}"
        yield line(f"  {place}: {finding.code} {CATALOGUE[finding.code].title}: {message(finding.facts)}")
        yield line(f"    {CATALOGUE[finding.code].advice}", "dim")


def _untouched(fate: Fate) -> str:
    if fate.left_out_by is not None:
        return f"{fate.left_out_by.pattern} ({fate.left_out_by.origin}) leaves it out"
    if not fate.is_read:
        return "it is not read: git ignores it, or it lies in an environment or a cache, or is a link"
    if fate.findings:
        return "see what is found in it"
    return "nothing in it declares a route, asks for one, or names what moves"
