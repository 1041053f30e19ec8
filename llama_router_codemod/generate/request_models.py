"""Request models: the body of a POST and the query of a GET as Pydantic classes."""

from __future__ import annotations

from collections.abc import Sequence

from llama_router_codemod.model.operation import LocatedParameter, Location, Operation
from llama_router_codemod.source.literals import string_literal

BODY_BASE = "RequestModel"


def request_models(operations: Sequence[Operation], *, register: bool) -> str:
    """The source of the request models of some operations, in their order; empty when none needs one.

    A body model is registered with `@json_schema_type` when the checkout has that decorator; a query model is not,
    since the published document would list it as a schema of its own.
    """
    classes: list[str] = []
    for operation in operations:
        body, query = operation.at(Location.BODY_FIELD), operation.at(Location.QUERY_FIELD)
        if body:
            decorator = "@json_schema_type\n" if register else ""
            classes.append(
                decorator
                + _model(operation.request_model, BODY_BASE, f"Request body of `{operation.method.name}`.", body)
            )
        if query:
            classes.append(
                _model(operation.request_model, "BaseModel", f"Query parameters of `{operation.method.name}`.", query)
            )
    return "".join(f"\n\n{source}" for source in classes)


def _model(name: str, base: str, docstring: str, fields: Sequence[LocatedParameter]) -> str:
    lines = [f"class {name}({base}):", f'    """{docstring}"""', "", *(f"    {_field(item)}" for item in fields)]
    return "\n".join(lines) + "\n"


def _field(item: LocatedParameter) -> str:
    parameter = item.parameter
    declaration = f"{parameter.name}: {parameter.annotation}"
    comment = "" if parameter.accepts_default else "  # type: ignore[assignment]"
    if item.description is None:
        return declaration if parameter.default is None else f"{declaration} = {parameter.default}{comment}"
    value = "..." if parameter.default is None else f"default={parameter.default}"
    arguments = f"{value}, description={string_literal(item.description)}"
    # Type checkers look for the comment on the first line of a statement, and ruff leaves it there.
    start, end = (f"{comment}\n        ", "\n    ") if comment else ("", "")
    return f"{declaration} = Field({start}{arguments}{end})"


def needs(operations: Sequence[Operation]) -> frozenset[str]:
    """The names that the request models of some operations use beyond annotations and defaults."""
    names: set[str] = set()
    for operation in operations:
        body, query = operation.at(Location.BODY_FIELD), operation.at(Location.QUERY_FIELD)
        if body:
            names |= {BODY_BASE, "json_schema_type"}
        if query:
            names.add("BaseModel")
        if any(item.description is not None for item in (*body, *query)):
            names.add("Field")
    return frozenset(names)
