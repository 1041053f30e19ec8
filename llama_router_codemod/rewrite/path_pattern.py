"""The route matcher's pattern for `{x:path}`, which never matched a slash."""

from __future__ import annotations

import ast
import re
from pathlib import PurePosixPath

from llama_router_codemod.parse.syntax import parse_source

CONVERTS = re.compile(rb"\bdef _convert_path_to_regex\(")


def match_slashes(text: str) -> str:
    """The text with the test for `:path` in `_convert_path_to_regex` mended; unchanged where it is not wrong.

    The legacy test is `m.group(0).endswith(":path")` on a string that ends with a brace (core/server/routes.py:84), so
    ids with slashes were unknown to authentication, tracing and the library client.
    """
    for function in ast.walk(parse_source(text, PurePosixPath("<source>"))):
        if isinstance(function, ast.FunctionDef) and function.name == "_convert_path_to_regex":
            for node in ast.walk(function):
                match node:
                    case ast.Call(func=ast.Attribute(attr="endswith"), args=[ast.Constant(value=":path") as constant]):
                        lines = text.split("\n")
                        line = lines[constant.lineno - 1]
                        start, end = constant.col_offset, constant.end_col_offset or 0
                        lines[constant.lineno - 1] = (
                            line[:start] + line[start:end].replace(":path", ":path}") + line[end:]
                        )
                        return "\n".join(lines)
                    case _:
                        pass
    return text
