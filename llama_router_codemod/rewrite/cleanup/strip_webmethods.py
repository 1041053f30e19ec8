"""`@webmethod` decorators, and the docstring fields that moved elsewhere, taken off the methods of classes."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import libcst as cst

from llama_router_codemod.parse.docstrings import strip_fields
from llama_router_codemod.source.class_transformer import ClassTransformer
from llama_router_codemod.source.comments import comments_in
from llama_router_codemod.source.dotted_name import dotted_name
from llama_router_codemod.source.written_docstring import BodyStyle, with_docstring, written_docstring

#: By class and method: the parameters whose `:param` text stands elsewhere now.
MovedTexts = Mapping[str, Mapping[str, Collection[str]]]


def strip_module(text: str, spellings: Collection[str], moved_texts: MovedTexts) -> str:
    """A module's text without `@webmethod`, see `StripWebmethods`."""
    return cst.parse_module(text).visit(StripWebmethods(spellings, moved_texts)).code


class StripWebmethods(ClassTransformer):
    """Takes decorators off the methods of classes; comments above, beside and inside them stay above the method.

    `spellings` are the names of the decorator, `moved_texts` is about methods of top-level classes: those fields and
    `:returns:` leave the docstring of a method that had the decorator.
    """

    def __init__(self, spellings: Collection[str], moved_texts: MovedTexts) -> None:
        super().__init__()
        self._spellings = spellings
        self._moved_texts = moved_texts
        self._classes: list[str] = []

    def visit_ClassDef(self, node: cst.ClassDef) -> None:
        self._classes.append(node.name.value)

    def leave_ClassDef(self, original_node: cst.ClassDef, updated_node: cst.ClassDef) -> cst.ClassDef:
        self._classes.pop()
        return updated_node

    def leave_FunctionDef(self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef) -> cst.FunctionDef:
        gone = [decorator for decorator in original_node.decorators if self._is_webmethod(decorator)]
        if not self._classes or not gone:
            return updated_node
        method = _without_decorators(original_node, gone)
        is_nested = len(self._classes) > 1
        moved = None if is_nested else self._moved_texts.get(self._classes[0], {}).get(method.name.value)
        if moved is None or not isinstance(method.body, cst.IndentedBlock):
            return method
        return method.with_changes(body=_without_fields(method.body, moved, self.style_of(method.body)))

    def _is_webmethod(self, decorator: cst.Decorator) -> bool:
        match decorator.decorator:
            case cst.Call(func=target) | target:
                return dotted_name(target) in self._spellings


def _without_decorators(method: cst.FunctionDef, gone: Collection[cst.Decorator]) -> cst.FunctionDef:
    kept = [decorator for decorator in method.decorators if decorator not in gone]
    comments = [cst.EmptyLine(comment=comment) for decorator in gone for comment in comments_in(decorator)]
    lines = [*method.leading_lines, *comments]
    if kept:
        return method.with_changes(decorators=kept, leading_lines=lines)
    lines += [line for line in method.lines_after_decorators if line.comment]
    return method.with_changes(decorators=[], leading_lines=lines, lines_after_decorators=[])


def _without_fields(block: cst.IndentedBlock, moved: Collection[str], style: BodyStyle) -> cst.IndentedBlock:
    docstring = written_docstring(block)
    if docstring is None:
        return block
    text = strip_fields(docstring.value, moved, drop_returns=True)
    return block if text == docstring.value else with_docstring(block, text, style, empty=cst.Expr(cst.Ellipsis()))
