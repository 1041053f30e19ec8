"""Tiny checkouts for the tests: what a test states, on top of a package with one `Api` enum and no server."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

from tiny_checkout import tiny_checkout

from llama_router_codemod.conventions.packages import api_packages
from llama_router_codemod.migrate.migration import MigrateOptions
from llama_router_codemod.migrate.plan import plan_migration
from llama_router_codemod.model.route import PutRoutes
from llama_router_codemod.report.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from llama_router_codemod.model.api import ApiPackage
    from llama_router_codemod.model.finding import Finding
    from llama_router_codemod.parse.symbols import Symbols

BASE = {
    "pkg/schema_utils.py": """\
        def webmethod(route, method=None, level=None, **options):
            return lambda function: function


        def json_schema_type(cls):
            return cls
        """,
    "pkg/apis/version.py": """\
        LLAMA_STACK_API_V1 = "v1"
        LLAMA_STACK_API_V1ALPHA = "v1alpha"
        """,
    "pkg/apis/datatypes.py": """\
        from enum import Enum


        class Api(Enum):
            agents = "agents"
            tool_groups = "tool_groups"
            tool_runtime = "tool_runtime"
        """,
}
#: A server that mounts webmethods, and the map that tells which Protocol each member of `Api` stands for.
SERVER = {
    "pkg/core/resolver.py": """\
        from pkg.apis.agents import Agents
        from pkg.apis.datatypes import Api


        def api_protocol_map():
            return {Api.agents: Agents}
        """,
    "pkg/core/server/routes.py": """\
        import inspect

        from starlette.routing import Route

        from pkg.core.resolver import api_protocol_map


        def get_all_api_routes():
            found = {}
            protocols = api_protocol_map()
            for api, protocol in protocols.items():
                routes = []
                methods = inspect.getmembers(protocol, predicate=inspect.isfunction)
                for name, method in methods:
                    for webmethod in getattr(method, "__webmethods__", []):
                        path = f"/{webmethod.level}/{webmethod.route.lstrip('/')}"
                        verb = webmethod.method if webmethod.method in ("GET", "DELETE") else "POST"
                        routes.append((Route(path=path, methods=[verb], name=name, endpoint=None), webmethod))
                found[api] = routes
            return found
        """,
    "pkg/core/server/server.py": """\
        from fastapi import FastAPI

        from pkg.apis.datatypes import Api
        from pkg.core.server.routes import get_all_api_routes


        def create_dynamic_typed_route(func, method, route):
            return func


        def create_app(impls, served):
            app = FastAPI()
            all_routes = get_all_api_routes()
            for api_str in served:
                api = Api(api_str)
                routes = all_routes[api]
                impl = impls[api]
                for route, _ in routes:
                    impl_method = getattr(impl, route.name)
                    method = next(m for m in route.methods if m != "HEAD")
                    getattr(app, method.lower())(route.path, response_model=None)(
                        create_dynamic_typed_route(impl_method, method.lower(), route.path)
                    )
            return app
        """,
}
#: A program that has FastAPI make the published document of webmethods, as far as it is read.
ENDPOINTS = """\
def _get_tag_from_api(api):
    return api.value.replace("_", " ").title()


def _create_fastapi_endpoint(app, route, webmethod, api):
    app.get(route.path, tags=[_get_tag_from_api(api)])(lambda: None)
"""
IMPORTS = """\
from typing import Protocol

from pydantic import BaseModel

from pkg.apis.version import LLAMA_STACK_API_V1, LLAMA_STACK_API_V1ALPHA
from pkg.schema_utils import json_schema_type, webmethod


"""


#: A Protocol with two routes, and a method without one.
AGENTS = """\
class Agents(Protocol):
    @webmethod(route="/agents", method="POST", level=LLAMA_STACK_API_V1)
    async def create(self, name: str) -> None: ...

    @webmethod(route="/agents", method="GET", level=LLAMA_STACK_API_V1)
    async def find(self, limit: int = 5) -> None: ...

    async def internal(self) -> None: ...
"""


def server_with(*replacements: tuple[str, str]) -> dict[str, str]:
    """The files of that server, some pieces of its code replaced by others."""
    files = dict(SERVER)
    for old, new in replacements:
        assert any(old in text for text in files.values())
        files = {path: text.replace(old, new) for path, text in files.items()}
    return files


def tree(root: Path, files: Mapping[str, str]) -> Symbols:
    """The symbols of a checkout below `root`: the given files over BASE; every directory is a package."""
    return tiny_checkout(root, {**BASE, **files})


def agents_tree(root: Path, body: str, others: Mapping[str, str] | None = None) -> Symbols:
    """A checkout whose one API module, agents, has the usual imports above `body`."""
    files = {
        "pkg/apis/agents/__init__.py": "from .agents import *\n",
        "pkg/apis/agents/agents.py": IMPORTS + dedent(body),
    }
    return tree(root, {**files, **(others or {})})


def one_package(symbols: Symbols, name: str = "agents") -> ApiPackage:
    """The API package of that name."""
    (found,) = (package for package in api_packages(symbols) if package.name == name)
    return found


def told(findings: Iterable[Finding]) -> list[tuple[str, int, str]]:
    """The findings as code, line and message."""
    return [(finding.code, finding.place.line, message(finding.facts)) for finding in findings]


def migrated(
    symbols: Symbols, *, keep_undeclared_fields: bool = False, put: PutRoutes = PutRoutes.SERVED
) -> dict[str, str]:
    """What a migration of all APIs writes, by path; "" for a file that goes away."""
    options = MigrateOptions(keep_undeclared_fields=keep_undeclared_fields, put=put)
    changes = plan_migration(symbols.checkout, options).changeset.changes
    return {str(change.path): (change.after or b"").decode() for change in changes}
