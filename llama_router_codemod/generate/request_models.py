"""Request models: the body of a POST and the query of a GET as Pydantic classes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from llama_router_codemod.conventions.webmethod import SCHEMA_DECORATOR
from llama_router_codemod.generate.default_comment import default_comment
from llama_router_codemod.model.operation import LocatedParameter, Location, Operation
from llama_router_codemod.source.literals import string_literal

BODY_BASE = "RequestModel"
QUERY_BASE = "BaseModel"


def request_models(operations: Sequence[Operation], *, register: bool, spelled: Mapping[str, str] | None = None) -> str:
    """The source of the request models of some operations, in their order; empty when none needs one.

    `spelled` are the spellings of what they need (see `needs`) that are not as usual.

    A body model is registered with `@json_schema_type` when the checkout has that decorator; a query model is not,
    since the published document would list it as a schema of its own.
    """
    classes: list[str] = []
    names = spelled or {}
    for operation in operations:
        body, query = operation.at(Location.BODY_FIELD), operation.at(Location.QUERY_FIELD)
        if body:
            decorator = f"@{names.get(SCHEMA_DECORATOR, SCHEMA_DECORATOR)}\n" if register else ""
            title = f"Request body of `{operation.method.name}`."
            classes.append(decorator + _model(operation.request_model, BODY_BASE, title, body, names))
        if query:
            title = f"Query parameters of `{operation.method.name}`."
            classes.append(_model(operation.request_model, QUERY_BASE, title, query, names))
    return "".join(f"\n\n{source}" for source in classes)


def _model(name: str, base: str, docstring: str, fields: Sequence[LocatedParameter], names: Mapping[str, str]) -> str:
    head = f"class {name}({names.get(base, base)}):"
    lines = [head, f'    """{docstring}"""', "", *(f"    {_field(item, names)}" for item in fields)]
    return "\n".join(lines) + "\n"


def _field(item: LocatedParameter, names: Mapping[str, str]) -> str:
    parameter = item.parameter
    field, annotated = names.get("Field", "Field"), names.get("Annotated", "Annotated")
    declaration = f"{parameter.name}: {parameter.annotation}"
    comment = default_comment(parameter)
    if item.description is None:
        return declaration if parameter.default is None else f"{declaration} = {parameter.default}{comment}"
    description = f"description={string_literal(item.description)}"
    if comment:
        # What is wrong with the default of a `Field` differs between type checkers, and between versions of Pydantic.
        annotation = f"{annotated}[{parameter.annotation}, {field}({description})]"
        return f"{parameter.name}: {annotation} = {parameter.default}{comment}"
    value = "..." if parameter.default is None else f"default={parameter.default}"
    return f"{declaration} = {field}({value}, {description})"


def needs(operations: Sequence[Operation]) -> frozenset[str]:
    """The names that the request models of some operations use beyond annotations and defaults."""
    names: set[str] = set()
    for operation in operations:
        body, query = operation.at(Location.BODY_FIELD), operation.at(Location.QUERY_FIELD)
        if body:
            names |= {BODY_BASE, SCHEMA_DECORATOR}
        if query:
            names.add(QUERY_BASE)
        described = [item.parameter for item in (*body, *query) if item.description is not None]
        if described:
            names.add("Field")
        if not all(parameter.accepts_default for parameter in described):
            names.add("Annotated")
    return frozenset(names)
