"""A module without the bodies of classes into which nobody looks: LibCST takes long for what `ast` reads at once."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from itertools import pairwise
from pathlib import PurePosixPath

from llama_router_codemod.parse.bound_names import names_bound_by
from llama_router_codemod.source.spans import Edit, SourceLines, apply_edits
from llama_router_codemod.source.syntax import parse_source

# A line below a body that may belong to it, be it empty.
_INDENTED = re.compile(r"(?:\A|[\r\n])[ \t\f]")


def outline(text: str, whole: Collection[str]) -> str:
    """A module's text with `class A: ...` in place of each top-level class, but for those that bind a name of `whole`.

    What stands above and below a statement stays as it is, and so does the last statement. Raises InputError when the
    text does not parse.
    """
    source = SourceLines.of(text)
    body = parse_source(text, PurePosixPath("<module>")).body
    return apply_edits(text, _edits(source, body, whole))


def _edits(source: SourceLines, body: list[ast.stmt], whole: Collection[str]) -> Iterator[Edit]:
    for node, following in pairwise(body):
        if not isinstance(node, ast.ClassDef) or not frozenset(names_bound_by([node])).isdisjoint(whole):
            continue
        lines = source.own_lines(node)
        below = source.line_start(following)
        if lines is not None and not _INDENTED.search(source.text(lines[1], below)):
            first = min([node.lineno, *(item.lineno for item in node.decorator_list)])
            yield Edit(source.starts[first - 1], lines[1], f"class {node.name}: ...{source.newline(node)}")
