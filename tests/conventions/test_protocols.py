from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import pytest
from trees import SERVER, server_with, tree

from llama_router_codemod.conventions.protocols import parse_protocol
from llama_router_codemod.model.api import Method, Parameter, ProtocolClass
from llama_router_codemod.model.place import Place
from llama_router_codemod.model.route import Route
from llama_router_codemod.parse.classes import class_of

PATH = PurePosixPath("pkg/apis/agents/agents.py")
MODULE = "pkg.apis.agents.agents"


def parsed(root: Path, body: str, files: Mapping[str, str] | None = None) -> ProtocolClass:
    """The Protocol X with a body; its first line is line 5."""
    head = "from typing import Protocol\nfrom pkg.apis.version import *\nfrom pkg.schema_utils import webmethod\n"
    source = f"{head}\nclass X(Protocol):\n" + "".join(f"    {line}\n" for line in body.split("\n"))
    symbols = tree(root, {str(PATH): source, **(files or {})})
    found = class_of(symbols, MODULE, "X")
    assert found is not None
    return parse_protocol(symbols, MODULE, PATH, found.node)


def routes(root: Path, *decorators: str, files: Mapping[str, str] | None = None) -> tuple[Route, ...]:
    """The routes of a method with some decorators, given by their arguments."""
    body = "".join(f"@webmethod({arguments})\n" for arguments in decorators) + "async def f(self): ..."
    (method,) = parsed(root, body, files).methods
    return method.routes


HERE = Place(PATH, 6, 6)
A = Route("/a", HERE, level_module=MODULE)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param("route='/a'", A, id="route only"),
        pytest.param("'/a', 'GET', 'v2'", A._replace(declared_verb="GET", level="'v2'", version="v2"), id="positional"),
        pytest.param(
            "level=LLAMA_STACK_API_V1, method='PUT', route='/a'",
            A._replace(declared_verb="PUT", level="LLAMA_STACK_API_V1", version="v1"),
            id="any order, level by name",
        ),
        pytest.param("route='/a', level=UNKNOWN", A._replace(level="UNKNOWN"), id="unknown level"),
        pytest.param("route='/a', level=None, method=None, required_scope=None", A, id="explicit None"),
        pytest.param("route='/a', deprecated=True", A._replace(deprecated=True), id="deprecated"),
        pytest.param("route='/a', deprecated=False", A, id="not deprecated"),
        pytest.param(
            "route='/a', require_authentication=False, required_scope=SCOPE",
            A._replace(metadata=(("require_authentication", "False"), ("required_scope", "SCOPE"))),
            id="metadata",
        ),
        pytest.param("route='/a', require_authentication=True, experimental=False", A, id="metadata as by default"),
        pytest.param("route='/a', timeout=3", A, id="what the decorator does not take"),
    ],
)
def test_route(tmp_path: Path, arguments: str, expected: Route) -> None:
    assert routes(tmp_path, arguments) == (expected,)


DECORATOR = """\
        from dataclasses import dataclass


        @dataclass
        class WebMethod:
            route: str
            timeout: int | None = 3
            public: bool = False


        def webmethod(level, route, method=None, timeout=3, public=False):
            def wrap(func):
                func.__webmethod__ = WebMethod(route=route, timeout=timeout, public=public or False)
                return func
            return wrap
        """


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param("'v1', '/a'", (), id="another order"),
        pytest.param("'v1', '/a', 'GET', 5", (("timeout", "5"),), id="by position"),
        pytest.param("'v1', '/a', timeout=3, public=False", (), id="the defaults"),
        pytest.param("'v1', '/a', timeout=None, public=None", (("timeout", "None"),), id="None that is kept"),
    ],
)
def test_the_decorator_of_a_checkout(tmp_path: Path, arguments: str, expected: tuple[tuple[str, str], ...]) -> None:
    (route,) = routes(tmp_path, arguments, files={"pkg/schema_utils.py": DECORATOR})
    assert (route.path, route.version) == ("/a", "v1")
    assert route.metadata == expected


STACKED = (
    Route("/new", HERE, "GET", "'v1'", "v1", level_module=MODULE),
    Route("/old", HERE._replace(line=7), "GET", "'v1'", "v1", level_module=MODULE),
)


def test_stacked_decorators(tmp_path: Path) -> None:
    assert routes(tmp_path, "'/new', 'GET', 'v1'", "'/old', 'GET', 'v1'", files=SERVER) == STACKED


