from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from trees import tree

from llama_router_codemod.conventions.protocols import parse_protocol
from llama_router_codemod.model.api import Method, Parameter, ProtocolClass
from llama_router_codemod.model.place import Place
from llama_router_codemod.model.route import Route
from llama_router_codemod.parse.classes import class_of

PATH = PurePosixPath("pkg/apis/agents/agents.py")
MODULE = "pkg.apis.agents.agents"


def parsed(root: Path, body: str, imports: str = "") -> ProtocolClass:
    """The Protocol X with a body; its first line is line 5."""
    head = "from typing import Protocol\nfrom pkg.apis.version import *\nfrom pkg.schema_utils import webmethod\n"
    source = head + f"{imports}\nclass X(Protocol):\n" + "".join(f"    {line}\n" for line in body.split("\n"))
    symbols = tree(root, {str(PATH): source})
    found = class_of(symbols, MODULE, "X")
    assert found is not None
    return parse_protocol(symbols, MODULE, PATH, found.node)


def route(root: Path, arguments: str) -> Route:
    (method,) = parsed(root, f"@webmethod({arguments})\nasync def f(self): ...").methods
    return method.routes[0]


def declared(verb: str | None = None, level: str | None = None, version: str | None = None, **more: Any) -> Route:
    """The route `/a`, declared in line 6 of a module without a server."""
    return Route("/a", Place(PATH, 6, 6), verb, level, version, level_module=MODULE, **more)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param("route='/a'", declared(), id="route only"),
        pytest.param("'/a', 'GET', 'v2'", declared("GET", "'v2'", "v2"), id="positional"),
        pytest.param(
            "level=LLAMA_STACK_API_V1, method='PUT', route='/a'",
            declared("PUT", "LLAMA_STACK_API_V1", "v1"),
            id="any order, level by name",
        ),
        pytest.param("route='/a', level=UNKNOWN", declared(None, "UNKNOWN"), id="unknown level"),
        pytest.param("route='/a', level=None, method=None, required_scope=None", declared(), id="explicit None"),
        pytest.param("route='/a', deprecated=True", declared(deprecated=True), id="deprecated"),
        pytest.param("route='/a', deprecated=False", declared(), id="not deprecated"),
        pytest.param("route='/a', require_authentication=True", declared(), id="its default"),
        *(
            pytest.param(f"route='/a', {name}={value}", declared(metadata=((name, value),)), id=name)
            for name, value in {
                "require_authentication": "False",
                "required_scope": "SCOPE",
                "descriptive_name": "'n'",
                "raw_bytes_request_body": "True",
                "experimental": "True",
            }.items()
        ),
        pytest.param(
            "route='/a', required_scope=SCOPE, experimental=True",
            declared(metadata=(("experimental", "True"), ("required_scope", "SCOPE"))),
            id="metadata in the order of the decorator's",
        ),
    ],
)
def test_route(tmp_path: Path, arguments: str, expected: Route) -> None:
    assert route(tmp_path, arguments) == expected


def at(line: int, column: int) -> Place:
    return Place(PATH, line, column)


@pytest.mark.parametrize(
    ("signature", "parameters"),
    [
        pytest.param("self", (), id="none"),
        pytest.param("", (), id="no self"),
        pytest.param("a", (Parameter("a", "", at(6, 17)),), id="no self, one parameter"),
        pytest.param(
            "self, a: int, b: str | None = None",
            (Parameter("a", "int", at(6, 23)), Parameter("b", "str | None", at(6, 31), "None")),
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
        pytest.param("self, a: 'Agent'", (Parameter("a", "Agent", at(6, 23)),), id="quoted annotation"),
        pytest.param("self, a: Literal['x']", (Parameter("a", "Literal['x']", at(6, 23)),), id="quotes inside"),
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
    lines = {"/old": 8, "/new": 9}
    old, new = (Route(path, at(line, 6), "GET", level_module=MODULE) for path, line in lines.items())
    assert protocol.methods == (
        Method("f", at(10, 5), (), "Agent", "Find it.", (old, new), is_async=False),
        Method("g", at(12, 5), (), None, None),
        Method("h", at(15, 5), (), None, None),
    )


def test_a_plain_namespace(tmp_path: Path) -> None:
    assert parsed(tmp_path, "API_NAMESPACE = 'Rooms'").namespace == "Rooms"
    assert parsed(tmp_path, "API_NAMESPACE = make()").namespace is None
