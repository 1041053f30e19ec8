"""LRC205: the `:param` text of a parameter that is served under another name, which would be lost, moves with it.

A parameter has the first text of these: the Protocol's `ExtraBodyField`, its `:param`, the description in its marker.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from llama_router_codemod.contract.field_default import field_call
from llama_router_codemod.conventions.fastapi_document import fastapi_document
from llama_router_codemod.model.api import Method, ProtocolClass
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.operation import LocatedParameter, Location, Operation, ServedParameter
from llama_router_codemod.parse.annotations import DEPENDENCIES, Annotations
from llama_router_codemod.parse.docstrings import Docstring, parse_docstring
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.syntax import parse_expression


@dataclass(frozen=True)
class RenamedParameterText(Facts):
    """A described parameter of the Protocol and the name under which it is served."""

    code = "LRC205"
    declared: str
    served: str


def parameter_text(
    symbols: Symbols, protocol: ProtocolClass, method: Method, parameter: ServedParameter, texts: Docstring
) -> str | None:
    """The description of a served parameter: ExtraBodyField's text, else the `:param` of the Protocol's name.

    The order is that of the docs generator (llama_stack 0.3.5, docs/openapi_generator/pyopenapi/generator.py:692). What
    the Protocol's marker or its `Field` says is the last resort, where the implementation's is served; but that is what
    was published where FastAPI makes the document of the Protocol's signatures.
    """
    served = Annotations(symbols, parameter.module)
    published = texts.params.get(parameter.declared_name)
    declared = method.by_name.get(parameter.protocol_name or "")
    if declared is None:
        return served.extra_body_text(parameter.annotation) or published or None
    own = Annotations(symbols, protocol.module)
    said = marker_text(own.marker_call(declared.annotation, declared.default)) or _field_text(declared.default)
    if fastapi_document(symbols) is not None and (shown := said or _annotated_text(declared.annotation)):
        return shown
    text = own.extra_body_text(declared.annotation) or served.extra_body_text(parameter.annotation) or published
    if text or marker_text(served.marker_call(parameter.annotation, parameter.default)):
        return text or None
    return said


def _field_text(default: str | None) -> str | None:
    """The description of the `Field` that is the default of a parameter."""
    return marker_text(None if default is None else field_call(default))


def _annotated_text(annotation: str) -> str | None:
    """The description of a `Field` beside a type."""
    match parse_expression(annotation):
        case ast.Subscript(slice=ast.Tuple(elts=[_, *metadata])):
            return next(filter(None, map(marker_text, map(field_call, metadata))), None)
        case _:
            return None


def marker_text(call: ast.Call | None) -> str | None:
    """The description that the call of a marker gives, as the text of a literal; None for what is no literal."""
    for keyword in call.keywords if call is not None else ():
        match keyword:
            case ast.keyword(arg="description", value=ast.Constant(value=str(text))):
                return text
    return None


def holds_text(symbols: Symbols, parameter: ServedParameter, location: Location) -> bool:
    """Whether the description of a parameter can be written beside it; else it stays in the docstring.

    What is as written must have its marker there: behind an alias, or without one, there is no place for a text.
    """
    if location is not Location.AS_WRITTEN or parameter.marker in DEPENDENCIES:
        return True
    call = Annotations(symbols, parameter.module).marker_call(parameter.annotation, parameter.default)
    return call is not None and all(keyword.arg is not None for keyword in call.keywords)


def docstring_texts(operation: Operation) -> Iterator[tuple[LocatedParameter, str]]:
    """The parameters that the docstring describes, each with that text."""
    texts = parse_docstring(operation.method.docstring or "").params
    for item in operation.parameters:
        if text := texts.get(item.parameter.declared_name):
            yield item, text


def renamed_texts(symbols: Symbols, operation: Operation) -> Iterator[Finding]:
    """A finding for each description that moves to another name."""
    for item in operation.parameters:
        parameter = item.parameter
        if parameter.protocol_name not in {None, parameter.name} and item.description:
            facts = RenamedParameterText(str(parameter.protocol_name), parameter.name)
            yield Finding(operation.place_of(parameter.name), facts)
