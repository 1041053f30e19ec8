from dataclasses import replace
from pathlib import PurePosixPath

import pytest

from llama_router_codemod.generate.endpoint_names import EndpointNames, endpoint_names
from llama_router_codemod.model.api import Method, ProtocolClass
from llama_router_codemod.model.operation import Answer, LocatedParameter, Location, Operation, ServedParameter, Shape
from llama_router_codemod.model.place import Place
from llama_router_codemod.model.route import Verb

PLACE = Place(PurePosixPath("a.py"), 1)
OPERATION = Operation(
    protocol=ProtocolClass("Agents", "pkg", PLACE, ()),
    method=Method("f", PLACE, (), None, None),
    verb=Verb.POST,
    parameters=(),
    positional=False,
    answer=Answer.NOTHING,
    returns="None",
    request_model="FRequest",
    stream=None,
    summary=None,
    description=None,
    response_description="OK",
)


def located(name: str, location: Location) -> LocatedParameter:
    return LocatedParameter(ServedParameter(name, "str", None, "pkg", Shape.SCALAR, None, False), location, None)


def test_the_usual_names() -> None:
    assert endpoint_names(OPERATION) == EndpointNames("request", "query", "svc", "result", "event_stream")


@pytest.mark.parametrize("location", [Location.BODY_FIELD, Location.QUERY_FIELD])
def test_a_field_takes_no_name(location: Location) -> None:
    operation = replace(OPERATION, parameters=(located("request", location), located("query", location)))
    assert endpoint_names(operation) == EndpointNames()


def test_a_parameter_takes_its_name() -> None:
    names = ("request", "svc", "svc_")
    operation = replace(OPERATION, parameters=tuple(located(name, Location.PATH) for name in names))
    assert endpoint_names(operation) == EndpointNames("request_", "query", "svc__", "result")


@pytest.mark.parametrize(
    ("location", "value"),
    [(Location.PATH, "a"), (Location.BODY, "a"), (Location.BODY_FIELD, "r.a"), (Location.QUERY_FIELD, "q.a")],
)
def test_the_value_of_a_parameter(location: Location, value: str) -> None:
    assert EndpointNames("r", "q").value(located("a", location)) == value
