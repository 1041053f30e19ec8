"""LRC106: the default of a parameter is a call of `Field(...)`, which FastAPI rejects on an endpoint."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from llama_router_codemod.model.api import Parameter
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.source.syntax import parse_expression


@dataclass(frozen=True)
class FieldAsDefault(Facts):
    """A parameter and the call that is its default."""

    code = "LRC106"
    parameter: str
    default: str


def field_as_default(parameter: Parameter, method: str) -> tuple[Finding, ...]:
    """A finding for a declared parameter whose default is such a call."""
    if parameter.default is None or field_call(parameter.default) is None:
        return ()
    return (Finding(parameter.place, FieldAsDefault(parameter.name, parameter.default), method=method),)


def plain_default(default: str | None) -> str | None:
    """The default that an expression stands for: that of a `Field(...)` call, None when it makes a field required."""
    call = None if default is None else field_call(default)
    if call is None:
        return default
    for value in (*call.args[:1], *(keyword.value for keyword in call.keywords if keyword.arg == "default")):
        return None if isinstance(value, ast.Constant) and value.value is ... else ast.unparse(value)
    return None


def field_call(default: str | ast.expr) -> ast.Call | None:
    """The call of `Field` that a default is, or what stands beside a type; None for any other."""
    match parse_expression(default) if isinstance(default, str) else default:
        case ast.Call(func=ast.Name(id="Field") | ast.Attribute(attr="Field")) as call:
            return call
        case _:
            return None
