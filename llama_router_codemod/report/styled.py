"""A line in one style, for a console that prints it with or without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from llama_router_codemod.report.visible import one_line

if TYPE_CHECKING:
    from rich.text import Text


class Styled(NamedTuple):
    """A text and the style that a terminal shows it in; elsewhere it is printed as it is, and rich is not needed."""

    plain: str
    style: str = ""

    def __rich__(self) -> Text:
        from rich.text import Text

        return Text(self.plain, self.style)


def line(text: str, style: str = "") -> Styled:
    """A text in one line, whatever it says."""
    return Styled(one_line(text), style)
