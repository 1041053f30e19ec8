"""LRC206: the `:param` text of a parameter that is served as it is written has no place in its route.

The legacy generator published it from the docstring (llama_stack 0.3.5, docs/openapi_generator/pyopenapi/generator.py:
692); a program that reads the routers finds it nowhere. Where FastAPI made the document, it was not published before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from llama_router_codemod.contract.parameter_text import docstring_texts, holds_text
from llama_router_codemod.conventions.fastapi_document import fastapi_document
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.operation import Operation
from llama_router_codemod.parse.symbols import Symbols


@dataclass(frozen=True)
class UnpublishedText(Facts):
    """A parameter as it is served, and its text."""

    code = "LRC206"
    parameter: str
    text: str


def unpublished_texts(symbols: Symbols, operation: Operation) -> Iterator[Finding]:
    """A finding for each described parameter that stays as it is written, without a marker that could say its text."""
    if fastapi_document(symbols) is not None:
        return
    for item, text in docstring_texts(operation):
        parameter = item.parameter
        if not holds_text(symbols, parameter, item.location):
            yield Finding(operation.place_of(parameter.name), UnpublishedText(parameter.name, text))
