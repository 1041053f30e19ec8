from pathlib import PurePosixPath

import pytest

from llama_router_codemod.contract.served_path import served_path
from llama_router_codemod.contract.served_verb import served_verb
from llama_router_codemod.model.api import Api, Method, Parameter, ProtocolClass
from llama_router_codemod.model.place import Place
from llama_router_codemod.model.route import Route, Verb

PLACE = Place(PurePosixPath("pkg/apis/agents/agents.py"), 7, 5)


def test_a_place_is_path_line_column() -> None:
    assert str(PLACE) == "pkg/apis/agents/agents.py:7:5"


@pytest.mark.parametrize(
    ("declared", "served"),
    [
        ("GET", Verb.GET),
        ("DELETE", Verb.DELETE),
        ("POST", Verb.POST),
        ("PUT", Verb.POST),
        ("PATCH", Verb.POST),
        ("get", Verb.POST),
        (None, Verb.POST),
    ],
)
def test_served_verb(declared: str | None, served: Verb) -> None:
    assert served_verb(Route("/a", PLACE, declared)) is served


@pytest.mark.parametrize(
    ("path", "version", "served"),
    [
        pytest.param("/a/{x}", "v1", "/v1/a/{x}", id="level"),
        pytest.param("a", "v1", "/v1/a", id="no slash"),
        pytest.param("//a", "v1", "/v1/a", id="two slashes"),
        pytest.param("/a", None, "/None/a", id="no level"),
    ],
)
def test_served_path(path: str, version: str | None, served: str) -> None:
    assert served_path(Route(path, PLACE, version=version)) == served


def test_the_routes_of_an_api_are_in_source_order() -> None:
    first, second, third = (Route(path, PLACE) for path in ("/1", "/2", "/3"))
    stacked = Method("a", PLACE, (), None, None, (first, second))
    internal = Method("b", PLACE, (), None, None)
    plain = Method("c", PLACE, (Parameter("x", "str", PLACE),), None, None, (third,))
    one = ProtocolClass("One", "pkg", PLACE, (stacked, internal))
    two = ProtocolClass("Two", "pkg", PLACE, (plain,))
    assert one.routed == (stacked,)
    assert Api("a", "a", one, (one, two)).routes == (
        (one, stacked, first),
        (one, stacked, second),
        (two, plain, third),
    )
    assert plain.by_name == {"x": Parameter("x", "str", PLACE)}
