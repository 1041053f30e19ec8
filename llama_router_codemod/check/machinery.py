"""What is left of the webmethod system besides its uses: the decorator itself, and whatever else bears its name."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from pathlib import PurePosixPath
from typing import TypeAlias

from llama_router_codemod.check.result import Leftover
from llama_router_codemod.check.word import WORD, files_with_word
from llama_router_codemod.model.encodable import encodable
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.marked_lines import MarkedLines

_NAME = re.compile(r"\w*web_?method\w*", re.IGNORECASE)


#: A line of a file.
Line: TypeAlias = tuple[PurePosixPath, int]


def machinery(symbols: Symbols, told: Collection[Line] = frozenset()) -> list[Leftover]:
    """The names in the Python files of a checkout that have the word `webmethod` in them, one for each line and name.

    Identifiers and attributes count, also as a string (`getattr(method, "__webmethods__")`); other texts do not. The
    lines that are `told` of already are left out: most of those that have the word in a checkout with webmethods.
    Raises InputError when a file with the word does not parse.
    """
    found: dict[tuple[PurePosixPath, int, str], Leftover] = {}
    for path in files_with_word(symbols.checkout):
        marked = MarkedLines.of(symbols.checkout.contents[path], WORD).numbers
        lines = MarkedLines(tuple(number for number in marked if (path, number) not in told))
        for name, line, column in _names(symbols.tree(path), lines):
            if _NAME.fullmatch(name) and (path, line) not in told:
                found.setdefault((path, line, name), Leftover(encodable(str(path)), line, column, name))
    return [found[key] for key in sorted(found, key=lambda key: (key[0], key[1], found[key].column, key[2]))]


def _names(tree: ast.Module, lines: MarkedLines) -> Iterator[tuple[str, int, int]]:
    for node in lines.nodes(tree):
        match node:
            case (
                ast.Name(id=name)
                | ast.Attribute(attr=name)
                | ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.ClassDef(name=name)
                | ast.arg(arg=name)
                | ast.keyword(arg=str(name))
                | ast.alias(name=name)
                | ast.Constant(value=str(name))
            ):
                yield name.rpartition(".")[2] if isinstance(node, ast.alias) else name, node.lineno, node.col_offset + 1
            case _:
                pass
