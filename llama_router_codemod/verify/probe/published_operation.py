"""Where an OpenAPI document keeps the operation of a route."""

from __future__ import annotations

from llama_router_codemod.verify.messages.json_value import Schema
from llama_router_codemod.verify.messages.route_key import RouteKey


def published_operation(document: Schema, route: RouteKey) -> Schema:
    """The operation of a route; empty if the document has none."""
    operation: Schema = document["paths"].get(route.template, {}).get(route.verb.lower(), {})
    return operation
