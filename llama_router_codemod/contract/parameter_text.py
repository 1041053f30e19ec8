"""LRC205: the `:param` text of a parameter that is served under another name, which would be lost, moves with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.operation import Operation, ServedParameter
from llama_router_codemod.parse.annotations import Annotations
from llama_router_codemod.parse.docstrings import Docstring
from llama_router_codemod.parse.symbols import Symbols


@dataclass(frozen=True)
class RenamedParameterText(Facts):
    """A described parameter of the Protocol and the name under which it is served."""

    code = "LRC205"
    declared: str
    served: str


def parameter_text(symbols: Symbols, parameter: ServedParameter, texts: Docstring) -> str | None:
    """The description of a served parameter: ExtraBodyField's text, else the `:param` of the Protocol's name.

    The order is that of the docs generator (llama_stack 0.3.5, docs/openapi_generator/pyopenapi/generator.py:692).
    """
    extra = Annotations(symbols, parameter.module).extra_body_text(parameter.annotation)
    return extra or texts.params.get(parameter.protocol_name or parameter.name) or None


def renamed_texts(symbols: Symbols, operation: Operation) -> Iterator[Finding]:
    """A finding for each description that moves to another name."""
    for item in operation.parameters:
        parameter = item.parameter
        if parameter.protocol_name not in {None, parameter.name} and item.description:
            facts = RenamedParameterText(str(parameter.protocol_name), parameter.name)
            yield Finding(operation.place_of(parameter.name), facts)
