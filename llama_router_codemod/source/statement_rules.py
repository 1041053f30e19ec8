"""Code understood statement by statement: each is known by a rule, which tells what it does, or it is unknown.

Rules stand in blocks, in the order in which the statements must stand, so none is overlooked and none is missing.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeAlias, TypeVar

from llama_router_codemod.source.pattern import Bindings, match_statement

FactsT = TypeVar("FactsT")

#: What is known so far, what the names of the patterns stand for, and the statement: to what is known now.
Step = Callable[[FactsT, Bindings, ast.stmt], FactsT]


class UnknownStatement(Exception):  # noqa: N818 - it becomes a finding, and is no error of the program
    """A statement that no rule knows where it stands, or after which another must stand: `node`."""

    def __init__(self, node: ast.stmt) -> None:
        super().__init__(node)
        self.node = node

    def __str__(self) -> str:
        return ast.unparse(self.node)


@dataclass(frozen=True)
class StatementRule(Generic[FactsT]):
    """A statement that is known: its pattern, what it tells, and the blocks inside it.

    `inside` names blocks of the statement: `body`, `orelse`, `finalbody`, or `handler` for the only `except`. The
    docstring of a function is no statement of its body.
    """

    pattern: str
    tells: Step[FactsT] | None = None
    inside: Mapping[str, Block[FactsT]] = field(default_factory=dict)


@dataclass(frozen=True)
class OneOf(Generic[FactsT]):
    """Blocks of which one stands here: the first with which all statements that follow are understood, too."""

    blocks: tuple[Block[FactsT], ...]


#: What stands in a block of statements, one after the other.
Block: TypeAlias = Sequence[StatementRule[FactsT] | OneOf[FactsT]]


def either(*choices: StatementRule[FactsT] | Block[FactsT]) -> OneOf[FactsT]:
    """One of several rules or blocks."""
    return OneOf(tuple((choice,) if isinstance(choice, StatementRule) else choice for choice in choices))


def optional(choice: StatementRule[FactsT] | OneOf[FactsT]) -> OneOf[FactsT]:
    """A rule that may apply or not."""
    return OneOf(((choice,), ()))


@dataclass(frozen=True)
class Understood(Generic[FactsT]):
    """What some statements do, and what the names of the patterns stand for."""

    facts: FactsT
    bound: Bindings


def understand(
    statements: Sequence[ast.stmt], block: Block[FactsT], start: Understood[FactsT], before: ast.stmt
) -> Understood[FactsT]:
    """What statements do, added to what is known at the start.

    A name of a pattern stands for the same code in all of them. Raises UnknownStatement for the first statement that no
    rule knows; where they end too early for the last of them, or for `before` if there is none.
    """
    if not block:
        if statements:
            raise UnknownStatement(statements[0])
        return start
    first, rest = block[0], block[1:]
    if isinstance(first, OneOf):
        return _understand_any([(*choice, *rest) for choice in first.blocks], statements, start, before)
    if not statements:
        raise UnknownStatement(before)
    known = _understand_one(statements[0], first, start)
    return understand(statements[1:], rest, known, statements[0])


def _understand_any(
    blocks: Sequence[Block[FactsT]], statements: Sequence[ast.stmt], start: Understood[FactsT], before: ast.stmt
) -> Understood[FactsT]:
    unknown: list[UnknownStatement] = []
    for block in blocks:
        try:
            return understand(statements, block, start, before)
        except UnknownStatement as failure:
            unknown.append(failure)
    # The block that knows the most is the one that is meant.
    raise max(unknown, key=lambda failure: (failure.node.lineno, failure.node.col_offset))


def _understand_one(statement: ast.stmt, rule: StatementRule[FactsT], known: Understood[FactsT]) -> Understood[FactsT]:
    bound = match_statement(rule.pattern, statement, known.bound)
    if bound is None:
        raise UnknownStatement(statement)
    found = Understood(known.facts if rule.tells is None else rule.tells(known.facts, bound, statement), bound)
    for name, block in rule.inside.items():
        found = understand(_statements(statement, name), block, found, statement)
    return found


def _statements(statement: ast.stmt, block: str) -> Sequence[ast.stmt]:
    match statement:
        case ast.AsyncFunctionDef() | ast.FunctionDef():
            has_docstring = ast.get_docstring(statement, clean=False) is not None
            return statement.body[1:] if has_docstring else statement.body
        case ast.Try(handlers=[handler]) if block == "handler":
            return handler.body
        case _:
            statements: list[ast.stmt] = getattr(statement, block)
            return statements
