"""What a program says of webmethods whose document FastAPI makes: it gives FastAPI an operation for each of them.

llama_stack from 2025-11-14 on (97f535c4f): scripts/openapi_generator/endpoints.py. The tag of an operation is the value
of its API in words, its description the docstring as it stands, down to the first field.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from llama_router_codemod.conventions.registry import api_members
from llama_router_codemod.model.place import Place
from llama_router_codemod.parse.classes import ancestors, class_of
from llama_router_codemod.parse.symbols import Imported
from llama_router_codemod.source.line_start import at_line_start
from llama_router_codemod.source.syntax import last_part, place_of

if TYPE_CHECKING:
    from pathlib import PurePosixPath

    from llama_router_codemod.model.api import Api, ProtocolClass
    from llama_router_codemod.parse.symbols import Symbols

#: What has these parameters in the body of an operation.
EXTRA_BODY_KEY = "x-llama-stack-extra-body-params"
_EXTRA_BODY = re.compile(EXTRA_BODY_KEY.encode())
_MAKER = "_create_fastapi_endpoint"
_CALLS_MAKER = re.compile(rf"\b{_MAKER}\(".encode())
#: Tells the name with which a type, a union perhaps, was registered to have a schema of its own.
SCHEMA_INFO = "get_registered_schema_info"
_MAKES_OPERATIONS = at_line_start(rf"def {_MAKER}\(")
_IN_WORDS = "api.value.replace('_', ' ').title()"


@cache
def fastapi_document(symbols: Symbols) -> Place | None:
    """Where a checkout has such a program, at the function that makes an operation; None where it has none that is
    known."""
    for path in symbols.checkout.containing(_MAKES_OPERATIONS, f"def {_MAKER}".encode()):
        functions = {node.name: node for node in symbols.tree(path).body if isinstance(node, ast.FunctionDef)}
        if any(map(_gives_tag, functions.values())):
            return place_of(functions[_MAKER], path)
    return None


def _gives_tag(function: ast.FunctionDef) -> bool:
    match function.body[-1]:
        case ast.Return(value=ast.expr() as tag):
            return ast.unparse(tag) == _IN_WORDS
        case _:
            return False


class PublishedApplication(NamedTuple):
    """What a function calls the application whose document is published, and the statement that returns it."""

    name: str
    end: ast.Return


def published_application(node: ast.stmt) -> PublishedApplication | None:
    """The application that such a program gives its operations to, where a function makes and returns it."""
    match node:
        case ast.FunctionDef(body=[*_, ast.Return(value=ast.Name(id=name)) as end]):
            calls = (part for part in ast.walk(node) if isinstance(part, ast.Call) and part.args)
            given = (call.args[0] for call in calls if last_part(call.func) == _MAKER)
            if any(isinstance(item, ast.Name) and item.id == name for item in given):
                return PublishedApplication(name, end)
        case _:
            pass
    return None


def application_files(symbols: Symbols) -> list[PurePosixPath]:
    """The files of such a program with a function that makes it."""
    if fastapi_document(symbols) is None:
        return []
    callers = symbols.checkout.containing(_CALLS_MAKER, f"{_MAKER}(".encode())
    return [path for path in callers if any(map(published_application, symbols.tree(path).body))]


def schema_registry(symbols: Symbols, module: str) -> Imported | None:
    """The function that tells under which name the schema of a type is published, if a module has it."""
    return Imported(module, SCHEMA_INFO) if symbols.resolve(module, SCHEMA_INFO) is not None else None


def publishes_extra_body(symbols: Symbols) -> bool:
    """Whether such a program publishes parameters with an `ExtraBodyField` apart from the fields of a request."""
    place = fastapi_document(symbols)
    return place is not None and any(
        path.parent == place.path.parent for path in symbols.checkout.containing(_EXTRA_BODY, EXTRA_BODY_KEY.encode())
    )


@cache
def published_tag(symbols: Symbols, api: Api, protocol: ProtocolClass) -> str:
    """The tag of the operations of an API that a Protocol declares: what such a program says, else what the generator
    before it said, API_NAMESPACE or the name of the Protocol (llama_stack 0.3.5, docs/openapi_generator/pyopenapi/
    generator.py:918). Those of a Protocol that an attribute provides have the tag of its owner."""
    value = None if api.is_external else api_members(symbols).get(api.member or "")
    if value is not None and fastapi_document(symbols) is not None:
        return value.replace("_", " ").title()
    if protocol.name in api.attributes:
        protocol = api.protocol
    facts = class_of(symbols, protocol.module, protocol.name)
    lineage = {facts.node.name for facts in ancestors(symbols, facts)} if facts is not None else set()
    namespaces = [item.namespace for item in api.served_by if item.name in lineage and item.namespace]
    return protocol.namespace or next(iter(namespaces), protocol.name)
