"""How deep a source text is nested: chained operators, attributes, calls and `elif`s count as well as blocks."""

from __future__ import annotations

import ast
import sys
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

from llama_router_codemod.source.spans import lines_of

# From Python 3.12 on, an f-string is many tokens.
_F_STRING_BEGINS, _F_STRING_ENDS = getattr(tokenize, "FSTRING_START", -1), getattr(tokenize, "FSTRING_END", -1)
_STRING_BEGINS = frozenset({tokenize.STRING, _F_STRING_BEGINS})
_BETWEEN = frozenset({tokenize.NL, tokenize.COMMENT})


@dataclass(frozen=True, order=True)
class Nesting:
    """The greatest depth, in nodes of the syntax tree, and the line where it is reached."""

    depth: int
    line: int


def deepest(text: str) -> Nesting:
    """Where a text is nested most deeply. Deeper than Python itself parses is `sys.maxsize`; (0, 1) for no Python.

    LibCST nests the operands of `and` and `or`, and the parts of a string, in each other. They count as many.
    """
    try:
        tree = ast.parse(text)
    except (RecursionError, MemoryError):
        return Nesting(sys.maxsize, 1)
    except (SyntaxError, ValueError):
        return Nesting(0, 1)
    found = Nesting(0, 1)
    pending: list[tuple[ast.AST, Nesting]] = [(tree, found)]
    while pending:
        node, around = pending.pop()
        levels = len(node.values) - 1 if isinstance(node, ast.BoolOp) else 1
        here = Nesting(around.depth + levels, getattr(node, "lineno", around.line))
        found = max(found, here, key=lambda nesting: nesting.depth)
        pending += [(child, here) for child in ast.iter_child_nodes(node)]
    return max([found, *_strings_of_parts(text)], key=lambda nesting: nesting.depth)


def _strings_of_parts(text: str) -> Iterator[Nesting]:
    """How many parts each string has, and where it begins; those within f-strings count as one."""
    # The module tokenize knows only one line ending.
    lines = (line.rstrip("\r\n") + "\n" for line in lines_of(text))
    parts, line, within = 0, 1, 0
    try:
        for token in tokenize.generate_tokens(lambda: next(lines, "")):
            if token.type in _STRING_BEGINS and not within:
                parts, line = parts + 1, line if parts else token.start[0]
            elif not within and token.type not in _BETWEEN:
                yield Nesting(parts, line)
                parts = 0
            within += (token.type == _F_STRING_BEGINS) - (token.type == _F_STRING_ENDS)
    except (tokenize.TokenError, SyntaxError):
        return
