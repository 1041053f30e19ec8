"""The harbour with an API from outside: a package of its own below the tests, with a provider in another."""

from __future__ import annotations

import asyncio
import importlib
import inspect
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from harbour import ROUTES, SERVER, apart, ask, harbour, importable, imported, replaced
from whole_trees import FIXTURES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from types import ModuleType

PACKAGE = "tests/external/tide-api/src"
PROVIDER = "tests/external/tide-gauge/src"
TIDES = f"{PACKAGE}/tide_api/tides.py"
INIT = f"{PACKAGE}/tide_api/__init__.py"
GAUGE = f"{PROVIDER}/tide_gauge/gauge.py"
SPECIFICATION = "tests/external/tides.yaml"

SOURCES = {
    "port/apis/datatypes.py": """\
from dataclasses import dataclass
from enum import Enum, EnumMeta

from pydantic import BaseModel


class Extensible(EnumMeta):
    def add(cls, value):
        member = object.__new__(cls)
        member._name_ = member._value_ = value
        return cls._value2member_map_.setdefault(value, member)


class Api(Enum, metaclass=Extensible):
    berths = "berths"


@dataclass
class ExternalApi:
    name: str
    module: str
    protocol: str


class Error(BaseModel):
    status: int
""",
    "port/core/resolver.py": """\
import importlib

from port.apis.berths import Berths
from port.apis.datatypes import Api


def api_protocol_map(external_apis=None):
    found = {Api.berths: Berths}
    for api, spec in (external_apis or {}).items():
        found[api] = getattr(importlib.import_module(spec.module), spec.protocol)
    return found
""",
    **replaced(
        ROUTES,
        ("def get_all_api_routes():", "def get_all_api_routes(external_apis=None):"),
        ("protocols = api_protocol_map()", "protocols = api_protocol_map(external_apis)"),
    ),
    **replaced(
        SERVER,
        ("def create_app(impls):", "def create_app(impls, external_apis=None):"),
        ("all_routes = get_all_api_routes()", "all_routes = get_all_api_routes(external_apis)"),
    ),
    "tests/__init__.py": "",
    SPECIFICATION: "module: tide_api\nname: tides  # of the harbour\npip_packages: []\nprotocol: 'Tides'\n",
    "tests/external/tide-api/pyproject.toml": '[project]\nname = "tide-api"\nversion = "1"\n',
    INIT: 'from .tides import Tide, Tides, available_providers\n\n__all__ = ["Tide", "Tides", "available_providers"]\n',
    TIDES: '''\
from typing import Protocol

from port.apis.datatypes import Api
from port.apis.version import API_V1
from port.schema_utils import webmethod
from pydantic import BaseModel


class Tide(BaseModel):
    """A height of the water.

    :param metres: Above the zero of the chart
    """

    place: str
    metres: float


def available_providers():
    return [{"api": Api.tides, "module": "tide_gauge"}]


class Tides(Protocol):
    """When the water is high."""

    @webmethod(route="/tides/{place}", method="GET", level=API_V1, require_authentication=False)
    async def get_tide(self, place: str, hours: int = 1) -> Tide:
        """The tide to come.

        :param place: Where
        :param hours: How long to wait for it
        """
        ...

    @webmethod(route="/tides", method="POST", level=API_V1)
    async def record_tide(self, tide: Tide) -> Tide: ...

    @webmethod(route="/places", method="GET", level=API_V1, deprecated=True)
    async def list_places() -> dict[str, list[str]]: ...
''',
    "tests/external/tide-gauge/pyproject.toml": '[project]\nname = "tide-gauge"\nversion = "1"\n',
    f"{PROVIDER}/tide_gauge/__init__.py": "",
    GAUGE: """\
from tide_api.tides import Tide, Tides


class Gauge(Tides):
    async def get_tide(self, place: str, hours: int = 2) -> Tide:
        if place == "nowhere":
            raise KeyError(place)
        return Tide(place=place, metres=hours / 2)

    async def record_tide(self, tide: Tide) -> Tide:
        return tide

    async def list_places(self) -> dict[str, list[str]]:
        return {"places": ["north"]}
""",
}

