"""LRC115: the route matcher's pattern for `{x:path}` never matched a slash, so such ids were unknown to its table."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from llama_router_codemod.model.finding import Facts
from llama_router_codemod.source.syntax import parse_source


@dataclass(frozen=True)
class SlashesUnknown(Facts):
    """The function that makes the patterns."""

    code = "LRC115"
    function: str


CONVERTS = re.compile(rb"\bdef _convert_path_to_regex\(")


def colon_path_test(tree: ast.Module) -> ast.Constant | None:
    """The string of the test for `:path` in `_convert_path_to_regex`; None where it is not wrong.

    The legacy test is `m.group(0).endswith(":path")` on a string that ends with a brace (core/server/routes.py:84), so
    ids with slashes were unknown to authentication, tracing and the library client.
    """
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef) and function.name == "_convert_path_to_regex":
            for node in ast.walk(function):
                match node:
                    case ast.Call(func=ast.Attribute(attr="endswith"), args=[ast.Constant(value=":path") as constant]):
                        return constant
                    case _:
                        pass
    return None


def match_slashes(text: str) -> str:
    """The text with that test mended; unchanged where it is not wrong."""
    constant = colon_path_test(parse_source(text, PurePosixPath("<source>")))
    if constant is None:
        return text
    lines = text.encode().split(b"\n")
    line = lines[constant.lineno - 1]
    end = constant.end_col_offset or 0
    mended = line[constant.col_offset : end].replace(b":path", b":path}")
    lines[constant.lineno - 1] = line[: constant.col_offset] + mended + line[end:]
    return b"\n".join(lines).decode()
