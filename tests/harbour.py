"""A checkout with one API and a server that runs, as llama-stack has one, for tests that change something of it."""

from __future__ import annotations

import asyncio
import importlib
import json
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path
    from types import ModuleType

SCHEMA_UTILS = "port/schema_utils.py"
BERTHS = "port/apis/berths/berths.py"
MASTER = "port/core/master.py"
ROUTES = "port/core/server/routes.py"
SERVER = "port/core/server/server.py"

SOURCES = {
    SCHEMA_UTILS: """\
from dataclasses import dataclass


@dataclass
class WebMethod:
    route: str
    method: str | None = None
    level: str | None = None
    public: bool = False
    deprecated: bool = False
    require_authentication: bool = True


def webmethod(route, method=None, level=None, public=False, deprecated=False, require_authentication=True):
    def mark(function):
        function.__webmethod__ = WebMethod(
            route=route,
            method=method,
            level=level,
            public=public,
            deprecated=deprecated,
            require_authentication=require_authentication,
        )
        function.__webmethods__ = [*getattr(function, "__webmethods__", []), function.__webmethod__]
        return function

    return mark
""",
    "port/apis/datatypes.py": """\
from enum import Enum

from pydantic import BaseModel


class Api(Enum):
    berths = "berths"


class Error(BaseModel):
    status: int
""",
    "port/apis/version.py": 'API_V1 = "v1"\n',
    "port/apis/berths/__init__.py": "from .berths import *\n",
    BERTHS: """\
from typing import Protocol

from pydantic import BaseModel

from port.apis.version import API_V1
from port.schema_utils import webmethod


class Berth(BaseModel):
    name: str
    metres: int = 12


class Berths(Protocol):
    @webmethod(route="/berths/{name}", method="GET", level=API_V1)
    async def get_berth(self, name: str) -> Berth: ...
""",
    MASTER: """\
from port.apis.berths import Berth, Berths


class Master(Berths):
    async def get_berth(self, name: str) -> Berth:
        return Berth(name=name)
""",
    "port/core/headers.py": """\
from contextlib import contextmanager
from contextvars import ContextVar

PROVIDER_DATA = ContextVar("provider_data", default=None)


def user_from_scope(scope):
    return scope.get("principal")


@contextmanager
def request_provider_data_context(headers, user=None):
    token = PROVIDER_DATA.set(headers.get("x-provider-data"))
    try:
        yield
    finally:
        PROVIDER_DATA.reset(token)
""",
    "port/core/resolver.py": """\
from port.apis.berths import Berths
from port.apis.datatypes import Api


def api_protocol_map():
    return {Api.berths: Berths}
""",
    ROUTES: """\
import inspect

from starlette.routing import Route

from port.core.resolver import api_protocol_map


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
    SERVER: '''\
import functools
import inspect
import json
import logging
from http import HTTPStatus
from typing import Annotated, get_origin

from fastapi import Body, FastAPI, HTTPException, Request, Response
from fastapi import Path as FastapiPath
from fastapi.responses import StreamingResponse

from port.apis.datatypes import Api
from port.core.headers import PROVIDER_DATA, request_provider_data_context, user_from_scope
from port.core.server.routes import get_all_api_routes

logger = logging.getLogger(__name__)


def translate_exception(error):
    return HTTPException(404 if isinstance(error, KeyError) else 500, str(error))


def is_streaming_request(func_name, request, **kwargs):
    return kwargs.get("stream", False)


async def maybe_await(value):
    return await value if inspect.iscoroutine(value) else value


async def preserve_contexts_async_generator(events, variables):
    values = [(variable, variable.get()) for variable in variables]
    async for event in events:
        yield event
        for variable, value in values:
            variable.set(value)


async def sse_generator(coroutine):
    try:
        async for event in await coroutine:
            yield f"data: {json.dumps(event)}\\n\\n"
    except Exception as error:
        yield f"data: {json.dumps({'error': str(error)})}\\n\\n"


def extract_path_params(route):
    segments = route.split("/")
    params = [segment[1:-1] for segment in segments if segment.startswith("{") and segment.endswith("}")]
    return [param.split(":")[0] for param in params]


def create_dynamic_typed_route(func, method, route):
    """An endpoint with the parameters of an implementation's method."""

    @functools.wraps(func)
    async def endpoint(request: Request, **kwargs):
        user = user_from_scope(request.scope)
        with request_provider_data_context(request.headers, user):
            try:
                if is_streaming_request(func.__name__, request, **kwargs):
                    events = preserve_contexts_async_generator(sse_generator(func(**kwargs)), [PROVIDER_DATA])
                    return StreamingResponse(events, media_type="text/event-stream")
                result = await maybe_await(func(**kwargs))
                if method.upper() == "DELETE" and result is None:
                    return Response(status_code=HTTPStatus.NO_CONTENT)
                return result
            except Exception as error:
                logger.exception(f"{route} failed")
                raise translate_exception(error) from error

    signature = inspect.signature(func)
    parameters = list(signature.parameters.values())
    if method == "post":
        in_path = extract_path_params(route)

        def annotate(parameter: inspect.Parameter) -> inspect.Parameter:
            if parameter.name in in_path:
                return parameter.replace(
                    annotation=Annotated[parameter.annotation, FastapiPath(..., title=parameter.name)]
                )
            if get_origin(parameter.annotation) is Annotated:
                return parameter
            return parameter.replace(annotation=Annotated[parameter.annotation, Body(..., embed=True)])

        parameters = [annotate(parameter) for parameter in parameters]
    own = inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Request)
    endpoint.__signature__ = signature.replace(parameters=[own, *parameters])
    return endpoint


