"""The top-level statements of a module, each with what a split needs to know of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import PurePosixPath

import libcst as cst

from llama_router_codemod.parse.bound_names import is_import, names_bound_by
from llama_router_codemod.source.comments import comments_in
from llama_router_codemod.source.from_import import FOR_TOOLS
from llama_router_codemod.source.spans import lines_of
from llama_router_codemod.source.syntax import names_of, parse_source


@dataclass(frozen=True)
class Statement:
    """One top-level statement; `code` is its source with the comments above it, `parsed` what `ast` makes of it, if
    that is known: several statements where they share a line. The `node` of a class of a module's outline has no body.
    """

    node: cst.BaseStatement
    code: str
    parsed: tuple[ast.stmt, ...] | None = None

    @classmethod
    def of(cls, node: cst.BaseStatement, module: cst.Module) -> Statement:
        """A statement of a module, or one that shall stand in it."""
        return cls(node, module.code_for_node(node))

    @cached_property
    def tree(self) -> ast.Module:
        if self.parsed is not None:
            return ast.Module([*self.parsed], [])
        return parse_source(self.code, PurePosixPath("<statement>"))

    @cached_property
    def defines(self) -> frozenset[str]:
        """The names that it binds."""
        return frozenset(names_bound_by(self.tree.body))

    @cached_property
    def uses(self) -> frozenset[str]:
        """The names that it refers to."""
        return names_of(self.tree)

    @cached_property
    def modules(self) -> frozenset[str]:
        """Those of its names that `import x` binds."""
        return frozenset(names_bound_by(node for node in self.tree.body if isinstance(node, ast.Import)))

    @cached_property
    def is_import(self) -> bool:
        """Whether it does nothing but import, be it for type checkers."""
        return bool(self.tree.body) and all(map(is_import, self.tree.body))

    @property
    def is_guarded(self) -> bool:
        """Whether it imports for type checkers: such a block uses `TYPE_CHECKING`, a plain import uses no name."""
        return self.is_import and bool(self.uses)

    def comments_lost_in(self, code: str) -> str:
        """Its comments that stand nowhere in what is left of it, a line each; one for tools goes with its line."""
        lines = getattr(self.node, "leading_lines", ())
        above = [line.comment for line in lines if line.comment]
        comments = [item for item in comments_in(self.node) if item in above or not FOR_TOOLS.match(item.value)]
        return "".join(f"{item.value}\n" for item in comments if item.value not in code)


def statements_of(module: cst.Module, text: str) -> list[Statement]:
    """The top-level statements of a module, or of its outline, whose source is `text`."""
    # To cut the text is much faster than to write out the nodes. A line above a statement is a line of the text.
    lines = lines_of(text)
    nodes = iter(parse_source(text, PurePosixPath("<module>")).body)
    parts = [_parts(node, nodes) for node in module.body]
    starts = [_first_line(node, parsed) - 1 for node, parsed in zip(module.body, parts, strict=True)]
    ends = [*starts[1:], len(lines) - len(module.footer)]
    codes = ["".join(lines[start:end]) for start, end in zip(starts, ends, strict=False)]
    if codes and not codes[-1].endswith(("\n", "\r")):
        codes[-1] += module.default_newline
    return [Statement(node, code, parsed) for node, code, parsed in zip(module.body, codes, parts, strict=True)]


def _parts(node: cst.BaseStatement, nodes: Iterator[ast.stmt]) -> tuple[ast.stmt, ...]:
    """What a statement is for `ast`, which has a node for each of its parts, taken from these."""
    return tuple(islice(nodes, len(node.body) if isinstance(node, cst.SimpleStatementLine) else 1))


def _first_line(node: cst.SimpleStatementLine | cst.BaseCompoundStatement, parsed: tuple[ast.stmt, ...]) -> int:
    """Where the lines above a statement begin."""
    first = parsed[0]
    decorators: list[ast.expr] = getattr(first, "decorator_list", [])
    return min([first.lineno, *(item.lineno for item in decorators)]) - len(node.leading_lines)
