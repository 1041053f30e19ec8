"""The lines of a source text that hold a word, and which parts of its syntax tree reach one of them."""

from __future__ import annotations

import ast
import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from llama_router_codemod.source.spans import newlines
from llama_router_codemod.source.syntax import parts


class MarkedLines(NamedTuple):
    """The numbers of the lines, ascending."""

    numbers: tuple[int, ...]

    @classmethod
    def of(cls, data: bytes, word: re.Pattern[bytes]) -> MarkedLines:
        """The lines of a text in which a word is found."""
        numbers: list[int] = []
        line, position = 1, 0
        for match in word.finditer(data):
            line += newlines(data, position, match.start())
            position = match.start()
            numbers.append(line)
        return cls(tuple(dict.fromkeys(numbers)))

    @classmethod
    def naming(cls, data: bytes, names: Iterable[str]) -> MarkedLines:
        """The lines of a text in which one of some names ends; a dotted one may begin above."""
        words = sorted({name.rpartition(".")[2] for name in names})
        # A pattern that begins with a letter is found much faster than one that begins with a boundary.
        return cls.of(data, re.compile("|".join(rf"{word}\b(?<!\w{word})" for word in words).encode()))

    def without(self, others: Iterable[int]) -> MarkedLines:
        """The lines but for some others."""
        left_out = frozenset(others)
        return MarkedLines(tuple(number for number in self.numbers if number not in left_out))

    def reach(self, node: ast.AST) -> bool:
        """Whether a node stands on one of the lines; True for a node of which its place is not known."""
        end = getattr(node, "end_lineno", None)
        if end is None:
            return True
        # What decorates a function or a class is a part of it, and stands above.
        above = getattr(node, "decorator_list", None)
        return self._hold(min(above[0].lineno, node.lineno) if above else node.lineno, end)  # type: ignore[attr-defined]

    def _hold(self, first: int, last: int) -> bool:
        """Whether one of the lines is among some that follow each other."""
        at = bisect_left(self.numbers, first)
        return at < len(self.numbers) and self.numbers[at] <= last

    def parts(self, node: ast.AST) -> list[ast.AST]:
        """The nodes in a node that stand on the lines, but for operators and contexts."""
        decorators: list[ast.AST] = getattr(node, "decorator_list", [])
        # As a rule nothing of a method but its decorators stands on one of them.
        is_above = decorators and not self._hold(node.lineno, node.end_lineno)  # type: ignore[attr-defined]
        return [part for part in (decorators if is_above else parts(node)) if self.reach(part)]

    def nodes(self, tree: ast.AST) -> Iterator[ast.AST]:
        """The nodes of a tree that stand on the lines, level by level; the others are not looked into."""
        waiting = deque([tree])
        while waiting:
            node = waiting.popleft()
            yield node
            waiting += self.parts(node)
