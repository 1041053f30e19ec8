"""`@webmethod` decorators and the docstring fields that moved elsewhere, taken off the methods of a class."""

from __future__ import annotations

import io
import tokenize
from typing import TYPE_CHECKING

import libcst as cst

from llama_router_codemod.parse.docstrings import strip_fields
from llama_router_codemod.source.literals import docstring_literal

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence


def strip_webmethods(
    node: cst.ClassDef,
    spellings: Collection[str],
    moved_texts: Mapping[str, Collection[str]],
    default_indent: str,
    outer_indent: str = "",
) -> cst.ClassDef:
    """The class without `@webmethod` decorators; comments above, beside and inside them stay above the method.

    `moved_texts` names, by method, the parameters whose `:param` text now stands in models.py or routes.py; those
    fields and `:returns:` leave the docstring. `default_indent` is that of the module, `outer_indent` the class's own.
    """
    if not isinstance(node.body, cst.IndentedBlock):
        return node
    indent = outer_indent + (default_indent if node.body.indent is None else node.body.indent)
    body: list[cst.BaseStatement] = []
    for item in node.body.body:
        match item:
            case cst.FunctionDef(body=cst.IndentedBlock(indent=own)):
                inner = indent + (default_indent if own is None else own)
                body.append(_strip_method(item, spellings, moved_texts.get(item.name.value), inner))
            case cst.FunctionDef():
                body.append(_strip_method(item, spellings, None, indent))
            case cst.ClassDef():
                body.append(strip_webmethods(item, spellings, {}, default_indent, indent))
            case _:
                body.append(item)
    return node.with_changes(body=node.body.with_changes(body=body))


def strip_module(
    text: str, spellings: Collection[str], moved_texts: Mapping[str, Mapping[str, Collection[str]]]
) -> str:
    """A module's text with `strip_webmethods` done on every top-level class (`moved_texts` by class and method)."""
    module = cst.parse_module(text)
    body = [
        strip_webmethods(item, spellings, moved_texts.get(item.name.value, {}), module.default_indent)
        if isinstance(item, cst.ClassDef)
        else item
        for item in module.body
    ]
    return module.with_changes(body=body).code


def _strip_method(
    node: cst.FunctionDef, spellings: Collection[str], moved: Collection[str] | None, indent: str
) -> cst.FunctionDef:
    kept = [decorator for decorator in node.decorators if not _is_webmethod(decorator, spellings)]
    if len(kept) == len(node.decorators):
        return node
    node = node.with_changes(decorators=kept, **_comments(node, kept, spellings))
    return node if moved is None else _strip_docstring(node, moved, indent)


def _is_webmethod(decorator: cst.Decorator, spellings: Collection[str]) -> bool:
    target = decorator.decorator.func if isinstance(decorator.decorator, cst.Call) else decorator.decorator
    return cst.Module(body=[]).code_for_node(target) in spellings


def _comments(
    node: cst.FunctionDef, kept: Sequence[cst.Decorator], spellings: Collection[str]
) -> dict[str, Sequence[cst.EmptyLine]]:
    """Where the comments of removed decorators go: above the method, or above the first decorator that stays."""
    lines: list[cst.EmptyLine] = list(node.leading_lines)
    for decorator in node.decorators:
        if decorator in kept:
            continue
        lines += [line for line in decorator.leading_lines if line.comment]
        code = cst.Module(body=[]).code_for_node(decorator.with_changes(leading_lines=[]))
        lines += [cst.EmptyLine(comment=cst.Comment(text)) for text in _inner_comments(code)]
    if kept:
        return {"leading_lines": lines}
    lines += [line for line in node.lines_after_decorators if line.comment]
    return {"leading_lines": lines, "lines_after_decorators": ()}


def _inner_comments(code: str) -> list[str]:
    tokens = tokenize.generate_tokens(io.StringIO(code).readline)
    return [token.string for token in tokens if token.type == tokenize.COMMENT]


def _strip_docstring(node: cst.FunctionDef, moved: Collection[str], indent: str) -> cst.FunctionDef:
    match node.body:
        case cst.IndentedBlock(
            body=[
                cst.SimpleStatementLine(
                    body=[cst.Expr(value=cst.SimpleString() | cst.ConcatenatedString() as value)]
                ) as line,
                *rest,
            ]
        ):
            pass
        case _:
            return node
    text = value.evaluated_value
    if not isinstance(text, str):
        return node
    stripped = strip_fields(text, moved, drop_returns=True)
    if stripped == text:
        return node
    if stripped is None:
        body = _with_comments_of(line, rest or [cst.parse_statement("...\n")])
    else:
        literal = cst.SimpleString(docstring_literal(stripped, indent))
        body = [line.with_changes(body=[cst.Expr(value=literal)]), *rest]
    return node.with_changes(body=node.body.with_changes(body=body))


def _with_comments_of(
    docstring: cst.SimpleStatementLine, rest: Sequence[cst.BaseStatement]
) -> Sequence[cst.BaseStatement]:
    """The statements behind a docstring that goes, with its comments above the first of them."""
    first, *others = rest
    if not isinstance(first, cst.SimpleStatementLine | cst.BaseCompoundStatement):
        return rest
    lines = [
        *docstring.leading_lines,
        cst.EmptyLine(comment=docstring.trailing_whitespace.comment),
        *first.leading_lines,
    ]
    return [first.with_changes(leading_lines=[line for line in lines if line.comment]), *others]
