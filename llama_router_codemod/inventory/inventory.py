"""What is there: every API, its routes and how far its migration is."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pydantic import Field

from llama_router_codemod.contract.served_path import served_path
from llama_router_codemod.contract.served_verb import served_verb
from llama_router_codemod.conventions.api_root import api_root
from llama_router_codemod.conventions.needed_files import require_needed_files
from llama_router_codemod.conventions.packages import api_packages
from llama_router_codemod.conventions.webmethod import AUTHENTICATION, SCOPE
from llama_router_codemod.conventions.written_routes import written_routes
from llama_router_codemod.model.api import ApiPackage, State
from llama_router_codemod.model.document import Document
from llama_router_codemod.model.route import Verb
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.tree.left_out import LeftOut, left_out

if TYPE_CHECKING:
    from llama_router_codemod.model.api import Api
    from llama_router_codemod.tree.checkout import Checkout

SCHEMA_VERSION = 1


class RouteEntry(Document):
    """One route as declared and as served."""

    declared_verb: str | None
    served_verb: Verb
    path: str = Field(description="The path on the wire.")
    function: str
    deprecated: bool
    authentication: bool
    scope: str | None = Field(description="The required scope: its value, or the name it is written as.")
    place: str


class ApiEntry(Document):
    """One API; a migrated package has one entry without Protocol or routes."""

    name: str
    package: str
    protocol: str | None
    module: str | None
    levels: list[str]
    state: State
    served: bool = Field(description="Whether a member of the Api enum is registered for it.")
    routes: list[RouteEntry]
    written: int = Field(default=0, description="Of a migrated package, the routes that its router declares.")


class Inventory(Document):
    """The inventory of a checkout."""

    version: int = SCHEMA_VERSION
    api_root: str
    apis: list[ApiEntry]
    left_out: list[LeftOut] = Field(default=[], description="What patterns leave out.")

    @property
    def routes(self) -> int:
        return sum(len(api.routes) for api in self.apis)


def take_inventory(checkout: Checkout) -> Inventory:
    """The inventory of a checkout; of a package with its host beside it, that of the package.

    Raises InputError when it has no APIs, when a file does not parse, and when one is left out that an API needs.
    """
    require_needed_files(checkout)
    symbols = Symbols(checkout)
    entries: list[ApiEntry] = []
    for package in (package for package in api_packages(symbols) if checkout.is_own(package.directory)):
        entries += [_entry(package, api) for api in package.apis] or [_migrated(symbols, package)]
    return Inventory(api_root=str(api_root(checkout)), apis=entries, left_out=left_out(checkout.exclusions))


def _entry(package: ApiPackage, api: Api) -> ApiEntry:
    routes = [
        RouteEntry(
            declared_verb=route.declared_verb,
            served_verb=served_verb(route),
            path=served_path(route),
            function=method.name,
            deprecated=route.deprecated,
            authentication=route.said(AUTHENTICATION) in {None, "True"},
            scope=_text(route.said(SCOPE)),
            place=str(route.place),
        )
        for _, method, route in api.routes
    ]
    return ApiEntry(
        name=api.name,
        package=package.name,
        protocol=api.protocol.name,
        module=api.protocol.module,
        levels=sorted({str(route.version) for _, _, route in api.routes}),
        state=package.state,
        served=api.member is not None,
        routes=routes,
    )


def _migrated(symbols: Symbols, package: ApiPackage) -> ApiEntry:
    return ApiEntry(
        name=package.name,
        package=package.name,
        protocol=None,
        module=None,
        levels=[],
        state=package.state,
        served=True,
        routes=[],
        written=written_routes(symbols, package.directory),
    )


def _text(expression: str | None) -> str | None:
    """What a string literal says, any other expression as it is written."""
    if expression is None or not expression.startswith(("'", '"')):
        return expression
    return str(ast.literal_eval(expression))
