from pathlib import PurePosixPath

import pytest

from llama_router_codemod.model.api import Api, ApiPackage, Method, Parameter, ProtocolClass, State
from llama_router_codemod.model.place import Place
from llama_router_codemod.model.route import Route

PLACE = Place(PurePosixPath("pkg/apis/agents/agents.py"), 7, 5)


@pytest.mark.parametrize(
    ("annotation", "default", "text"),
    [("", None, "x"), ("str", None, "x: str"), ("", "1", "x = 1"), ("int", "1", "x: int = 1")],
)
def test_a_parameter_as_it_is_written(annotation: str, default: str | None, text: str) -> None:
    assert str(Parameter("x", annotation, PLACE, default)) == text


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


@pytest.mark.parametrize("module", [None, PurePosixPath("apis/a/a.py")], ids=["not told", "told"])
def test_a_package_stands_at_its_module(module: PurePosixPath | None) -> None:
    directory = PurePosixPath("apis/a")
    package = ApiPackage("a", directory, False, module, (), (), State.PENDING)
    assert package.place == Place(module or directory, 1)
