"""`@webmethod` decorators and the docstring fields that moved elsewhere, taken off the methods of a class."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

import libcst as cst

from llama_router_codemod.generate.literals import docstring_literal
from llama_router_codemod.parse.docstrings import strip_fields

_COMMENT = re.compile(r"#[^\n]*")


def strip_webmethods(
    node: cst.ClassDef, spellings: Collection[str], moved_texts: Mapping[str, Collection[str]]
) -> cst.ClassDef:
    """The class without `@webmethod` decorators; comments above, beside and inside them stay above the method.

    `moved_texts` names, by method, the parameters whose `:param` text now stands in models.py or routes.py; those fields
    and `:returns:` leave the docstring.
    """
    if not isinstance(node.body, cst.IndentedBlock):
        return node
    body = [
        _strip_method(item, spellings, moved_texts.get(item.name.value))
        if isinstance(item, cst.FunctionDef)
        else strip_webmethods(item, spellings, {})
        if isinstance(item, cst.ClassDef)
        else item
        for item in node.body.body
    ]
    return node.with_changes(body=node.body.with_changes(body=body))


def strip_module(
    text: str, spellings: Collection[str], moved_texts: Mapping[str, Mapping[str, Collection[str]]]
) -> str:
    """A module's text with `strip_webmethods` done on every top-level class (`moved_texts` by class and method)."""
    module = cst.parse_module(text)
    body = [
        strip_webmethods(item, spellings, moved_texts.get(item.name.value, {})) if isinstance(item, cst.ClassDef) else item
        for item in module.body
    ]
    return module.with_changes(body=body).code


def _strip_method(
    node: cst.FunctionDef, spellings: Collection[str], moved: Collection[str] | None
) -> cst.FunctionDef:
    kept = [decorator for decorator in node.decorators if not _is_webmethod(decorator, spellings)]
    if len(kept) == len(node.decorators):
        return node
    node = node.with_changes(decorators=kept, **_comments(node, kept, spellings))
    return node if moved is None else _strip_docstring(node, moved)


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
    without_strings = re.sub(r"\"[^\"\n]*\"|'[^'\n]*'", lambda match: " " * len(match[0]), code)
    return [code[match.start() : match.end()].rstrip() for match in _COMMENT.finditer(without_strings)]


def _strip_docstring(node: cst.FunctionDef, moved: Collection[str]) -> cst.FunctionDef:
    match node.body:
        case cst.IndentedBlock(
            body=[cst.SimpleStatementLine(body=[cst.Expr(value=cst.SimpleString() | cst.ConcatenatedString() as value)]) as line, *rest]
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
        body = rest or [cst.parse_statement("...\n")]
    else:
        literal = cst.SimpleString(docstring_literal(stripped, " " * 8))
        body = [line.with_changes(body=[cst.Expr(value=literal)]), *rest]
    return node.with_changes(body=node.body.with_changes(body=body))