def test_a_server_that_asks_for_the_topmost_decorator_only(tmp_path: Path) -> None:
    topmost = """\
                    if not hasattr(method, "__webmethod__"):
                        continue
                    webmethod = method.__webmethod__
                    path = f"/{webmethod.level}/{webmethod.route.lstrip('/')}"
                    verb = webmethod.method if webmethod.method in ("GET", "DELETE") else "POST"
                    routes.append((Route(path=path, methods=[verb], name=name, endpoint=None), webmethod))
"""
    loop = SERVER["pkg/core/server/routes.py"].partition("in methods:\n")[2].partition("                found[api]")[0]
    files = server_with((loop, topmost))
    assert routes(tmp_path, "'/new', 'GET', 'v1'", "'/old', 'GET', 'v1'", files=files) == STACKED[:1]


def test_the_prefix_of_all_paths_is_the_level(tmp_path: Path) -> None:
    files = server_with(
        ("{webmethod.level}", "{VERSION}"), ("import inspect", "import inspect\n\n        VERSION = 'v2'")
    )
    (route,) = routes(tmp_path, "'/a', level='v1'", files=files)
    assert route == Route("/a", HERE, None, "VERSION", "v2", level_module="pkg.core.server.routes")


def test_the_verb_under_which_all_routes_are_mounted(tmp_path: Path) -> None:
    verb = '                    method = next(m for m in route.methods if m != "HEAD")\n'
    files = server_with((verb, ""), ("method.lower()", '"get"'))
    (route,) = routes(tmp_path, "'/a', 'POST', 'v1'", files=files)
    assert route.declared_verb == "GET"


def at(line: int, column: int) -> Place:
    return Place(PATH, line, column)


@pytest.mark.parametrize(
    ("signature", "parameters"),
    [
        pytest.param("self", (), id="none"),
        pytest.param("", (), id="no self"),
        pytest.param("a", (Parameter("a", "", at(6, 17)),), id="no self, one parameter"),
        pytest.param("_self", (), id="self under another name"),
        pytest.param("cls, a", (Parameter("a", "", at(6, 22)),), id="a class"),
        pytest.param(
            "self, a: int, b: str | None = None",
            (
                Parameter("a", "int", at(6, 23), written="int"),
                Parameter("b", "str | None", at(6, 31), "None", written="str | None"),
            ),
            id="annotation and default",
        ),
        pytest.param(
            "self, a, /, b=1, *, c, d=2",
            (
                Parameter("a", "", at(6, 23), positional_only=True),
                Parameter("b", "", at(6, 29), "1"),
                Parameter("c", "", at(6, 37)),
                Parameter("d", "", at(6, 40), "2"),
            ),
            id="kinds",
        ),
        pytest.param(
            "self, a: 'Agent'", (Parameter("a", "Agent", at(6, 23), written="'Agent'"),), id="quoted annotation"
        ),
        pytest.param(
            "self, a: Literal['x']",
            (Parameter("a", "Literal['x']", at(6, 23), written="Literal['x']"),),
            id="quotes inside",
        ),
    ],
)
def test_parameters(tmp_path: Path, signature: str, parameters: tuple[Parameter, ...]) -> None:
    (method,) = parsed(tmp_path, f"async def f({signature}): ...").methods
    assert method.parameters == parameters


def test_methods(tmp_path: Path) -> None:
    body = """\
API_NAMESPACE: str = "Rooms"
store: Store
@webmethod(route="/old", method="GET")
@webmethod(route="/new", method="GET")
def f(self) -> 'Agent':
    '''Find it.'''
async def g(self): ...
@property
@webmethod
async def h(self): ..."""
    protocol = parsed(tmp_path, body)
    assert (protocol.name, protocol.module, protocol.place) == ("X", MODULE, at(5, 1))
    assert protocol.namespace == "Rooms"
    old, new = (Route(path, at(line, 6), "GET", level_module=MODULE) for path, line in (("/old", 8), ("/new", 9)))
    assert protocol.methods == (
        Method("f", at(10, 5), (), "Agent", "Find it.", (old, new), is_async=False),
        Method("g", at(12, 5), (), None, None),
        Method("h", at(15, 5), (), None, None),
    )


def test_a_plain_namespace(tmp_path: Path) -> None:
    assert parsed(tmp_path, "API_NAMESPACE = 'Rooms'").namespace == "Rooms"
    assert parsed(tmp_path, "API_NAMESPACE = make()").namespace is None
