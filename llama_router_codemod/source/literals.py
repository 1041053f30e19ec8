"""Text as Python source: string literals and docstrings that `ruff format` leaves as they are."""

import re
from inspect import cleandoc

_NAMED_ESCAPES = {"\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t"}
#: With `description=`, an indentation and a comma it fills 120 columns.
_LONGEST_OF_LINES = 103
_CLOSES_DOCSTRING = re.compile(r'"""|"\Z')


def string_literal(text: str) -> str:
    """A literal for `text` on one line: double quotes, or single quotes if that takes fewer escapes.

    Printable text of any script stays readable, everything else is escaped. Long texts are not split: llama-stack
    writes long descriptions on one line and ignores E501.
    """
    quote = "'" if text.count('"') > text.count("'") else '"'
    return quote + _escaped(text).replace(quote, "\\" + quote) + quote


def text_literal(text: str) -> str:
    """A literal for `text` if that is short, else one for each of its lines, in parentheses if there are several."""
    whole, lines = string_literal(text), text.splitlines(keepends=True)
    if len(whole) <= _LONGEST_OF_LINES or len(lines) < 2:
        return whole
    return f"({' '.join(map(string_literal, lines))})"


def docstring_literal(text: str, indent: str) -> str:
    '''A docstring literal for `text`: `"""One line."""`, or indented lines and the closing quotes on their own line.

    `indent` is the white space before each line but the first. inspect.cleandoc of the literal's value equals
    inspect.cleandoc of `text` without the white space at its very end. White space at the end of an inner line becomes
    an escape, since formatters remove the plain form. The text starts below the opening quotes only where
    inspect.cleandoc needs that to keep its indentation.
    '''
    lines = cleandoc(text).rstrip().split("\n")
    if len(lines) == 1:
        return _quoted(_docstring_line(lines[0]))
    written = [indent + _docstring_line(line) if line else "" for line in lines]
    if _survives_beside_the_quotes(lines):
        written[0] = _docstring_line(lines[0])
    else:
        written.insert(0, "")
    return _quoted("\n".join([*written, indent]))


def _survives_beside_the_quotes(lines: list[str]) -> bool:
    beside = "\n".join(lines)
    return cleandoc(beside) == beside


def _quoted(body: str) -> str:
    escaped = _CLOSES_DOCSTRING.sub(lambda match: r"\"" * len(match[0]), body)
    # ruff format separates a leading quote from the opening quotes; cleandoc removes the space again
    return '"""' + (" " if escaped.startswith('"') else "") + escaped + '"""'


def _docstring_line(line: str) -> str:
    if line[-1:].isspace():
        return _escaped(line[:-1]) + _code_point(line[-1])
    return _escaped(line)


def _escaped(text: str) -> str:
    if text.isprintable() and "\\" not in text:
        return text
    return "".join(_NAMED_ESCAPES.get(char) or (char if char.isprintable() else _code_point(char)) for char in text)


def _code_point(char: str) -> str:
    number = ord(char)
    if number <= 0xFF:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"
