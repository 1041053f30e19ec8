"""Modules that a program imports by a name in a string, perhaps one that is put together while it runs."""

from __future__ import annotations

import ast
import importlib.util
import re
from collections.abc import Iterator

from llama_router_codemod.source.marked_lines import MarkedLines
from llama_router_codemod.source.syntax import dotted, last_part

#: One of these stands in every file that does so.
WORDS = (b"import_module", b"__import__", b"sys.modules")
#: Where one may do so by a name that is told in part, at least: what is nothing but a variable tells nothing.
TELLS = re.compile(rb"(?:import_module|__import__)\s*\(\s*(?!\w+\s*[,)])|sys\s*\.\s*modules\s*\[(?!\s*\w+\s*\])")
_CALLS = frozenset({"import_module", "__import__"})


def dynamic_imports(tree: ast.Module, data: bytes, package: str) -> Iterator[tuple[ast.expr, re.Pattern[str]]]:
    """The name of each such import in the module that `data` says, and a pattern of the dotted names that it may stand
    for.

    What a name is made of besides literals is taken for a part of a dotted name; what is no literal at all is left out.
    `package` is that of the module, to which relative names belong where no other is given.
    """
    for node in MarkedLines.of(data, TELLS).nodes(tree):
        match node:
            case ast.Call(func=function, args=[name, *others], keywords=keywords) if _is_import(function):
                given = [*others, *(item.value for item in keywords if item.arg == "package")]
            case ast.Call(func=function, args=[], keywords=[ast.keyword(arg="name", value=name)]) if _is_import(
                function
            ):
                given = []
            case ast.Subscript(value=modules, slice=name) if dotted(modules) == "sys.modules":
                given = []
            case _:
                continue
        spelled = _spelled(name, next((text for item in given if (text := _text(item))), package))
        if spelled is not None:
            yield name, re.compile(spelled)


def _is_import(function: ast.expr) -> bool:
    return last_part(function) in _CALLS


def _text(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _spelled(name: ast.expr, package: str) -> str | None:
    match name:
        case ast.Constant(value=str(text)) if text.startswith("."):
            try:
                return re.escape(importlib.util.resolve_name(text, package))
            except ImportError:  # it leads out of the top package
                return None
        case ast.Constant(value=str()) | ast.JoinedStr() | ast.BinOp(op=ast.Add()):
            return _part(name)
        case _:
            return None


def _part(node: ast.expr) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return re.escape(text)
        case ast.JoinedStr(values=parts):
            return "".join(map(_part, parts))
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            return _part(left) + _part(right)
        case _:
            return r"\w+"
