"""The function that lists all routes with what is known of them: it asks the routers instead of the Protocols.

Legacy: `get_all_api_routes` (llama_stack 0.3.5, core/server/routes.py:34).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import libcst as cst
from libcst.helpers import parse_template_statement

from llama_router_codemod.conventions.registry import MAPS_PROTOCOLS
from llama_router_codemod.conventions.route_discovery import RouteDiscovery
from llama_router_codemod.source.added_import import with_import

#: What the function is called now.
LISTING = "get_all_routes"


@dataclass(frozen=True)
class Listing:
    """The function that lists routes: its name, how it does so, and the module of the registry of routers."""

    name: str
    discovery: RouteDiscovery
    registry: str


def list_router_routes(text: str, listing: Listing) -> str:
    """The module with a function of the same parameters that lists the routes of the routers.

    Raises ValueError when the function does not call the map of Protocols once.
    """
    module = cst.parse_module(text)
    body = [_listed(statement, listing) for statement in module.body]
    text = module.with_changes(body=body).code
    return with_import(with_import(text, listing.registry, "get_all_routers"), listing.registry, "list_routes")


def _listed(statement: cst.BaseStatement, listing: Listing) -> cst.BaseStatement:
    match statement:
        case cst.FunctionDef(name=cst.Name(value=name), body=cst.IndentedBlock() as block) if name == listing.name:
            asked = list(_calls(block))
            if len(asked) != 1:
                raise ValueError(f"{name} does not ask for Protocols once")
            given = [parameter.name for parameter in statement.params.params]
            external = cst.Module([]).code_for_node(given[0]) if given else ""
            listed, known = "list_routes(routers.get(api, []))", " with what is known of them"
            if not listing.discovery.tells_metadata:
                listed, known = f"[route for route, _ in {listed}]", ""
            function = parse_template_statement(
                f"def {LISTING}():\n"
                f'    """The routes of every API{known}, sorted by the names of their methods."""\n'
                f"    routers = get_all_routers({external})\n"
                f"    return {{api: {listed} for api in {{protocols}}}}\n",
                protocols=asked[0],
            )
            assert isinstance(function, cst.FunctionDef)
            return statement.with_changes(name=function.name, body=function.body)
        case _:
            return statement


def _calls(node: cst.CSTNode) -> Iterator[cst.Call]:
    match node:
        case cst.Call(func=cst.Name(value=name)) if name == MAPS_PROTOCOLS:
            yield node
        case _:
            for child in node.children:
                yield from _calls(child)
