"""LRC115: the pattern of the server's own route table for `{x:path}` never matched a slash.

The test is `m.group(0).endswith(":path")` on a string that ends with a brace (llama_stack 0.3.5,
core/server/routes.py:88), so ids with slashes were unknown to authentication, tracing and the library client.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import PurePosixPath

import libcst as cst

from llama_router_codemod.conventions.route_discovery import MAKES_PATTERNS
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.place import Place
from llama_router_codemod.source.statement_edits import edit_statements

CONVERTS_WORD = f"def {MAKES_PATTERNS}(".encode()
CONVERTS = re.compile(rb"\b" + re.escape(CONVERTS_WORD))


@dataclass(frozen=True)
class SlashesUnknown(Facts):
    """The function that makes the patterns."""

    code = "LRC115"
    function: str


def unmatched_slashes(tree: ast.Module, path: PurePosixPath) -> Finding | None:
    """The finding about a module whose test is the wrong one, None for any other."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef) and function.name == MAKES_PATTERNS:
            for node in ast.walk(function):
                match node:
                    case ast.Call(func=ast.Attribute(attr="endswith"), args=[ast.Constant(value=":path") as test]):
                        return Finding(Place(path, test.lineno), SlashesUnknown(MAKES_PATTERNS))
                    case _:
                        pass
    return None


def match_slashes(text: str) -> str:
    """The text with that test mended; unchanged where it is not wrong."""
    return edit_statements(
        text,
        lambda _, lines: MAKES_PATTERNS in lines,
        lambda lines: cst.parse_module(lines).visit(_MatchSlashes()).code,
    )


class _MatchSlashes(cst.CSTTransformer):
    def __init__(self) -> None:
        super().__init__()
        self._functions: list[str] = []

    def visit_FunctionDef(self, node: cst.FunctionDef) -> None:
        self._functions.append(node.name.value)

    def leave_FunctionDef(self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef) -> cst.FunctionDef:
        self._functions.pop()
        return updated_node

    def visit_SimpleStatementLine(self, node: cst.SimpleStatementLine) -> bool:
        return MAKES_PATTERNS in self._functions

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.Call:
        match updated_node:
            case cst.Call(
                func=cst.Attribute(attr=cst.Name(value="endswith")),
                args=[cst.Arg(value=cst.SimpleString(evaluated_value=":path", value=literal) as test) as argument],
            ) if MAKES_PATTERNS in self._functions:
                mended = test.with_changes(value=literal.replace(":path", ":path}"))
                return updated_node.with_changes(args=[argument.with_changes(value=mended)])
            case _:
                return updated_node
