"""A program whose document FastAPI makes publishes the events of a route by the name of their type, as it did.

It had a schema of each name in its document (llama_stack 0.4.4, scripts/openapi_generator/endpoints.py:615). FastAPI
knows no more of a stream than the route tells it, and the server's own document has no such schemas: there, each is
written out.
"""

from __future__ import annotations

import ast
from pathlib import PurePosixPath

from llama_router_codemod.conventions.fastapi_document import published_application
from llama_router_codemod.source.added_import import with_import
from llama_router_codemod.source.spans import Edit, SourceLines, apply_edits
from llama_router_codemod.source.syntax import parse_source

#: The function of the route utilities (infra/templates/router_utils.py).
NAMES_EVENTS = "refer_to_events"


def name_events(text: str, utilities: str) -> str:
    """A module that makes the application whose document is published, and then calls the function of the module
    `utilities`; unchanged if it does so already, or makes none. Raises InputError when the text does not parse."""
    tree = parse_source(text, PurePosixPath("<module>"))
    found = next((item for item in map(published_application, tree.body) if item is not None), None)
    if found is None or _is_called(tree):
        return text
    source = SourceLines.of(text)
    place = source.line_start(found.end)
    call = f"{source.indent(found.end)}{NAMES_EVENTS}({found.name}){source.newline(found.end)}"
    return with_import(apply_edits(text, [Edit(place, place, call)]), utilities, NAMES_EVENTS)


def _is_called(tree: ast.Module) -> bool:
    return any(isinstance(node, ast.Name) and node.id == NAMES_EVENTS for node in ast.walk(tree))