#: What is asked of the server with the API, and what it answers.
REQUESTS: list[tuple[str, str, Any]] = [
    ("GET", "/v1/tides/north", None),
    ("GET", "/v1/tides/north?hours=5", None),
    ("GET", "/v1/tides/nowhere", None),
    ("POST", "/v1/tides", {"tide": {"place": "north", "metres": 1}}),
    ("POST", "/v1/tides", []),
    ("GET", "/v1/places", None),
    ("GET", "/v1/berths/north", None),
]
STATUSES = [200, 200, 404, 200, 422, 200, 200]


def tide_tables(root: Path, changes: Mapping[str, str | None] | None = None) -> Path:
    """Writes the checkout below `root`, which it returns; `changes` as for `harbour`."""
    return harbour(root, {**SOURCES, **(changes or {})})


@contextmanager
def _server(root: Path, package: Path | None) -> Iterator[ModuleType]:
    """The module of the server, with the packages of the API and of its provider beside it: those of the checkout, or
    those in a directory of their own."""
    sources = [root / PACKAGE, root / PROVIDER] if package is None else [package / "src"]
    with ExitStack() as stack:
        for source in sources:
            stack.enter_context(importable(source))
        yield stack.enter_context(imported(root, "port.core.server.server"))


def _specified(server: ModuleType, module: str) -> dict[Any, Any]:
    datatypes = importlib.import_module(server.Api.__module__)
    return {datatypes.Api.add("tides"): datatypes.ExternalApi("tides", module, "Tides")}


def external_answers(
    root: Path, *, module: str = "tide_api", served: bool = True, package: Path | None = None
) -> list[tuple[int, Any]]:
    """Status and JSON of what the server answers to the requests, with the API from a module that a specification
    names; it is known to the server, if it is not `served`. `package` is where API and provider are, if that is not in
    the checkout."""
    with _server(root, package) as server:
        external = _specified(server, module)
        master = importlib.import_module("port.core.master").Master()
        impls = {server.Api.berths: master}
        if served:
            impls |= dict.fromkeys(external, importlib.import_module("tide_gauge.gauge").Gauge())
        app = server.create_app(impls, external)
        return asyncio.run(ask(app, REQUESTS))


def facts_of_routes(root: Path, package: Path | None = None) -> dict[str, list[list[Any]]]:
    """What the server knows of the routes of each method of the API: authentication, deprecation and level."""
    with _server(root, package) as server:
        _specified(server, "tide_api")
        members = inspect.getmembers(importlib.import_module("tide_api").Tides, inspect.isfunction)
        methods = {name: method for name, method in members if not name.startswith("_")}
        known = {name: getattr(method, "__webmethods__", None) for name, method in methods.items()}
        if None in known.values():
            registry = importlib.import_module("port.core.server.routers")
            known = {name: registry.route_metadata(method) for name, method in methods.items()}
        return {
            name: [[bool(item.require_authentication), bool(item.deprecated), item.level] for item in found or ()]
            for name, found in known.items()
        }


def tide_host(root: Path) -> Path:
    """Writes the checkout without the packages of the API and its provider below `root`, which it returns."""
    return tide_tables(root, {name: None for name in SOURCES if name.startswith("tests/external")})


def routed_tide_host(root: Path) -> Path:
    """Writes that checkout with its APIs in a package of their own and a registry of routers, which has none yet."""
    routed, registry = FIXTURES / "routed/before", "port/core/server/fastapi_router_registry.py"
    lines = (routed / registry).read_text(encoding="utf-8").splitlines(keepends=True)
    builds = "router = build_fastapi_router(api, impl)\n        if router:\n            app.include_router(router)\n"
    imports = "from port.core.server.fastapi_router_registry import build_fastapi_router\n"
    loop = "        routes = all_routes[api]\n        impl = impls[api]\n"
    built = f"        impl = impls[api]\n        {builds}            continue\n        impl = impls[api]\n"
    assert loop in SOURCES[SERVER]
    server = imports + SOURCES[SERVER].replace(loop, f"{built}        routes = all_routes[api]\n")
    files = {name: text for name, text in SOURCES.items() if not name.startswith("tests/external")}
    own = {
        registry: "".join(line for line in lines if "_routes.create_router" not in line).replace(", pilots, tides", ""),
        "port_api/router_utils.py": (routed / "port_api/router_utils.py").read_text(encoding="utf-8"),
        "port_api/__init__.py": "from .berths import *\nfrom .datatypes import *\n",
    }
    return harbour(root, {**apart({**files, SERVER: server}), **own})
