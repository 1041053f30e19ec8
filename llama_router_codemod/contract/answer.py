"""What a method answers: a model, nothing, or what no response model can describe; iterators apart, which become event
streams."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from llama_router_codemod.contract.response_field import is_response_field
from llama_router_codemod.model.operation import Answer
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.parse.type_parts import TypePart, unquoted
from llama_router_codemod.source.syntax import names_of, parse_expression

_ITERATORS = frozenset({"AsyncIterator", "AsyncGenerator", "AsyncIterable", "Iterator", "Generator"})


@dataclass(frozen=True)
class DeclaredAnswer:
    """The kind of an answer, and its type without iterators as source text: "" for none, "None" for nothing."""

    kind: Answer
    returns: str


def declared_answer(symbols: Symbols, module: str, returns: str | None) -> DeclaredAnswer:
    """What a return annotation of a module declares."""
    if returns is None:
        return DeclaredAnswer(Answer.MODEL, "")
    declared = TypePart(symbols, module, parse_expression(returns))
    members = declared.members
    plain = [member for member in members if member.called not in _ITERATORS]
    if not plain or returns == "None":
        return DeclaredAnswer(Answer.NOTHING, "None")
    fits = all(map(is_response_field, plain))
    if len(plain) == len(members) and not declared.has_forward_reference:
        return DeclaredAnswer(Answer.MODEL if fits else Answer.OBJECT, returns)
    if not all(_means_the_same(member, module) for member in plain):
        return DeclaredAnswer(Answer.OBJECT, "")
    return DeclaredAnswer(Answer.MODEL if fits else Answer.OBJECT, _union(plain))


def _union(members: Sequence[TypePart]) -> str:
    return " | ".join(dict.fromkeys(ast.unparse(unquoted(member.node)) for member in members))


def _means_the_same(part: TypePart, module: str) -> bool:
    """Whether the text of a type means in a module what it means where it is written."""
    symbols = part.symbols
    return part.module == module or all(
        symbols.resolve(part.module, name) == symbols.resolve(module, name) for name in names_of(part.node)
    )
