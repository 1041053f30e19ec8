"""LRC110: a request whose body could hold an undeclared `stream` was answered with an event stream of one error.

The legacy server looked at `params.stream` (llama_stack 0.3.5, core/server/server.py:180-192), which a model that
allows extra fields has as soon as a client sends it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from llama_router_codemod.contract.streaming import looks_into_params
from llama_router_codemod.conventions.wrapper_functions import PARAMS
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.operation import Operation
from llama_router_codemod.parse.annotations import Annotations
from llama_router_codemod.parse.symbols import Symbols


@dataclass(frozen=True)
class UndeclaredStream(Facts):
    """The type of the parameter `params`, which allows extra fields and declares no `stream`."""

    code = "LRC110"
    annotation: str


def undeclared_streams(symbols: Symbols, operation: Operation) -> Iterator[Finding]:
    """A finding for an operation that can be asked for a stream which it does not declare."""
    can_be_asked = operation.stream is None and looks_into_params(symbols)
    for item in operation.parameters if can_be_asked else ():
        parameter = item.parameter
        annotations = Annotations(symbols, parameter.module)
        if parameter.name == PARAMS and annotations.allows_extra(parameter.annotation):
            yield Finding(operation.place_of(parameter.name), UndeclaredStream(parameter.annotation))
