from pathlib import PurePosixPath

from llama_router_codemod.model.api import Method, Parameter, ProtocolClass
from llama_router_codemod.model.operation import Answer, LocatedParameter, Location, Operation, ServedParameter, Shape
from llama_router_codemod.model.place import Place
from llama_router_codemod.model.route import Route, Verb

PLACE, BELOW = Place(PurePosixPath("a.py"), 7), Place(PurePosixPath("a.py"), 8)
METHOD = Method("f", PLACE, (Parameter("a", "str", BELOW),), None, None, (Route("/a", PLACE),))


def located(name: str, location: Location, default: str | None = None) -> LocatedParameter:
    return LocatedParameter(ServedParameter(name, "str", default, "pkg", Shape.SCALAR, None, False), location, None)


FIELD, QUERY, PATH = (
    located("a", Location.BODY_FIELD),
    located("b", Location.QUERY, "None"),
    located("c", Location.PATH),
)
OPERATION = Operation(
    protocol=ProtocolClass("Agents", "pkg", PLACE, (METHOD,)),
    method=METHOD,
    verb=Verb.POST,
    parameters=(FIELD, QUERY, PATH),
    positional=False,
    answer=Answer.NOTHING,
    returns="None",
    request_model="FRequest",
    stream=None,
    summary=None,
    description=None,
    response_description="OK",
)


def test_a_parameter_with_a_default_is_not_required() -> None:
    assert [item.parameter.required for item in OPERATION.parameters] == [True, False, True]


def test_parameters_at_a_location_are_in_the_order_of_the_signature() -> None:
    assert OPERATION.at() == ()
    assert OPERATION.at(Location.PATH, Location.BODY_FIELD) == (FIELD, PATH)


def test_routes_are_those_of_the_method() -> None:
    assert OPERATION.routes == METHOD.routes


def test_the_place_of_a_parameter_is_where_the_protocol_declares_it() -> None:
    assert (OPERATION.place_of("a"), OPERATION.place_of("only served")) == (BELOW, PLACE)
