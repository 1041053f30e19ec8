"""One `from` import with its comments: read from a file, split, joined and written."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from llama_router_codemod.source.spans import Edit

if TYPE_CHECKING:
    import ast
    from collections.abc import Sequence, Set

    from llama_router_codemod.source.spans import SourceLines

# Where ruff runs, it wraps by the line length of the checkout.
_LINE_WIDTH = 120
_HEAD = re.compile(r"from.+?\bimport\b", re.DOTALL)
_COMMENT = re.compile(r"#[^\r\n]*")
_NEWLINE = re.compile(r"\r\n|\r|\n")
_PARENTHESES = re.compile(r"[\s\\]*\((?P<names>(?:[^#)]|#[^\r\n]*)*)\)(?P<behind>.*)", re.DOTALL)
#: Comments that tools act on: each statement that comes of a commented one needs its own.
FOR_TOOLS = re.compile(r"#\s*(?:noqa|type:|ruff:|isort:|fmt:|pyright:|pylint:|mypy:|pragma:|nosec)", re.IGNORECASE)


@dataclass(frozen=True)
class Member:
    """One imported name. Comments stand on lines above it, beside it, or (after the last name) on lines below it."""

    name: str
    alias: str | None = None
    above: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    below: tuple[str, ...] = ()

    @property
    def comments(self) -> tuple[str, ...]:
        return (*self.above, *self.beside, *self.below)

    def __str__(self) -> str:
        return self.name if self.alias is None else f"{self.name} as {self.alias}"


@dataclass(frozen=True)
class FromImport:
    """One statement, its members in order.

    `head` are the comments behind the opening parenthesis, or behind a statement without one; `tail` those behind the
    closing one. `exploded` tells that a trailing comma asks for one name a line.
    """

    level: int
    module: str
    members: tuple[Member, ...]
    head: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()
    exploded: bool = False

    @property
    def source(self) -> str:
        return "." * self.level + self.module

    @property
    def is_star(self) -> bool:
        return self.members[0].name == "*"

    @property
    def has_plain_names(self) -> bool:
        """Whether some name stands without `as`."""
        return not self.is_star and any(member.alias is None for member in self.members)

    def only_pragmas(self) -> FromImport:
        """The statement without the comments behind it that no tool acts on."""
        head, tail = (tuple(filter(FOR_TOOLS.search, comments)) for comments in (self.head, self.tail))
        return replace(self, head=head, tail=tail)

    def joined(self, other: FromImport) -> FromImport | None:
        """The statement with the names of another one behind its own, or None where that is not trivial.

        It is not when they import from different modules or have different comments behind them, nor for an `as`: by
        default ruff gives each a statement of its own.
        """
        if (self.source, self.head, self.tail) != (other.source, other.head, other.tail):
            return None
        new = self.joining(other, {str(member) for member in self.members})
        return None if new is None else replace(self, members=(*self.members, *new))

    def joining(self, other: FromImport, known: Set[str]) -> list[Member] | None:
        """The names of a statement like this one that join it where it has the `known` ones; None as for `joined`."""
        new: list[Member] = []
        for member in other.members:
            if str(member) not in known:
                new.append(member)
            elif member.comments:
                return None
        if new and (other.is_star or not self.has_plain_names or any(member.alias for member in new)):
            return None
        return new

    def render(self, indent: str, newline: str, *, shares_line: bool = False) -> str:
        """The statement without the indentation of its first line and without a line ending: on one line if it fits.

        One that shares its line keeps its comments in parentheses, where they do not hide what follows.
        """
        names = ", ".join(map(str, self.members))
        line = f"from {self.source} import {names}"
        comments = (*self.head, *self.tail)
        width = len(indent + line) + sum(2 + len(comment) for comment in comments if not FOR_TOOLS.search(comment))
        fits = width <= _LINE_WIDTH and not (self.exploded and len(self.members) > 1) and not (comments and shares_line)
        if self.is_star or (fits and not any(member.comments for member in self.members)):
            return "  ".join([line, *comments])
        inner = indent + ("\t" if indent.startswith("\t") else "    ")
        lines = ["  ".join([f"from {self.source} import (", *self.head])]
        for member in self.members:
            lines += [inner + comment for comment in member.above]
            lines.append(inner + "  ".join([f"{member},", *member.beside]))
            lines += [inner + comment for comment in member.below]
        lines.append(indent + "  ".join([")", *self.tail]))
        return newline.join(lines)


def read_from_import(node: ast.ImportFrom, code: str) -> FromImport:
    """The statement `node`, whose text is `code`: up to the end of its last line when it stands alone there."""
    members = [Member(alias.name, alias.asname) for alias in node.names]
    rest = _HEAD.sub("", code, count=1)
    found = _PARENTHESES.match(rest)
    if found is None:
        return FromImport(node.level, node.module or "", tuple(members), head=tuple(_COMMENT.findall(rest)))
    head: list[str] = []
    above: list[str] = []
    commas = 0
    for number, line in enumerate(_NEWLINE.split(found["names"])):
        names, *comments = line.partition("#")[0], *_COMMENT.findall(line)
        pieces = names.split(",")
        here = [commas + index for index, piece in enumerate(pieces) if piece.strip(" \t\f\\")]
        commas += len(pieces) - 1
        if here:
            members[here[0]] = replace(members[here[0]], above=(*members[here[0]].above, *above))
            above = []
            commented = here if any(map(FOR_TOOLS.search, comments)) else here[-1:]
            for index in commented:
                members[index] = replace(members[index], beside=(*members[index].beside, *comments))
        else:
            (above if number else head).extend(comments)
    members[-1] = replace(members[-1], below=tuple(above))
    tail = tuple(_COMMENT.findall(found["behind"]))
    exploded = commas == len(members)
    return FromImport(node.level, node.module or "", tuple(members), tuple(head), tail, exploded)


def replacement(node: ast.stmt, statements: Sequence[FromImport], source: SourceLines) -> Edit:
    """Other statements instead of `node`, which stands alone on its lines; these lines go when there are none."""
    start, end = source.own_lines(node) or source.span(node)
    if not statements:
        return Edit(start, end, "")
    indent, newline = source.indent(node), source.newline(node)
    code = (newline + indent).join(statement.render(indent, newline) for statement in statements)
    return Edit(source.span(node)[0], start + len(source.data[start:end].rstrip(b"\r\n")), code)
