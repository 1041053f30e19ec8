"""LRC108: routes overlap, and the order in which they are written decides which of them answers.

The legacy server registered methods by name (`inspect.getmembers`, llama_stack 0.3.5, core/server/routes.py:44), those
of a special tool group after the others. Starlette takes the first route that matches; its verb is what a 405 allows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from llama_router_codemod.contract.path_template import overlap
from llama_router_codemod.contract.served_path import served_path
from llama_router_codemod.model.api import Api
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.operation import Operation
from llama_router_codemod.model.route import Verb


@dataclass(frozen=True)
class StandsBefore(Facts):
    """A method whose routes are written before those of methods that stand above it."""

    code = "LRC108"
    method: str
    overtaken: tuple[str, ...]


@dataclass(frozen=True)
class OrderedOperation:
    """An operation with those that it had to overtake."""

    operation: Operation
    overtaken: tuple[Operation, ...]


def in_match_order(api: Api, operations: Sequence[Operation]) -> list[OrderedOperation]:
    """The operations of an API, given in source order, so that the same one answers as before."""
    registered = [_registered(api, operation) for operation in operations]
    order = match_order(registered)
    return [
        OrderedOperation(
            operations[index],
            tuple(
                operations[other]
                for other in order[position + 1 :]
                if other < index and registered[index].competes_with(registered[other])
            ),
        )
        for position, index in enumerate(order)
    ]


def overlapping_routes(api: Api, operations: Sequence[Operation]) -> Iterator[Finding]:
    """A finding for each operation that is written before others which stand above it."""
    for item in in_match_order(api, operations):
        if item.overtaken:
            method = item.operation.method
            facts = StandsBefore(method.name, tuple(other.method.name for other in item.overtaken))
            yield Finding(method.place, facts, method=method.name)


def _registered(api: Api, operation: Operation) -> RegisteredOperation:
    return RegisteredOperation(
        rank=(api.attributes.get(operation.protocol.name, ""), operation.method.name),
        verb=operation.verb,
        paths=tuple(map(served_path, operation.routes)),
    )


@dataclass(frozen=True)
class RegisteredOperation:
    """What decides which operation answers: the legacy server registered in the order of `rank`."""

    rank: tuple[str, str]
    verb: Verb
    paths: tuple[str, ...]

    def competes_with(self, other: RegisteredOperation) -> bool:
        """Whether some request could be answered by both."""
        return self.verb is other.verb and self.meets(other)

    def meets(self, other: RegisteredOperation) -> bool:
        """Whether some path is matched by both."""
        return any(overlap(path, other_path) for path in self.paths for other_path in other.paths)


def match_order(operations: Sequence[RegisteredOperation]) -> tuple[int, ...]:
    """The order in which operations must be written so that the same one answers as before.

    Takes the operations in source order and gives indices into it. Source order is kept where no paths overlap. All
    routes of an operation stand together, as they did.
    """
    order: list[int] = []

    def place(index: int) -> None:
        if index not in order:
            for first in range(len(operations)):
                if _goes_before(operations[first], operations[index]):
                    place(first)
            order.append(index)

    for index in range(len(operations)):
        place(index)
    return tuple(order)


def _goes_before(one: RegisteredOperation, other: RegisteredOperation) -> bool:
    return one.rank < other.rank and one.meets(other)
