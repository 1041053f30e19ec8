"""The options that all routes of an endpoint share: written out for a single one, named once above stacked ones."""

from __future__ import annotations

from dataclasses import dataclass

from llama_router_codemod.contract.served_verb import written_verbs
from llama_router_codemod.conventions.fastapi_document import EXTRA_BODY_KEY
from llama_router_codemod.generate.code import Code, joined
from llama_router_codemod.generate.decorated_operation import DecoratedOperation
from llama_router_codemod.generate.routes_setting import RoutesSetting
from llama_router_codemod.model.operation import Location, Operation
from llama_router_codemod.parse.annotations import DEPENDENCIES
from llama_router_codemod.source.literals import string_literal, text_literal

_SHARED = ("description", "openapi_extra")


@dataclass(frozen=True)
class SharedOptions:
    """The statements above the decorators, and the options in each of them."""

    constants: Code
    description: Code | None
    openapi_extra: Code | None


def shared_options(setting: RoutesSetting, item: DecoratedOperation) -> SharedOptions:
    """The description and the undocumented fields of an endpoint, as options of its routes."""
    description, extra = _description(item.operation), _request_body(setting, item.operation)
    if sum(len(written_verbs(route, setting.put)) for route in item.operation.routes) == 1:
        return SharedOptions(Code(""), _option("description", description), _option("openapi_extra", extra))
    names = [_named(item.name, option, setting.factories) for option in _SHARED]
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


def names_bound_by(endpoint: str, *, in_factory: bool) -> frozenset[str]:
    """What a module, or the function that makes a router, binds for an endpoint: its own name, and those of the options
    above it."""
    return frozenset((endpoint, *(_named(endpoint, option, in_factory) for option in _SHARED)))


def _named(endpoint: str, option: str, in_factory: bool) -> str:
    """The name of an option: of a constant in a module, of a variable in a function (ruff's N806)."""
    name = f"{endpoint}_{option}"
    return name.lower() if in_factory else name.upper()


def _option(name: str, value: Code | None) -> Code | None:
    return None if value is None else Code(f"{name}={value.text}").needing(value)


def _description(operation: Operation) -> Code | None:
    """The description, unless FastAPI finds it in the docstring: one line is a docstring, several are none.

    The published text goes on right below its first line, where a docstring has a blank one.
    """
    if operation.description is None or "\n" not in operation.description:
        return None
    return Code(text_literal(operation.description))


def _request_body(setting: RoutesSetting, operation: Operation) -> Code | None:
    """What the published document says of a body that FastAPI cannot know."""
    said = [item for item in (_form_fields(setting, operation), _fields_apart(setting, operation)) if item is not None]
    if not said:
        return None
    body = joined(", ", said)
    return Code(f'{{"requestBody": {{{body.text}}}}}').needing(body)


def _form_fields(setting: RoutesSetting, operation: Operation) -> Code | None:
    """The form fields that a dependency reads."""
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
    return Code(f'"content": {{"multipart/form-data": {{"schema": {schema}}}}}').needing(properties)


def _fields_apart(setting: RoutesSetting, operation: Operation) -> Code | None:
    """The fields that the document has apart from the others: those that clients give as `extra_body`."""
    fields: list[Code] = []
    for item in (item for item in operation.at(Location.BODY_FIELD) if item.is_apart):
        kind = setting.written(item.parameter.annotation, item.parameter.module)
        adapter = setting.own.code("pydantic", "TypeAdapter")
        schema = f'{adapter.text}({kind.text}).json_schema(ref_template="#/components/schemas/{{model}}")'
        text = f', "description": {string_literal(item.description)}' if item.description else ""
        name = string_literal(item.parameter.name)
        fields.append(Code(f"{name}: {{**{schema}{text}}}").needing(kind, adapter))
    if not fields:
        return None
    properties = joined(", ", fields)
    return Code(f"{string_literal(EXTRA_BODY_KEY)}: {{{properties.text}}}").needing(properties)
