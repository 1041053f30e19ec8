"""The other names that the files of a checkout give something, by imports or assignments, and the names of those."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from functools import cache

from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.marked_lines import MarkedLines
from llama_router_codemod.source.syntax import last_part

#: Between two tokens: white space, continued lines, comments.
_BLANK = r"(?:\s|\\|#[^\n]*\n)"


@cache
def given_names(symbols: Symbols, name: str) -> frozenset[str]:
    """A name, and every one that some file gives what has such a name, be it as an attribute of something.

    What a name means in a module is not asked: one that is given to something else of the same name is among them.
    Raises InputError when a file does not parse in which a name seems to be given.
    """
    names, new = {name}, {name}
    while new:
        new = set(_given(symbols, new)) - names
        names |= new
    return frozenset(names)


def _given(symbols: Symbols, names: Collection[str]) -> Iterator[str]:
    """The names that are given to what has one of some names."""
    word = rf"\b(?:{'|'.join(sorted(names))})\b"
    imported = rf"{word}{_BLANK}+as\b"
    assigned = rf"=(?:{_BLANK}|\()*(?:\w++{_BLANK}*\.{_BLANK}*)*{word}(?!{_BLANK}*[(.])"
    pattern = re.compile(f"{imported}|{assigned}".encode())
    for path in symbols.checkout.containing(_mentioned(names), *(name.encode() for name in names)):
        if pattern.search(symbols.checkout.contents[path]) is None:
            continue
        lines = MarkedLines.naming(symbols.checkout.contents[path], names)
        for node in lines.nodes(symbols.tree(path)):
            match node:
                case ast.alias(name=name, asname=str(given)) if name in names:
                    yield given
                case ast.Assign(targets=targets, value=value) if last_part(value) in names:
                    yield from (target.id for target in targets if isinstance(target, ast.Name))
                case (
                    ast.AnnAssign(target=ast.Name(id=given), value=ast.expr() as value)
                    | ast.NamedExpr(target=ast.Name(id=given), value=value)
                ) if last_part(value) in names:
                    yield given
                case _:
                    pass


def _mentioned(names: Collection[str]) -> re.Pattern[bytes]:
    """Finds, much faster than what comes before it can be followed, a name that is given perhaps: one that an import
    does not end with, that nothing is decorated by and that is no other entry of a list; not called, and without an
    attribute."""
    ways = (
        rf"{name}\b(?:{_BLANK}+as\b|(?<!@{name})(?<!import {name})(?<!, {name})(?!{_BLANK}*[(.]))"
        for name in sorted(names)
    )
    return re.compile("|".join(ways).encode())
