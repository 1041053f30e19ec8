"""The word "webmethod" in names, comments and texts of code that now speaks of the metadata of routes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

import libcst as cst

from llama_router_codemod.source.syntax import parse_source

WORD = re.compile(r"webmethod", re.IGNORECASE)

_EMPTY = cst.Module([])

#: From the longest to the shortest, for comments and texts.
_PROSE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"`?@webmethod`? decorators?\b"), "router"),
    (re.compile(r"\bwebmethod decorators\b"), "routes"),
    (re.compile(r"\bwebmethod decorator\b"), "route"),
    (re.compile(r"\bWebMethod objects?\b"), "RouteMetadata"),
    (re.compile(r"\bwebmethod_metadata\b"), "metadata"),
    (re.compile(r"@webmethod\b"), "route"),
    (re.compile(r"\bWeb[Mm]ethods\b"), "Routes"),
    (re.compile(r"\bWebMethod\b"), "RouteMetadata"),
    (re.compile(r"\bwebmethods\b"), "routes"),
    (re.compile(r"\bwebmethod\b"), "route"),
)
#: What the word may become in names; the first with which no file gets one name for two things is taken.
STEMS = ("metadata", "route_facts", "described_route")


def without_word(text: str, stem: str) -> str:
    """A module's text without the word in names, comments and strings; in names, `stem` stands in its place.

    Raises ValueError when a new name is one that the module has already.
    """
    if not WORD.search(text):
        return text
    found = frozenset(_names(parse_source(text, PurePosixPath("<module>"))))
    taken = {name for name in found if not WORD.search(name)}
    new = {name: _spelled(name, stem) for name in found - taken}
    if not taken.isdisjoint(new.values()) or len(set(new.values())) < len(new):
        raise ValueError(f"{stem}: no new name for each of {', '.join(sorted(new))}")
    return cst.parse_module(text).visit(_WithoutWord(new)).code


def _spelled(name: str, stem: str) -> str:
    """`webmethod` is the stem, `webmethods` all of them."""
    return re.sub("webmethod", stem, re.sub("webmethods", f"all_{stem}", name))


def _names(tree: ast.Module) -> Iterator[str]:
    """The names that a module gives or uses, but for those of modules that it imports from."""
    for node in ast.walk(tree):
        match node:
            case (
                ast.Name(id=name)
                | ast.Attribute(attr=name)
                | ast.arg(arg=name)
                | ast.keyword(arg=str(name))
                | ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.ClassDef(name=name)
                | ast.ExceptHandler(name=str(name))
            ):
                yield name
            case ast.alias():
                yield node.asname or node.name.partition(".")[0]
            case _:
                pass


class _WithoutWord(cst.CSTTransformer):
    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__()
        self._names = names

    def on_visit(self, node: cst.CSTNode) -> bool:
        match node:
            case cst.SimpleStatementLine() | cst.BaseCompoundStatement():
                return bool(WORD.search(_EMPTY.code_for_node(node)))
            case _:
                return True

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.Name:
        new = self._names.get(updated_node.value)
        return updated_node if new is None else updated_node.with_changes(value=new)

    def leave_Comment(self, original_node: cst.Comment, updated_node: cst.Comment) -> cst.Comment:
        return updated_node.with_changes(value=_prose(updated_node.value))

    def leave_SimpleString(self, original_node: cst.SimpleString, updated_node: cst.SimpleString) -> cst.SimpleString:
        return updated_node.with_changes(value=_prose(updated_node.value))

    def leave_FormattedStringText(
        self, original_node: cst.FormattedStringText, updated_node: cst.FormattedStringText
    ) -> cst.FormattedStringText:
        return updated_node.with_changes(value=_prose(updated_node.value))


def _prose(text: str) -> str:
    for pattern, word in _PROSE:
        text = pattern.sub(word, text)
    return text
