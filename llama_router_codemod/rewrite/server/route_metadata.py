"""Reads of `__webmethods__` and `__webmethod__` become reads of the route table, wherever they stand."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from llama_router_codemod.source.added_import import with_import
from llama_router_codemod.source.syntax import parse_source

READS = re.compile(rb"__webmethods?__")
_ATTRIBUTES = frozenset({"__webmethod__", "__webmethods__"})


@dataclass(frozen=True)
class _Edit:
    start: int
    end: int
    text: str


def read_route_metadata(text: str, registry: str) -> str:
    """The text with every such read replaced by `route_metadata(function)`, imported from the module `registry`.

    `hasattr(f, "__webmethod__")`, `getattr(f, "__webmethods__", [])` and `f.__webmethods__` become `route_metadata(f)`,
    a list in the order of the decorators from the bottom up; `f.__webmethod__`, the topmost decorator, becomes its last
    item (legacy: schema_utils.py:106-113). A module that defines `webmethod` itself is left alone.
    """
    tree = parse_source(text, PurePosixPath("<source>"))
    if any(isinstance(node, ast.FunctionDef) and node.name == "webmethod" for node in tree.body):
        return text
    data = text.encode()
    edits = sorted(_edits(tree, data), key=lambda edit: edit.start, reverse=True)
    for edit in edits:
        data = data[: edit.start] + edit.text.encode() + data[edit.end :]
    return with_import(data.decode(), registry, "route_metadata") if edits else text


def _edits(tree: ast.Module, data: bytes) -> list[_Edit]:
    starts = [0]
    for line in data.split(b"\n"):
        starts.append(starts[-1] + len(line) + 1)

    def span(node: ast.expr) -> tuple[int, int]:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset

    edits = []
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="hasattr"), args=[target, ast.Constant(value=str(name))]) if (
                name in _ATTRIBUTES
            ):
                replacement = "route_metadata({})"
            case ast.Call(func=ast.Name(id="getattr"), args=[target, ast.Constant(value="__webmethods__"), *_]):
                replacement = "route_metadata({})"
            case ast.Call(func=ast.Name(id="getattr"), args=[target, ast.Constant(value="__webmethod__"), *_]):
                replacement = "(route_metadata({}) or [None])[-1]"
            case ast.Attribute(value=target, attr="__webmethods__", ctx=ast.Load()):
                replacement = "route_metadata({})"
            case ast.Attribute(value=target, attr="__webmethod__", ctx=ast.Load()):
                replacement = "route_metadata({})[-1]"
            case _:
                continue
        start, end = span(target)
        edits.append(_Edit(*span(node), replacement.format(data[start:end].decode())))
    return edits
