"""One `from` import with its comments: read from a file, split, merged and written."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from llama_router_codemod.source.import_order import MemberKey, ModuleKey, member_key, module_key

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterable

LINE_WIDTH = 120
_HEAD = re.compile(r"from.+?\bimport\b", re.DOTALL)
_TOKEN = re.compile(r"#[^\r\n]*|\r\n|\r|\n|\w+|[(),*]")
# Comments that tools act on: each statement that comes of a commented one needs its own.
_PRAGMA = re.compile(r"#\s*(?:noqa|type:|ruff:|isort:|fmt:|pyright:|pylint:|mypy:|pragma:|nosec)", re.IGNORECASE)


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

    @property
    def key(self) -> MemberKey:
        return member_key(self.name, self.alias)

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
    def key(self) -> ModuleKey:
        return module_key(self.level, self.module, self.members[0].key)

    @property
    def is_star(self) -> bool:
        return self.members[0].name == "*"

    def only_pragmas(self) -> FromImport:
        """The statement without the comments behind it that no tool acts on."""
        head, tail = (tuple(filter(_PRAGMA.search, comments)) for comments in (self.head, self.tail))
        return replace(self, head=head, tail=tail)

    def can_take(self, other: FromImport) -> bool:
        """Whether one statement may import the names of both.

        By default ruff wants a statement for each `as`; where a statement combines names with aliases, it does not.
        """
        if self.source != other.source or self.is_star != other.is_star:
            return False
        if not {str(m) for m in other.members} - {str(m) for m in self.members}:
            return True
        aliased = [any(member.alias for member in statement.members) for statement in (self, other)]
        return not any(aliased) or any(
            has_alias and len(statement.members) > 1
            for has_alias, statement in zip(aliased, (self, other), strict=True)
        )

    def merged(self, other: FromImport) -> FromImport:
        """One statement with the names and comments of both, in the style of this one."""
        return replace(
            self,
            members=sorted_members((*self.members, *other.members)),
            head=_union(self.head, other.head),
            tail=_union(self.tail, other.tail),
        )

    def render(self, indent: str, newline: str) -> str:
        """The statement without the indentation of its first line and without a line ending: on one line if it fits."""
        names = ", ".join(map(str, self.members))
        line = f"from {self.source} import {names}"
        comments = _union(self.head, self.tail)
        width = len(indent + line) + sum(2 + len(comment) for comment in comments if not _PRAGMA.search(comment))
        fits = width <= LINE_WIDTH and not (self.exploded and len(self.members) > 1)
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


def sorted_members(members: Iterable[Member]) -> tuple[Member, ...]:
    """The names in order, each once, with all their comments."""
    unique: dict[str, Member] = {}
    for member in members:
        known = unique.get(str(member), member)
        unique[str(member)] = replace(
            member,
            above=_union(known.above, member.above),
            beside=_union(known.beside, member.beside),
            below=_union(known.below, member.below),
        )
    return tuple(sorted(unique.values(), key=lambda member: member.key))


def read_from_import(node: ast.ImportFrom, code: str) -> FromImport:
    """The statement `node`, whose text is `code`: up to the end of its last line when it stands alone there."""
    members = [Member(alias.name, alias.asname) for alias in node.names]
    head: list[str] = []
    tail: list[str] = []
    above: list[str] = []
    on_this_line: list[int] = []
    index, starts_line, opened, closed, comma = -1, False, False, False, True
    for token in _TOKEN.findall(_HEAD.sub("", code, count=1)):
        if token[0] == "#":
            if closed or (not opened and not starts_line):
                (tail if closed else head).append(token)
            elif on_this_line:
                for at in set(on_this_line) if _PRAGMA.search(token) else on_this_line[-1:]:
                    members[at] = replace(members[at], beside=(*members[at].beside, token))
            elif starts_line:
                above.append(token)
            else:
                head.append(token)
        elif token[0] in "\r\n":
            on_this_line, starts_line = [], True
        elif token == "(":
            opened = True
        elif token == ")":
            closed = True
        elif token == ",":
            comma = True
        else:
            if comma:
                index, comma = index + 1, False
                members[index] = replace(members[index], above=tuple(above))
                above = []
            on_this_line.append(index)
    members[-1] = replace(members[-1], below=tuple(above))
    return FromImport(node.level, node.module or "", tuple(members), tuple(head), tuple(tail), exploded=comma)


def _union(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))
