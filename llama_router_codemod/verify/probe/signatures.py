"""Signatures of methods as the legacy server saw them, and as data that another process can read."""

from __future__ import annotations

import importlib
import inspect
import types
import typing
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from llama_router_codemod.parse.own_object import names_own_object
from llama_router_codemod.verify.messages.method import ObjectPath, Parameter, ParameterKind, Recorded, SignatureSource
from llama_router_codemod.verify.probe.tree import import_attribute
from llama_router_codemod.verify.probe.type_hints import type_hints
from llama_router_codemod.verify.probe.values import record_value


def wire_signature(function: Any) -> inspect.Signature:
    """The signature the legacy server saw on a bound method: without self, and with usable defaults.

    A `Field(...)` call as the default stands for its own default: as an endpoint default it stops the registration.
    Raises NameError for the type of a parameter that its module does not have; that of the answer may be one.
    """
    signature = _with_types(function, inspect.signature(function))
    parameters = []
    for index, parameter in enumerate(signature.parameters.values()):
        if index == 0 and names_own_object(parameter.name):
            continue
        default = parameter.default
        if isinstance(default, FieldInfo) and type(default) is FieldInfo:
            default = default.get_default(call_default_factory=True, validated_data={})
            default = inspect.Parameter.empty if default is PydanticUndefined else default
        parameters.append(parameter.replace(default=default))
    return signature.replace(parameters=parameters)


def _with_types(function: Any, signature: inspect.Signature) -> inspect.Signature:
    """A signature with what its types in quotes mean."""
    quoted = {name for name, parameter in signature.parameters.items() if isinstance(parameter.annotation, str)}
    if not quoted:
        return signature
    try:
        return inspect.signature(function, eval_str=True)
    except NameError:
        known = type_hints(function)
        if not quoted <= known.keys():
            raise
    parameters = signature.parameters.items()
    return signature.replace(
        parameters=[item.replace(annotation=known[name]) if name in quoted else item for name, item in parameters]
    )


def signature_of(source: SignatureSource) -> inspect.Signature:
    """The signature that a source stands for.

    Raises ImportError when its module cannot be imported, NameError for a type that the module does not have.
    """
    if source.arguments is None:
        return wire_signature(import_attribute(source.function))
    return wire_signature(_rebuilt(source.function, source.arguments))


def _rebuilt(declared: ObjectPath, arguments: str) -> Any:
    """A function with the given arguments, whose types are looked up where the Protocol's method is declared."""
    namespace = dict(vars(importlib.import_module(import_attribute(declared).__module__)))
    exec(f"async def rebuilt({arguments}): ...", {**vars(typing), **namespace}, namespace)
    return namespace["rebuilt"]


def described_parameters(signature: inspect.Signature) -> tuple[Parameter, ...]:
    """The parameters as data, in order."""
    return tuple(_described(parameter) for parameter in signature.parameters.values())


def _described(parameter: inspect.Parameter) -> Parameter:
    kind = typing.cast(ParameterKind, parameter.kind.name)
    has_default = parameter.default is not inspect.Parameter.empty
    return Parameter(parameter.name, kind, Recorded(record_value(parameter.default)) if has_default else None)


def binding_signature(parameters: tuple[Parameter, ...]) -> inspect.Signature:
    """A signature with these parameters, by which calls can be bound."""
    return inspect.Signature([_parameter(item) for item in parameters])


def _parameter(parameter: Parameter) -> inspect.Parameter:
    default = inspect.Parameter.empty if parameter.default is None else parameter.default
    return inspect.Parameter(parameter.name, getattr(inspect.Parameter, parameter.kind), default=default)


def request_model(annotation: Any) -> type[BaseModel] | None:
    """The model that an annotation means, alone, with metadata, or beside other types as None; else nothing."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return request_model(arguments[0])
    options = arguments if origin in (typing.Union, types.UnionType) else (annotation,)
    models = [item for item in options if inspect.isclass(item) and issubclass(item, BaseModel)]
    return models[0] if len(models) == 1 else None
