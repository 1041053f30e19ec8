"""Text from a checkout as it may be printed: nothing in it moves the cursor, hides a word or starts a line."""

from __future__ import annotations


def visible(text: str) -> str:
    """The text with an escape for each character that cannot be seen; line feeds stay.

    Control characters, marks that change the direction of writing, and line separators are among them.
    """
    if text.isprintable():
        return text
    return "".join(char if char == "\n" or char.isprintable() else _escape(char) for char in text)


def one_line(text: str) -> str:
    """The text as `visible`, with an escape for line feeds, too."""
    return visible(text).replace("\n", r"\n")


def _escape(char: str) -> str:
    return char.encode("unicode_escape", "surrogatepass").decode("ascii")
