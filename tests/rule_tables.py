"""Tables of statement rules, as data: which rules they have, and what they are without one."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from llama_router_codemod.source.statement_rules import Block, OneOf, StatementRule

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCKS = {"body": "body", "orelse": "orelse", "finalbody": "finalbody", "handlers": "handler"}


def patterns(block: Block[Any]) -> list[str]:
    """The patterns of all rules, each once."""
    return list(dict.fromkeys(rule.pattern for rule in _rules(block)))


def unread_blocks(block: Block[Any]) -> list[str]:
    """The patterns that take any statements in a block for which they have no rules."""
    return [rule.pattern for rule in _rules(block) if not set(_open_blocks(rule.pattern)) <= set(rule.inside)]


def without(block: Block[Any], pattern: str) -> Block[Any]:
    """The table in which nothing matches that pattern."""
    return tuple(_without(item, pattern) for item in block)


def _rules(block: Block[Any]) -> Iterator[StatementRule[Any]]:
    for item in block:
        if isinstance(item, StatementRule):
            yield item
        for inner in item.blocks if isinstance(item, OneOf) else item.inside.values():
            yield from _rules(inner)


def _without(item: StatementRule[Any] | OneOf[Any], pattern: str) -> StatementRule[Any] | OneOf[Any]:
    if isinstance(item, OneOf):
        return OneOf(tuple(without(block, pattern) for block in item.blocks))
    inside = {name: without(block, pattern) for name, block in item.inside.items()}
    return replace(item, pattern="never" if item.pattern == pattern else item.pattern, inside=inside)


def _open_blocks(pattern: str) -> Iterator[str]:
    (statement,) = ast.parse(pattern).body
    for field, name in _BLOCKS.items():
        blocks = getattr(statement, field, [])
        block = blocks[0].body if field == "handlers" and blocks else blocks
        if block and ast.unparse(block[-1]) == "...":
            yield name
