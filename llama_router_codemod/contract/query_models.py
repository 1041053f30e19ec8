"""How many query models an application may have: FastAPI keeps the fields of 128 and fails to publish more.

The cache is that of `fastapi._compat.v2.get_cached_model_fields`; models of other routers share it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import replace

from llama_router_codemod.conventions.packages import api_packages
from llama_router_codemod.model.api import State
from llama_router_codemod.model.operation import Location, Operation
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.syntax import dotted

#: The query models that all routers of a checkout may have together, with room for those of others.
MOST_QUERY_MODELS = 100


def known_query_models(symbols: Symbols) -> int:
    """The number of query models of the APIs that are migrated already."""
    migrated = (package for package in api_packages(symbols) if package.state is not State.PENDING)
    paths = (path for package in migrated for path in symbols.checkout.python_files_below(package.directory))
    return len({name for path in paths for name in _query_models(symbols, symbols.tree(path))})


def _query_models(symbols: Symbols, tree: ast.Module) -> Iterator[str]:
    """The types that a module reads from the query as a whole: `Annotated[Model, Query()]`."""
    for node in ast.walk(tree):
        match node:
            case ast.Subscript(value=head, slice=ast.Tuple(elts=[ast.Name(id=name), ast.Call(func=marker, args=[])])):
                called = (dotted(marker) or "").endswith("Query")
                if called and (dotted(head) or "").endswith("Annotated") and name[:1].isupper():
                    yield name
            case _:
                pass


def within_room(operations: Sequence[Operation], room: int) -> tuple[Operation, ...]:
    """The operations with at most `room` query models; the parameters of the others are single."""
    written: list[Operation] = []
    for operation in operations:
        has_model = bool(operation.at(Location.QUERY_FIELD))
        written.append(_with_single_parameters(operation) if has_model and room <= 0 else operation)
        room -= has_model
    return tuple(written)


def _with_single_parameters(operation: Operation) -> Operation:
    parameters = tuple(
        replace(item, location=Location.QUERY) if item.location is Location.QUERY_FIELD else item
        for item in operation.parameters
    )
    stream = operation.stream
    placed = {item.parameter.name: item for item in parameters}
    moved = stream and replace(stream, parameter=placed[stream.parameter.parameter.name])
    return replace(operation, parameters=parameters, stream=moved)
