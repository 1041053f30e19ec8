"""The registry as it is written, at work: what it says of routes, and that their services can be replaced."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from trees import SERVER, agents_tree, server_with
from whole_trees import migrated_tree

from llama_router_codemod.migrate.migration import MigrateOptions
from llama_router_codemod.migrate.plan import plan_migration

DECORATOR = """\
    from dataclasses import dataclass


    @dataclass
    class WebMethod:
        level: str | None = None
        route: str | None = None
        public: bool = False
        request_examples: list[str] | None = None
        method: str | None = None
        timeout: int = 3
        deprecated: bool | None = False


    def webmethod(
        route=None, method=None, level=None, public=False, request_examples=None, timeout=3, deprecated=False
    ):
        def wrap(func):
            mark = WebMethod(
                route=route,
                method=method,
                level=level,
                public=public or False,
                request_examples=request_examples,
                timeout=timeout,
                deprecated=deprecated,
            )
            func.__webmethods__ = [*getattr(func, "__webmethods__", []), mark]
            func.__webmethod__ = mark
            return func

        return wrap


    def json_schema_type(cls):
        return cls
    """
AGENTS = """\
    class Agents(Protocol):
        kind: str = "agents"
        tags = frozenset()
        limits = {}

        @webmethod(route="/agents", method="GET", level=LLAMA_STACK_API_V1)
        @webmethod(route="/old/agents", method="GET", level=LLAMA_STACK_API_V1ALPHA, deprecated=True, timeout=9)
        async def find(self) -> int: ...

        @webmethod(route="/agents", method="POST", level=LLAMA_STACK_API_V1, public=True, request_examples=["a", "b"])
        async def create(self) -> int: ...

        async def internal(self) -> None: ...
    """
READERS = {
    "pkg/core/client.py": """\
        import inspect


        def paths(protocol):
            members = inspect.getmembers(protocol)
            return {name: member.__webmethod__.route for name, member in members if hasattr(member, "__webmethod__")}
        """,
    "pkg/core/listing.py": """\
        import inspect


        def closed(protocol):
            methods = inspect.getmembers(protocol, inspect.isfunction)
            marks = [mark for _, method in methods for mark in getattr(method, "__webmethods__", [])]
            return [mark.route for mark in marks if not mark.public]
        """,
}


def migrate(root: Path, files: Mapping[str, str], *apis: str) -> None:
    """Writes a tree and its migration, of the given APIs only if there are some."""
    symbols = agents_tree(root, AGENTS, {"pkg/schema_utils.py": DECORATOR, **SERVER, **files})
    for change in plan_migration(symbols.checkout, MigrateOptions(apis=apis)).changeset.changes:
        (root / change.path).unlink(missing_ok=True)
        if change.after is not None:
            (root / change.path).write_bytes(change.after)


def evaluated(root: Path, expression: str, prelude: str = "") -> Any:
    """The value of an expression in a tree; `Agents` is the Protocol, `route_metadata` what the registry offers."""
    imports = "from pkg.apis.agents import Agents\nfrom pkg.core.server.routers import route_metadata\n"
    return printed(root, f"{imports}{dedent(prelude)}\nimport json\nprint(json.dumps({expression}))")


def printed(root: Path, script: str) -> Any:
    environment = {"PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-W", "error", "-c", script]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated tree."""
    root = tmp_path_factory.mktemp("migrated")
    migrate(root, READERS)
    return root


def test_stacked_decorators_from_the_bottom_up(tree: Path) -> None:
    told = "[[mark.level, mark.route, mark.method, mark.deprecated] for mark in route_metadata(Agents.find)]"
    assert evaluated(tree, told) == [
        ["v1alpha", "/old/agents", "GET", True],
        ["v1", "/agents", "GET", False],
    ]


