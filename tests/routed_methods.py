"""The methods of one Protocol, and what a rule of the contract says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trees import agents_tree, one_package, told

from llama_router_codemod.contract.operation import api_contract

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from llama_router_codemod.model.api import Api
    from llama_router_codemod.model.finding import Finding
    from llama_router_codemod.model.operation import Operation
    from llama_router_codemod.parse.symbols import Symbols

#: The lines of the first method's decorator and signature.
DECORATOR, SIGNATURE = 10, 11
V1 = ', level="v1"'


def method(route: str, signature: str, verb: str = "GET", more: str = V1) -> str:
    """A method with a `@webmethod`, two lines."""
    return f'    @webmethod("{route}", "{verb}"{more})\n    async def {signature}: ...\n'


def routed(
    root: Path, methods: str, types: str = "", others: Mapping[str, str] | None = None
) -> tuple[Symbols, Api, tuple[Operation, ...]]:
    """A checkout, its API and the operations of its methods; `types` stand below the Protocol,
    `others` are further files."""
    symbols = agents_tree(root, f"class Agents(Protocol):\n{methods}\n\n{types}", others)
    (api,) = one_package(symbols).apis
    return symbols, api, api_contract(symbols, api).operations


def judged(
    rule: Callable[[Symbols, Operation], Iterator[Finding]], root: Path, methods: str, types: str = ""
) -> list[tuple[str, int, str]]:
    """The findings of a rule on each of the methods: code, line, message."""
    symbols, _, operations = routed(root, methods, types)
    return told([finding for operation in operations for finding in rule(symbols, operation)])
