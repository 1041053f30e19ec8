"""The options that all routes of an endpoint share: written out for a single one, named once above stacked ones."""

from __future__ import annotations

from dataclasses import dataclass

from llama_router_codemod.contract.served_verb import written_verbs
from llama_router_codemod.generate.code import Code, joined
from llama_router_codemod.generate.decorated_operation import DecoratedOperation
from llama_router_codemod.generate.routes_setting import RoutesSetting
from llama_router_codemod.model.operation import Location, Operation
from llama_router_codemod.parse.annotations import DEPENDENCIES
from llama_router_codemod.source.literals import string_literal, text_literal


@dataclass(frozen=True)
class SharedOptions:
    """The statements above the decorators, and the options in each of them."""

    constants: Code
    description: Code | None
    openapi_extra: Code | None


def shared_options(setting: RoutesSetting, item: DecoratedOperation) -> SharedOptions:
    """The description and the undocumented fields of an endpoint, as options of its routes."""
    description, extra = _description(item.operation), _undocumented_fields(setting, item.operation)
    if sum(len(written_verbs(route, setting.put)) for route in item.operation.routes) == 1:
        return SharedOptions(Code(""), _option("description", description), _option("openapi_extra", extra))
    names = [_constant(item.name, option) for option in ("description", "openapi_extra")]
    constants = [
        Code(f"{name} = {value.text}\n").needing(value)
        for name, value in zip(names, (description, extra), strict=True)
        if value is not None
    ]
    return SharedOptions(
        joined("", [*constants, Code("\n\n")]) if constants else Code(""),
        _option("description", description and Code(names[0])),
        _option("openapi_extra", extra and Code(names[1])),
    )


def names_bound_by(endpoint: str) -> frozenset[str]:
    """What a module binds for an endpoint: its own name, and those of the constants above it."""
    return frozenset((endpoint, _constant(endpoint, "description"), _constant(endpoint, "openapi_extra")))


def _constant(endpoint: str, option: str) -> str:
    return f"{endpoint}_{option}".upper()


def _option(name: str, value: Code | None) -> Code | None:
    return None if value is None else Code(f"{name}={value.text}").needing(value)


def _description(operation: Operation) -> Code | None:
    """The description, unless FastAPI finds it in the docstring: one line is a docstring, several are none.

    The published text goes on right below its first line, where a docstring has a blank one.
    """
    if operation.description is None or "\n" not in operation.description:
        return None
    return Code(text_literal(operation.description))


def _undocumented_fields(setting: RoutesSetting, operation: Operation) -> Code | None:
    """The form fields that a dependency reads: FastAPI cannot know them, the published document listed them."""
    fields: list[Code] = []
    for item in operation.at(Location.AS_WRITTEN):
        parameter = item.parameter
        if parameter.marker not in DEPENDENCIES or item.description is None:
            continue
        text = Code(f'"description": {string_literal(item.description)}')
        model = setting.names.model_in(parameter.module, parameter.annotation)
        if model is not None:
            text = Code(f"**{model}.model_json_schema(), {text.text}").needing(setting.written(model, parameter.module))
        fields.append(Code(f"{string_literal(parameter.name)}: {{{text.text}}}").needing(text))
    if not fields:
        return None
    properties = joined(", ", fields)
    schema = f'{{"properties": {{{properties.text}}}}}'
    content = f'{{"multipart/form-data": {{"schema": {schema}}}}}'
    return Code(f'{{"requestBody": {{"content": {content}}}}}').needing(properties)