def test_every_field_of_the_decorator_with_its_default(tree: Path) -> None:
    told = "[[mark.public, mark.request_examples, mark.timeout] for mark in route_metadata(Agents.{})]"
    assert evaluated(tree, told.format("find")) == [[False, None, 9], [False, None, 3]]
    assert evaluated(tree, told.format("create")) == [[True, ["a", "b"], 3]]


MEMBERS = """
import functools, inspect
from unittest.mock import MagicMock, Mock

class Unhashable:
    __hash__ = None

class Impl(Agents):
    async def find(self): ...

nameless = eval("lambda: None", {})
"""


def test_all_members_of_a_class(tree: Path) -> None:
    told = "{name: len(route_metadata(member)) for name, member in inspect.getmembers(Agents)}"
    found = evaluated(tree, told, MEMBERS)
    assert {name: count for name, count in found.items() if count} == {"create": 1, "find": 2}
    assert {"kind", "tags", "limits", "internal", "__class__", "__init__"} <= found.keys()


UNROUTED = (
    "frozenset({1})",
    "type",
    "Impl",
    "'text'",
    "None",
    "{'a': []}",
    "Unhashable()",
    "property(Agents.find)",
    "functools.partial(Agents.find, None)",
    "print",
    "[].append",
    "Impl().find",
    "nameless",
    "Mock()",
    "MagicMock(spec=Agents.find)",
)
ROUTED = ("Impl().create", "Agents.create.__get__(Impl())", "functools.wraps(Agents.create)(lambda self: 1)")


def test_what_is_no_routed_method_has_no_routes(tree: Path) -> None:
    told = ", ".join(f"{member!r}: route_metadata({member})" for member in UNROUTED)
    assert evaluated(tree, f"{{{told}}}", MEMBERS) == {member: [] for member in UNROUTED}


def test_what_stands_for_a_routed_method(tree: Path) -> None:
    told = ", ".join(f"{member!r}: [mark.route for mark in route_metadata({member})]" for member in ROUTED)
    assert evaluated(tree, f"{{{told}}}", MEMBERS) == {member: ["/agents"] for member in ROUTED}


def test_readers_say_what_they_said(tree: Path, tmp_path: Path) -> None:
    script = (
        "import json\nfrom pkg.apis.agents import Agents\nfrom pkg.core import client, listing\n"
        "print(json.dumps([client.paths(Agents), listing.closed(Agents)]))"
    )
    agents_tree(tmp_path, AGENTS, {"pkg/schema_utils.py": DECORATOR, **SERVER, **READERS})
    before = printed(tmp_path, script)
    assert before == [{"create": "/agents", "find": "/agents"}, ["/old/agents", "/agents"]]
    assert printed(tree, script) == before


def test_metadata_that_cannot_be_hashed_does_not_disturb_requests(tree: Path) -> None:
    serve = """
        import asyncio
        from httpx import ASGITransport, AsyncClient
        from pkg.apis.datatypes import Api
        from pkg.core.server.server import create_app

        class Impl(Agents):
            async def find(self): return 1
            async def create(self): return 3

        async def ask():
            app = create_app({Api.agents: Impl()}, ["agents"])
            async with AsyncClient(transport=ASGITransport(app), base_url="http://app") as client:
                found = [await client.get("/v1/agents"), await client.get("/v1alpha/old/agents")]
                return [*found, await client.post("/v1/agents")]
        """
    assert evaluated(tree, "[answer.json() for answer in asyncio.run(ask())]", serve) == [1, 1, 3]


INCLUDED = """
    from fastapi import APIRouter, FastAPI
    from pkg.apis.agents.routes import router

    def flat(routes):
        # FastAPI keeps the routes of included routers nested from 0.137 on, and makes them anew before.
        for route in routes:
            if hasattr(route, "dependant"):
                yield route
            else:
                yield from flat(getattr(getattr(route, "original_router", None), "routes", ()))

    outer, app = APIRouter(), FastAPI()
    outer.include_router(router)
    app.include_router(outer)
    routes = {route.path: route for route in flat(app.routes) if "GET" in route.methods}
    """


