"""Code understood statement by statement: each is known by a rule, which tells what it does, or it is unknown."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from llama_router_codemod.source.pattern import Bindings, match_statement

FactsT = TypeVar("FactsT")

#: What is known so far, what the names of the patterns stand for, and the statement: to what is known now.
Step = Callable[[FactsT, Bindings, ast.stmt], FactsT]


class UnknownStatement(Exception):  # noqa: N818 - it becomes a finding, and is no error of the program
    """A statement that no rule knows: `node`."""

    def __init__(self, node: ast.stmt) -> None:
        super().__init__(ast.unparse(node))
        self.node = node


@dataclass(frozen=True)
class StatementRule(Generic[FactsT]):
    """A statement that is known: its pattern, what it tells, and the rules for the statements inside it.

    `inside` names blocks of the statement: `body`, `orelse`, `finalbody`, or `handler` for the first `except`.
    """

    pattern: str
    tells: Step[FactsT] | None = None
    inside: Mapping[str, Sequence[StatementRule[FactsT]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Understood(Generic[FactsT]):
    """What some statements do, and what the names of the patterns stand for."""

    facts: FactsT
    bound: Bindings


def understand(
    statements: Sequence[ast.stmt], rules: Sequence[StatementRule[FactsT]], facts: FactsT, bound: Bindings
) -> Understood[FactsT]:
    """What statements do, in their order, by the first rule that knows each.

    A name of a pattern stands for the same code in all of them. Raises UnknownStatement for one that no rule knows.
    """
    known = Understood(facts, bound)
    for statement in statements:
        known = _understand_one(statement, rules, known)
    return known


def without_docstring(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.stmt]:
    """The statements of a function that do something."""
    return function.body[1:] if ast.get_docstring(function, clean=False) is not None else function.body


def _understand_one(
    statement: ast.stmt, rules: Sequence[StatementRule[FactsT]], known: Understood[FactsT]
) -> Understood[FactsT]:
    for rule in rules:
        bound = match_statement(rule.pattern, statement, known.bound)
        if bound is not None:
            facts = known.facts if rule.tells is None else rule.tells(known.facts, bound, statement)
            found = Understood(facts, bound)
            for block, inner in rule.inside.items():
                found = understand(_block(statement, block), inner, found.facts, found.bound)
            return found
    raise UnknownStatement(statement)


def _block(statement: ast.stmt, name: str) -> Sequence[ast.stmt]:
    match statement:
        case ast.AsyncFunctionDef() | ast.FunctionDef():
            return without_docstring(statement)
        case ast.Try(handlers=[handler, *_]) if name == "handler":
            return handler.body
        case _:
            statements: list[ast.stmt] = getattr(statement, name)
            return statements
