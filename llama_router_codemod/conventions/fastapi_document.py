"""What a program says of webmethods whose document FastAPI makes: it gives FastAPI an operation for each of them.

llama_stack from 2025-11-14 on (97f535c4f): scripts/openapi_generator/endpoints.py. The tag of an operation is the value
of its API in words, its description the docstring as it stands, down to the first field.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from typing import TYPE_CHECKING

from llama_router_codemod.conventions.registry import api_members
from llama_router_codemod.model.place import Place
from llama_router_codemod.source.line_start import at_line_start
from llama_router_codemod.source.syntax import place_of

if TYPE_CHECKING:
    from llama_router_codemod.model.api import Api
    from llama_router_codemod.parse.symbols import Symbols

#: What has these parameters in the body of an operation.
EXTRA_BODY_KEY = "x-llama-stack-extra-body-params"
_EXTRA_BODY = re.compile(EXTRA_BODY_KEY.encode())
_MAKER = "_create_fastapi_endpoint"
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


def publishes_extra_body(symbols: Symbols) -> bool:
    """Whether such a program publishes parameters with an `ExtraBodyField` apart from the fields of a request."""
    place = fastapi_document(symbols)
    return place is not None and any(
        path.parent == place.path.parent for path in symbols.checkout.containing(_EXTRA_BODY, EXTRA_BODY_KEY.encode())
    )


def published_tag(symbols: Symbols, api: Api) -> str:
    """The tag of the operations of an API: what such a program says, else what the generator before it said,
    API_NAMESPACE or the name of the Protocol."""
    value = None if api.is_external else api_members(symbols).get(api.member or "")
    if value is not None and fastapi_document(symbols) is not None:
        return value.replace("_", " ").title()
    namespaces = [protocol.namespace for protocol in (api.protocol, *api.served_by) if protocol.namespace]
    return namespaces[0] if namespaces else api.protocol.name
