"""The top-level statements of a module, each with what a split needs to know of it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import PurePosixPath

import libcst as cst

from llama_router_codemod.parse.symbols import defined_names
from llama_router_codemod.source.spans import lines_of
from llama_router_codemod.source.syntax import dotted, names_of, parse_source


@dataclass(frozen=True)
class Statement:
    """One top-level statement; `code` is its source with the comments above it."""

    node: cst.BaseStatement
    code: str

    @classmethod
    def of(cls, node: cst.BaseStatement, module: cst.Module) -> Statement:
        """A statement of a module, or one that shall stand in it."""
        return cls(node, module.code_for_node(node))

    @cached_property
    def tree(self) -> ast.Module:
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

    @property
    def comments(self) -> str:
        """The comments above it, without blank lines."""
        lines = getattr(self.node, "leading_lines", ())
        return "".join(f"{line.comment.value}\n" for line in lines if line.comment)


def statements_of(module: cst.Module, text: str) -> list[Statement]:
    """The top-level statements of a module whose source is `text`."""
    # To cut the text is much faster than to write out the nodes. A line above a statement is a line of the text.
    lines = lines_of(text)
    nodes = iter(parse_source(text, PurePosixPath("<module>")).body)
    starts = [_first_line(node, nodes) - 1 for node in module.body]
    ends = [*starts[1:], len(lines) - len(module.footer)]
    codes = ["".join(lines[start:end]) for start, end in zip(starts, ends, strict=False)]
    if codes and not codes[-1].endswith(("\n", "\r")):
        codes[-1] += module.default_newline
    return [Statement(node, code) for node, code in zip(module.body, codes, strict=True)]


def _first_line(node: cst.SimpleStatementLine | cst.BaseCompoundStatement, nodes: Iterator[ast.stmt]) -> int:
    """Where the lines above a statement begin; takes its parts from the nodes of `ast`, which has one for each."""
    first, *_ = islice(nodes, len(node.body) if isinstance(node, cst.SimpleStatementLine) else 1)
    decorators: list[ast.expr] = getattr(first, "decorator_list", [])
    return min([first.lineno, *(item.lineno for item in decorators)]) - len(node.leading_lines)


def is_import(node: ast.stmt) -> bool:
    """Whether a statement is an import, or a block for type checkers that holds nothing but imports."""
    match node:
        case ast.If(test=test, body=body, orelse=[]) if (dotted(test) or "").endswith("TYPE_CHECKING"):
            return all(map(is_import, body))
        case _:
            return isinstance(node, ast.Import | ast.ImportFrom)


def names_bound_by(body: Iterable[ast.stmt]) -> Iterator[str]:
    """The names that statements bind at their own level, looking into `try` and `if` too."""
    for node in body:
        match node:
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                yield from (alias.asname or alias.name.partition(".")[0] for alias in names)
            case ast.Try(body=inner, handlers=handlers, orelse=orelse, finalbody=final):
                for block in (inner, orelse, final, *(handler.body for handler in handlers)):
                    yield from names_bound_by(block)
            case ast.If(body=inner, orelse=orelse):
                yield from names_bound_by([*inner, *orelse])
            case _:
                yield from defined_names(node)
