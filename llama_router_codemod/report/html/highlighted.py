"""Python code with its tokens marked, for a page."""

from __future__ import annotations

import re

from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from llama_router_codemod.report.visible import visible

_LEXER = PythonLexer(stripnl=False)
_FORMATTER = HtmlFormatter(nowrap=True)
_STEP, _DEEPEST = 4, 24
_PAD = re.compile(r"^((?:<span[^>]*>)*)( +)")


def highlighted(source: str) -> Markup:
    """The code, a span for each line, with spans of the classes that the page's style colours; nothing in it is markup,
    or hidden.

    The class of a line tells how deep it is indented, so that what does not fit goes on below it. Its spaces stand in a
    span that takes no room, to be copied.
    """
    text = visible(source.expandtabs(_STEP)).rstrip("\n")
    # What Pygments gives is escaped, and no span of it goes over the end of a line.
    marked = highlight(text, _LEXER, _FORMATTER).split("\n")
    lines = zip(text.split("\n"), (_PAD.sub(r'\1<span class="pad">\2</span>', line) for line in marked), strict=False)
    return Markup("").join(Markup(f'<span class="line in{_depth(line)}">{code}</span>') for line, code in lines)


def _depth(line: str) -> int:
    indent = len(line) - len(line.lstrip(" "))
    return min(indent - indent % _STEP, _DEEPEST)
