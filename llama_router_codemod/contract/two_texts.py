"""LRC201: a docstring and a `Field` or marker disagree about a description.

What was published is kept: the docstring, or the `Field` where FastAPI makes the document of webmethods.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from llama_router_codemod.contract.parameter_text import docstring_texts
from llama_router_codemod.conventions.fastapi_document import fastapi_document
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.operation import LocatedParameter, Location, Operation
from llama_router_codemod.parse.annotations import Annotations
from llama_router_codemod.parse.symbols import Symbols


@dataclass(frozen=True)
class DroppedText(Facts):
    """A field of a class, or a parameter of a method, and the text that it loses."""

    code = "LRC201"
    owner: str
    field: str
    text: str


def dropped_parameter_texts(symbols: Symbols, operation: Operation) -> Iterator[Finding]:
    """A finding for each description of a parameter that gives way to another one."""
    texts = [*_marker_texts(symbols, operation)]
    if fastapi_document(symbols) is not None:
        texts += docstring_texts(operation)
    for item, text in texts:
        if item.description is not None and text != item.description:
            facts = DroppedText(operation.method.name, item.parameter.name, text)
            yield Finding(operation.place_of(item.parameter.name), facts)


def _marker_texts(symbols: Symbols, operation: Operation) -> Iterator[tuple[LocatedParameter, str]]:
    """The descriptions in markers that stay as they are written."""
    for item in operation.at(Location.AS_WRITTEN):
        parameter = item.parameter
        call = Annotations(symbols, parameter.module).marker_call(parameter.annotation, parameter.default)
        for keyword in call.keywords if call is not None else ():
            if keyword.arg == "description":
                yield item, _text(keyword.value)


def _text(node: ast.expr) -> str:
    """What a literal says, the source of anything else."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ast.unparse(node)
