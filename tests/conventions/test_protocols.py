import ast
from pathlib import Path, PurePosixPath

import pytest
from trees import tree

from llama_router_codemod.conventions.protocols import parse_protocol, webmethod_names
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


HERE = Place(PATH, 6, 6)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param("route='/a'", Route("/a", HERE), id="route only"),
        pytest.param("'/a', 'GET', 'v2'", Route("/a", HERE, "GET", "'v2'", "v2"), id="positional"),
        pytest.param(
            "level=LLAMA_STACK_API_V1, method='PUT', route='/a'",
            Route("/a", HERE, "PUT", "LLAMA_STACK_API_V1", "v1"),
            id="any order, level by name",
        ),
        pytest.param("route='/a', level=UNKNOWN", Route("/a", HERE, None, "UNKNOWN"), id="unknown level"),
        pytest.param("route='/a', level=None, method=None, required_scope=None", Route("/a", HERE), id="explicit None"),
        pytest.param("route='/a', deprecated=True", Route("/a", HERE, deprecated=True), id="deprecated"),
        pytest.param("route='/a', deprecated=False", Route("/a", HERE), id="not deprecated"),
        pytest.param(
            "route='/a', require_authentication=False", Route("/a", HERE, require_authentication=False), id="public"
        ),
        pytest.param("route='/a', required_scope=SCOPE", Route("/a", HERE, required_scope="SCOPE"), id="scope"),
        pytest.param("route='/a', descriptive_name='n'", Route("/a", HERE, descriptive_name="n"), id="name"),
        pytest.param(
            "route='/a', raw_bytes_request_body=True", Route("/a", HERE, raw_bytes_request_body=True), id="raw body"
        ),
        pytest.param("route='/a', experimental=True", Route("/a", HERE, experimental=True), id="experimental"),
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
    old, new = (Route(path, at(line, 6), "GET") for path, line in (("/old", 8), ("/new", 9)))
    assert protocol.methods == (
        Method("f", at(10, 5), (), "Agent", "Find it.", (old, new), is_async=False),
        Method("g", at(12, 5), (), None, None),
        Method("h", at(15, 5), (), None, None),
    )


def test_a_plain_namespace(tmp_path: Path) -> None:
    assert parsed(tmp_path, "API_NAMESPACE = 'Rooms'").namespace == "Rooms"
    assert parsed(tmp_path, "API_NAMESPACE = make()").namespace is None


def test_no_module_no_spellings(tmp_path: Path) -> None:
    assert webmethod_names(tree(tmp_path, {}), "elsewhere") == frozenset()


def test_a_module_without_it_has_no_spellings_that_occur(tmp_path: Path) -> None:
    symbols = tree(tmp_path, {str(PATH): "from typing import Protocol\nimport os\n"})
    assert webmethod_names(symbols, MODULE) == {"os.webmethod"}
    assert isinstance(symbols.tree(PATH), ast.Module)
