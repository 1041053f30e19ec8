"""One more name in the `from` imports of a module."""

from __future__ import annotations

import ast
from itertools import takewhile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from llama_router_codemod.source.from_import import FromImport, Member, read_from_import, replacement
from llama_router_codemod.source.spans import Edit, SourceLines, apply_edits
from llama_router_codemod.source.syntax import parse_source

if TYPE_CHECKING:
    from collections.abc import Sequence

_DEFINITIONS = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def with_import(text: str, module: str, name: str, alias: str | None = None) -> str:
    """A file's text with `from module import name`, perhaps under an alias; sorting is for ruff.

    Raises InputError when it does not parse.
    Where that is trivial, the name joins an import from `module` before the first class or function. Otherwise a new
    line follows the last import of the file's beginning; it never stands in a `try` or an `if`, nor above the docstring
    or a `__future__` import.
    """
    body = parse_source(text, PurePosixPath("<module>")).body
    source = SourceLines.of(text)
    new = FromImport(0, module, (Member(name, alias),))
    for node in takewhile(lambda node: not isinstance(node, _DEFINITIONS), body):
        lines = source.own_lines(node)
        if lines is not None and isinstance(node, ast.ImportFrom):
            joined = read_from_import(node, source.text(*lines)).joined(new)
            if joined is not None:
                return apply_edits(text, [replacement(node, [joined], source)])
    bound = name if alias is None else f"{name} as {alias}"
    return apply_edits(text, [_new_line(body, source, f"from {module} import {bound}")])


def _new_line(body: Sequence[ast.stmt], source: SourceLines, line: str) -> Edit:
    last: ast.stmt | None = None
    gap = ""
    for node in body:
        match node:
            case _ if last is not None and node.lineno == last.end_lineno:
                last = node
            case ast.Import() | ast.ImportFrom():
                last, gap = node, ""
            case ast.Expr(value=ast.Constant(value=str())) if node is body[0]:
                last, gap = node, source.newline(node)
            case ast.Try() | ast.TryStar() | ast.If():
                pass
            case _:
                break
    if last is None:
        start = source.starts[_first_line(body[0]) - 1] if body else len(source.data)
        newline = source.newline(body[0]) if body else "\n"
        return Edit(start, start, line + newline)
    end = source.span(last)[1]
    end = source.line_end(end)
    return Edit(end, end, gap + source.newline(last) + line)


def _first_line(node: ast.stmt) -> int:
    decorators = node.decorator_list if isinstance(node, _DEFINITIONS) else []
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])
