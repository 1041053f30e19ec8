"""The lines of a source text that hold a word, and which parts of its syntax tree reach one of them."""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator
from re import Pattern
from typing import NamedTuple

from llama_router_codemod.source.spans import newlines
from llama_router_codemod.source.syntax import parts


class MarkedLines(NamedTuple):
    """The numbers of the lines, ascending."""

    numbers: tuple[int, ...]

    @classmethod
    def of(cls, data: bytes, word: Pattern[bytes]) -> MarkedLines:
        """The lines of a text in which a word is found."""
        numbers: list[int] = []
        line, position = 1, 0
        for match in word.finditer(data):
            line += newlines(data, position, match.start())
            position = match.start()
            numbers.append(line)
        return cls(tuple(dict.fromkeys(numbers)))

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
        start = min(above[0].lineno, node.lineno) if above else node.lineno  # type: ignore[attr-defined]
        at = bisect_left(self.numbers, start)
        return at < len(self.numbers) and self.numbers[at] <= end

    def parts(self, node: ast.AST) -> list[ast.AST]:
        """The nodes in a node that stand on the lines, but for operators and contexts."""
        return [part for part in parts(node) if self.reach(part)]

    def nodes(self, tree: ast.AST) -> Iterator[ast.AST]:
        """The nodes of a tree that stand on the lines, level by level; the others are not looked into."""
        waiting = deque([tree])
        while waiting:
            node = waiting.popleft()
            yield node
            waiting += self.parts(node)