def test_a_mark_survives_that_its_router_is_included(tree: Path) -> None:
    told = "{path: route.endpoint.route_mark and route.endpoint.route_mark.timeout for path, route in routes.items()}"
    assert evaluated(tree, told, INCLUDED) == {"/v1alpha/old/agents": 9, "/v1/agents": 3}


def test_a_mark_is_nothing_that_a_request_waits_for(tree: Path) -> None:
    told = "{path: [item.name for item in route.dependant.dependencies] for path, route in routes.items()}"
    assert evaluated(tree, told, INCLUDED) == {"/v1alpha/old/agents": ["svc"], "/v1/agents": ["svc"]}


TOPMOST = """\
                    if not hasattr(method, "__webmethod__"):
                        continue
                    webmethod = method.__webmethod__
                    path = f"/{VERSION}/{webmethod.route.lstrip('/')}"
                    verb = webmethod.method if webmethod.method in ("GET", "DELETE") else "POST"
                    routes.append((Route(path=path, methods=[verb], name=name, endpoint=None), webmethod))
"""
ROOMS = {
    "pkg/apis/datatypes.py": """\
        from enum import Enum


        class Api(Enum):
            agents = "agents"
            rooms = "rooms"
        """,
    "pkg/apis/rooms/__init__.py": "from .rooms import *\n",
    "pkg/apis/rooms/rooms.py": """\
        from typing import Protocol

        from pkg.schema_utils import webmethod


        class Rooms(Protocol):
            @webmethod(route="/rooms", method="GET")
            async def find(self) -> int: ...
        """,
}


def test_a_checkout_that_keeps_the_topmost_decorator_only(tmp_path: Path) -> None:
    """Also of an API that is not migrated; the constant that begins all paths counts for a level, slashes and all."""
    loop = SERVER["pkg/core/server/routes.py"].partition("in methods:\n")[2].partition("                found[api]")[0]
    decorator = DECORATOR.replace('func.__webmethods__ = [*getattr(func, "__webmethods__", []), mark]', "pass")
    version = "import inspect\n\n        VERSION = 'api/v2'"
    files = {**ROOMS, **server_with((loop, TOPMOST), ("import inspect", version)), "pkg/schema_utils.py": decorator}
    migrate(tmp_path, files, "agents")
    told = "[[(mark.level, mark.route, mark.public) for mark in route_metadata(f)] for f in {}]"
    functions = "(Agents.find, Agents.create, Agents.internal, Rooms.find)"
    assert evaluated(tmp_path, told.format(functions), "from pkg.apis.rooms import Rooms") == [
        [["api/v2", "/agents", False]],
        [["api/v2", "/agents", True]],
        [],
        [[None, "/rooms", False]],
    ]


SCRIPT = """
import asyncio, json
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from mini_stack.apis.datatypes import Api
from mini_stack.apis.prompts.models import ListPromptsResponse
from mini_stack.apis.prompts.routes import get_prompts_service, router
from mini_stack.core.server.routers import include_routers

class Prompts:
    def __init__(self, name):
        self.name = name
    def __getattr__(self, method):
        return self.list_prompts
    async def list_prompts(self):
        asked.append(self.name)
        return ListPromptsResponse(data=[])

async def ask(app):
    async with AsyncClient(transport=ASGITransport(app), base_url="http://app") as client:
        return (await client.get("/v1/prompts")).status_code

asked = []
app = FastAPI()
include_routers(app, Api.prompts, Prompts("the server's"), [router])
answers = [asyncio.run(ask(app))]
app.dependency_overrides[get_prompts_service] = lambda: Prompts("the test's")
answers.append(asyncio.run(ask(app)))
print(json.dumps([answers, asked]))
"""


def test_service_can_be_overridden() -> None:
    assert printed(migrated_tree("stack"), SCRIPT) == [[200, 200], ["the server's", "the test's"]]