def create_app(impls):
    app = FastAPI()
    all_routes = get_all_api_routes()
    served = [api.value for api in impls]
    for api_str in served:
        api = Api(api_str)
        routes = all_routes[api]
        impl = impls[api]
        for route, _ in routes:
            if not hasattr(impl, route.name):
                raise ValueError(f"no {route.name}")
            impl_method = getattr(impl, route.name)
            verb = next(each for each in route.methods if each != "HEAD")
            getattr(app, verb.lower())(route.path, response_model=None)(
                create_dynamic_typed_route(impl_method, verb.lower(), route.path)
            )
    return app
''',
}


def replaced(path: str, *changes: tuple[str, str]) -> dict[str, str]:
    """One of the sources with some of its text replaced, to be given to `harbour`."""
    text = SOURCES[path]
    for old, new in changes:
        assert text.count(old) == 1, (path, old)
        text = text.replace(old, new)
    return {path: text}


_APART = {
    SCHEMA_UTILS: "port_api/schema_utils.py",
    "port/apis/datatypes.py": "port_api/datatypes.py",
    "port/apis/version.py": "port_api/version.py",
    "port/apis/berths/__init__.py": "port_api/__init__.py",
    BERTHS: "port_api/berths.py",
}


def apart(changes: Mapping[str, str]) -> dict[str, str | None]:
    """The checkout with its APIs, in flat modules, in a package beside that of the server; as changes for `harbour`."""
    found: dict[str, str | None] = dict.fromkeys(_APART)
    for name, text in {**SOURCES, **changes}.items():
        spelled = text.replace("port.apis", "port_api").replace("port.schema_utils", "port_api.schema_utils")
        found[_APART.get(name, name)] = spelled
    return found


def bare_server() -> dict[str, str]:
    """The server with a wrapper that leaves everything to FastAPI, as a change for `harbour`."""
    head, _, rest = SOURCES[SERVER].partition("def create_dynamic_typed_route(")
    _, _, end = rest.partition("    return endpoint\n")
    return {SERVER: f"{head}def create_dynamic_typed_route(func, method, route):\n    return func\n{end}"}


def harbour(root: Path, changes: Mapping[str, str | None] | None = None) -> Path:
    """Writes the checkout below `root`, which it returns; `changes` has other texts, and None for files it lacks."""
    for name, text in {**SOURCES, **(changes or {})}.items():
        if text is not None:
            file = root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            if name.startswith("port"):
                for directory in file.relative_to(root).parents[:-1]:
                    (root / directory / "__init__.py").touch()
    return root


@contextmanager
def imported(root: Path, name: str) -> Iterator[ModuleType]:
    """A module of a checkout, which is forgotten afterwards with all others of the checkout."""
    with importable(root):
        yield importlib.import_module(name)


@contextmanager
def importable(root: Path) -> Iterator[None]:
    """A directory on the path of Python, whose modules are forgotten afterwards."""
    sys.path.insert(0, str(root))
    importlib.invalidate_caches()
    try:
        yield
    finally:
        sys.path.remove(str(root))
        for known, module in list(sys.modules.items()):
            if (getattr(module, "__file__", None) or "").startswith(str(root)):
                del sys.modules[known]


def answers(
    root: Path, *requests: str | tuple[str, str, Any], headers: Mapping[str, str] | None = None
) -> list[tuple[int, Any]]:
    """Status and JSON of what the server of a checkout answers to some requests: a path to GET, or verb, path and JSON.

    All have the `headers`. It serves `Master` for every API.
    """
    with imported(root, "port.core.server.server") as server:
        master = importlib.import_module("port.core.master").Master()
        app = server.create_app(dict.fromkeys(server.Api, master))
        wanted = [("GET", item, None) if isinstance(item, str) else item for item in requests]
        return asyncio.run(ask(app, wanted, headers))


async def ask(
    app: Any, requests: Sequence[tuple[str, str, Any]], headers: Mapping[str, str] | None = None
) -> list[tuple[int, Any]]:
    """Status and JSON of what an application answers to requests: verb, path and JSON."""
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://port", headers=headers) as client:
        found = [await client.request(verb, path, json=body) for verb, path, body in requests]
    return [(answer.status_code, _read(answer)) for answer in found]


def _read(answer: httpx.Response) -> Any:
    """The JSON of an answer, its text where it is none."""
    is_json = answer.headers.get("content-type", "application/json") == "application/json"
    return json.loads(answer.content or b"null") if is_json else answer.text
