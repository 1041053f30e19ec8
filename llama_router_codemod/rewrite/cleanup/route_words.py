"""The word "webmethod" in code that now speaks of the metadata of routes: local names, comments, docstrings, errors.

What others may ask for by name stays: attributes, fields, keywords, parameters, whatever a module defines, and strings.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

import libcst as cst

from llama_router_codemod.source.statement_edits import edit_statements
from llama_router_codemod.source.syntax import parse_source

_WORD = re.compile(r"webmethod", re.IGNORECASE)
_COMMENT = re.compile(r"#[^\r\n]*")
_EMPTY = cst.Module([])

#: From the longest to the shortest, for comments and texts.
_PROSE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"the `?@?webmethod`? decorator, *\n?"), ""),
    (re.compile(r"`?@?\bwebmethod`?-(?:based|driven)\s+"), ""),
    (re.compile(r"`?@?\bwebmethod`?\s+(routes?|endpoints?|paths?|APIs?|[Pp]rotocols?)\b"), r"\1"),
    (re.compile(r"`?@?\bwebmethod`?-decorated\b"), "routed"),
    (re.compile(r"`?@webmethod`?\s+methods\b"), "routed methods"),
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
_STEMS = ("metadata", "route_facts", "described_route")


def without_word(texts: Mapping[PurePosixPath, str]) -> dict[PurePosixPath, str]:
    """The modules of a checkout that have the word, without it where that changes nothing for anybody else.

    Names keep it where none of the new ones is free.
    """
    trees = {path: parse_source(text, path) for path, text in texts.items()}
    public = {name for tree in trees.values() for name in _public_names(tree)}
    for stem in _STEMS:
        names = {path: _renamed(tree, public, stem) for path, tree in trees.items()}
        if not any(_clashes(trees[path], new) for path, new in names.items()):
            break
    else:
        names = {path: {} for path in trees}
    return {path: _reworded(text, names[path]) for path, text in texts.items()}


def _reworded(text: str, names: Mapping[str, str]) -> str:
    return edit_statements(
        text,
        lambda _, lines: _WORD.search(lines) is not None,
        lambda lines: cst.parse_module(lines).visit(_WithoutWord(names)).code,
        between=lambda lines: _COMMENT.sub(lambda comment: _prose(comment[0]), lines),
        innermost=True,
    )


def _renamed(tree: ast.Module, public: set[str], stem: str) -> dict[str, str]:
    """New names for those that only functions of a module know."""
    return {name: _spelled(name, stem) for name in _names(tree) if _WORD.search(name) and name not in public}


def _clashes(tree: ast.Module, new: Mapping[str, str]) -> bool:
    return len({*new.values()}) < len(new) or not {*_names(tree)}.isdisjoint(new.values())


def _spelled(name: str, stem: str) -> str:
    """`webmethod` is the stem, `webmethods` all of them."""
    return re.sub("webmethod", stem, re.sub("webmethods", f"all_{stem}", name))


def _names(tree: ast.Module) -> Iterator[str]:
    """The identifiers of a module, but for those of modules that it imports from."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.arg(arg=name) | ast.ExceptHandler(name=str(name)):
                yield name
            case _:
                yield from _asked_for(node)


def _asked_for(node: ast.AST) -> Iterator[str]:
    """The names by which others ask for something, of one node."""
    match node:
        case ast.Attribute(attr=name) | ast.keyword(arg=str(name)) | ast.Constant(value=str(name)):
            yield name
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.alias():
            yield node.asname or node.name.partition(".")[0]
        case _:
            pass


def _public_names(node: ast.AST, *, in_function: bool = False) -> Iterator[str]:
    """The names that others may know: all but variables of functions and the parameters of functions within these."""
    yield from _asked_for(node)
    match node:
        case ast.Name(id=name) if not in_function:
            yield name
        case (
            ast.FunctionDef(args=arguments, decorator_list=decorators)
            | ast.AsyncFunctionDef(args=arguments, decorator_list=decorators)
        ) if not in_function or decorators:
            yield from (item.arg for item in ast.walk(arguments) if isinstance(item, ast.arg))
        case ast.Lambda(args=arguments):
            yield from (item.arg for item in ast.walk(arguments) if isinstance(item, ast.arg))
        case _:
            pass
    is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
    for child in ast.iter_child_nodes(node):
        yield from _public_names(child, in_function=(in_function or is_function) and not isinstance(node, ast.ClassDef))


class _WithoutWord(cst.CSTTransformer):
    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__()
        self._names = names
        self._texts = 0

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.SimpleStatementLine | cst.BaseCompoundStatement):
            return bool(_WORD.search(_EMPTY.code_for_node(node)))
        self._texts += _is_for_people(node)
        return True

    def on_leave(self, original_node: cst.CSTNodeT, updated_node: cst.CSTNodeT) -> cst.CSTNodeT | cst.RemovalSentinel:
        self._texts -= _is_for_people(original_node)
        left: cst.CSTNodeT | cst.RemovalSentinel = super().on_leave(original_node, updated_node)  # type: ignore[assignment]
        return left

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.Name:
        new = self._names.get(updated_node.value)
        return updated_node if new is None else updated_node.with_changes(value=new)

    def leave_Comment(self, original_node: cst.Comment, updated_node: cst.Comment) -> cst.Comment:
        return updated_node.with_changes(value=_prose(updated_node.value))

    def leave_SimpleString(self, original_node: cst.SimpleString, updated_node: cst.SimpleString) -> cst.SimpleString:
        return updated_node.with_changes(value=_prose(updated_node.value)) if self._texts else updated_node

    def leave_FormattedStringText(
        self, original_node: cst.FormattedStringText, updated_node: cst.FormattedStringText
    ) -> cst.FormattedStringText:
        return updated_node.with_changes(value=_prose(updated_node.value)) if self._texts else updated_node


def _is_for_people(node: cst.CSTNode) -> bool:
    """Whether the strings in a node are a docstring, or the text of an error."""
    match node:
        case cst.Raise() | cst.Expr(value=cst.SimpleString() | cst.ConcatenatedString()):
            return True
        case _:
            return False


def _prose(text: str) -> str:
    for pattern, word in _PROSE:
        text = pattern.sub(word, text)
    return text
