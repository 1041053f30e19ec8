"""What a method answers: a model, nothing, or a response object; iterators apart, which become event streams."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from llama_router_codemod.model.operation import Answer
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.syntax import dotted, parse_expression

_ITERATORS = frozenset({"AsyncIterator", "AsyncGenerator", "AsyncIterable", "Iterator", "Generator"})
_RESPONSES = frozenset({"fastapi", "starlette"})


@dataclass(frozen=True)
class DeclaredAnswer:
    """The kind of an answer, and its type without iterators as source text: "" for none, "None" for nothing."""

    kind: Answer
    returns: str


def declared_answer(symbols: Symbols, module: str, returns: str | None) -> DeclaredAnswer:
    """What a return annotation of a module declares."""
    if returns is None:
        return DeclaredAnswer(Answer.MODEL, "")
    members = _union_members(parse_expression(returns))
    plain = [member for member in members if not _is_iterator(member)]
    text = " | ".join(ast.unparse(member) for member in plain) if len(plain) != len(members) else returns
    if not plain or text == "None":
        return DeclaredAnswer(Answer.NOTHING, "None")
    is_response = any(_is_response(symbols, module, member) for member in plain)
    return DeclaredAnswer(Answer.RESPONSE if is_response else Answer.MODEL, text)


def _is_response(symbols: Symbols, module: str, member: ast.expr) -> bool:
    found = symbols.resolve(module, dotted(member) or "")
    return found is not None and found.name.endswith("Response") and found.module.split(".")[0] in _RESPONSES


def _union_members(node: ast.expr) -> list[ast.expr]:
    match node:
        case ast.BinOp(op=ast.BitOr(), left=left, right=right):
            return [*_union_members(left), *_union_members(right)]
        case ast.Subscript(value=head, slice=ast.Tuple(elts=members)) if (dotted(head) or "").endswith("Union"):
            return list(members)
        case _:
            return [node]


def _is_iterator(node: ast.expr) -> bool:
    head = node.value if isinstance(node, ast.Subscript) else node
    return (dotted(head) or "").rpartition(".")[2] in _ITERATORS
