"""The table of the wire contract: where a route takes each parameter from."""

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from harbour import MASTER, answers, harbour
from pydantic import BaseModel
from wire import check_wire, one_route, parsed

from llama_router_codemod.contract.list_of_a_get import ListInQuery
from llama_router_codemod.contract.location import locations
from llama_router_codemod.model.operation import Location, ServedParameter, Shape
from llama_router_codemod.model.route import Verb

QUERY, QUERY_FIELD, BODY = Location.QUERY, Location.QUERY_FIELD, Location.BODY
BODY_FIELD, EMBEDDED, AS_WRITTEN, PATH = Location.BODY_FIELD, Location.EMBEDDED, Location.AS_WRITTEN, Location.PATH


def parameter(
    name: str = "x",
    shape: Shape = Shape.SCALAR,
    *,
    annotation: str = "str",
    default: str | None = None,
    marker: str | None = None,
    in_path: bool = False,
    fits_model: bool = True,
    is_annotated: bool = False,
) -> ServedParameter:
    return ServedParameter(
        name, annotation, default, "pkg", shape, marker, in_path, fits_model, name, is_annotated=is_annotated
    )


DISCRIMINATED = replace(parameter(), has_field_info=True)
UNION = replace(parameter(shape=Shape.COMPLEX, is_annotated=True), has_field_info=True, discriminator="kind")


def test_names_of_what_every_model_has() -> None:
    """The list is that of the Pydantic that is installed; one of another version may lack some."""
    names = {name for name in (*dir(BaseModel), *dir(type(BaseModel))) if not name.startswith("_")}
    located = {name: locations(Verb.POST, [parameter(name)])[0] for name in names}
    assert set(located.values()) == {EMBEDDED}
    assert locations(Verb.POST, [parameter("model_name")]) == (BODY_FIELD,)


@pytest.mark.parametrize("verb", list(Verb))
def test_no_parameters(verb: Verb) -> None:
    assert locations(verb, []) == ()


@pytest.mark.parametrize(
    ("one", "get", "post"),
    [
        pytest.param(parameter(in_path=True), PATH, PATH, id="path"),
        pytest.param(parameter(marker="Depends"), AS_WRITTEN, AS_WRITTEN, id="marker"),
        pytest.param(parameter(marker="Body", in_path=True), PATH, PATH, id="marker in the path"),
        pytest.param(parameter(), QUERY_FIELD, BODY_FIELD, id="scalar"),
        pytest.param(parameter(default="None"), QUERY_FIELD, BODY_FIELD, id="optional"),
        pytest.param(parameter(shape=Shape.SEQUENCE), QUERY_FIELD, BODY_FIELD, id="sequence"),
        pytest.param(parameter(shape=Shape.COMPLEX), BODY, BODY_FIELD, id="complex"),
        pytest.param(parameter(shape=Shape.ANY, annotation="Any"), QUERY_FIELD, BODY_FIELD, id="any"),
        pytest.param(parameter(marker="ExtraBodyField"), QUERY_FIELD, BODY_FIELD, id="extra body field"),
        pytest.param(parameter(shape=Shape.ANY, annotation=""), QUERY, EMBEDDED, id="no annotation"),
        pytest.param(parameter(shape=Shape.UNKNOWN), AS_WRITTEN, EMBEDDED, id="unknown type"),
        pytest.param(parameter(is_annotated=True), QUERY_FIELD, QUERY, id="annotated scalar"),
        pytest.param(parameter(shape=Shape.SEQUENCE, is_annotated=True), QUERY_FIELD, BODY, id="annotated sequence"),
        pytest.param(parameter(shape=Shape.COMPLEX, is_annotated=True), BODY, BODY, id="annotated complex"),
        pytest.param(UNION, BODY, BODY, id="a union with a discriminator"),
        pytest.param(replace(UNION, discriminator=None), AS_WRITTEN, AS_WRITTEN, id="a union with another field"),
        pytest.param(parameter(shape=Shape.ANY, is_annotated=True), QUERY_FIELD, AS_WRITTEN, id="annotated any"),
        pytest.param(parameter(is_annotated=True, in_path=True), PATH, PATH, id="annotated in the path"),
        pytest.param(parameter(fits_model=False), QUERY, EMBEDDED, id="sentinel default"),
        pytest.param(parameter("_x"), QUERY, EMBEDDED, id="leading underscore"),
        pytest.param(parameter("copy"), QUERY, EMBEDDED, id="method of BaseModel"),
        pytest.param(parameter("model_config"), QUERY, EMBEDDED, id="reserved by pydantic"),
        pytest.param(parameter("model_fields"), QUERY, EMBEDDED, id="property of BaseModel"),
        pytest.param(parameter("mro"), QUERY, EMBEDDED, id="attribute of every class"),
        pytest.param(parameter("model"), QUERY_FIELD, BODY_FIELD, id="a name like a reserved one"),
    ],
)
def test_one_parameter(one: ServedParameter, get: Location, post: Location) -> None:
    assert locations(Verb.GET, [one]) == (get,)
    assert locations(Verb.DELETE, [one]) == (get,)
    assert locations(Verb.POST, [one]) == (post,)


@pytest.mark.parametrize(
    ("verb", "parameters", "expected"),
    [
        pytest.param(
            Verb.POST,
            [parameter("a", in_path=True), parameter("b"), parameter("c", Shape.COMPLEX)],
            (PATH, BODY_FIELD, BODY_FIELD),
            id="all fields",
        ),
        pytest.param(
            Verb.POST, [parameter("a"), parameter("b", fits_model=False)], (EMBEDDED, EMBEDDED), id="one does not fit"
        ),
        pytest.param(
            Verb.POST,
            [parameter("a", in_path=True, fits_model=False), parameter("b")],
            (PATH, BODY_FIELD),
            id="a path parameter need not fit",
        ),
        *(
            pytest.param(
                Verb.POST, [parameter("a", marker=marker), parameter("b")], (AS_WRITTEN, EMBEDDED), id=f"body: {marker}"
            )
            for marker in ("Body", "File", "Form")
        ),
        pytest.param(
            Verb.POST,
            [parameter("a", marker="Depends"), parameter("b")],
            (AS_WRITTEN, BODY_FIELD),
            id="Depends claims no body",
        ),
        pytest.param(
            Verb.POST,
            [parameter("a", marker="Query"), parameter("b")],
            (AS_WRITTEN, BODY_FIELD),
            id="a query leaves the body",
        ),
        pytest.param(
            Verb.POST,
            [parameter("a", is_annotated=True), parameter("b"), parameter("c")],
            (QUERY, BODY_FIELD, BODY_FIELD),
            id="an annotated scalar leaves the body",
        ),
        pytest.param(
            Verb.POST,
            [parameter("a", Shape.COMPLEX, is_annotated=True), parameter("b")],
            (BODY_FIELD, BODY_FIELD),
            id="an annotated model shares the body",
        ),
        pytest.param(
            Verb.POST,
            [parameter("a", Shape.UNKNOWN, is_annotated=True), parameter("b")],
            (AS_WRITTEN, EMBEDDED),
            id="an annotated unknown may share the body",
        ),
        pytest.param(
            Verb.GET,
            [parameter("a", marker="Query"), parameter("b")],
            (AS_WRITTEN, QUERY),
            id="another claims the query",
        ),
        pytest.param(
            Verb.GET,
            [parameter("a", Shape.UNKNOWN), parameter("b")],
            (AS_WRITTEN, QUERY),
            id="an unknown type may be in the query",
        ),
        pytest.param(
            Verb.GET,
            [parameter("a", Shape.UNKNOWN, in_path=True), parameter("b")],
            (PATH, QUERY_FIELD),
            id="an unknown type in the path",
        ),
        pytest.param(
            Verb.GET,
            [parameter("a", marker="Body"), parameter("b")],
            (AS_WRITTEN, QUERY_FIELD),
            id="a body leaves the query",
        ),
        pytest.param(
            Verb.GET,
            [parameter("a", Shape.COMPLEX), parameter("b", Shape.COMPLEX), parameter("c")],
            (EMBEDDED, EMBEDDED, QUERY_FIELD),
            id="several bodies are embedded",
        ),
        pytest.param(
            Verb.DELETE,
            [parameter("a", Shape.COMPLEX), parameter("b")],
            (BODY, QUERY_FIELD),
            id="one body is not embedded",
        ),
        pytest.param(
            Verb.GET,
            [parameter("a", Shape.COMPLEX), parameter("b", Shape.SEQUENCE)],
            (EMBEDDED, QUERY_FIELD),
            id="it was embedded beside a list",
        ),
        pytest.param(
            Verb.GET,
            [parameter("a", Shape.SEQUENCE), parameter("b", Shape.SEQUENCE)],
            (QUERY_FIELD, QUERY_FIELD),
            id="lists alone",
        ),
    ],
)
def test_together(verb: Verb, parameters: list[ServedParameter], expected: tuple[Location, ...]) -> None:
    assert locations(verb, parameters) == expected


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        pytest.param([], (), id="none"),
        pytest.param([parameter(in_path=True, marker="Path"), parameter("y")], (PATH, BODY_FIELD), id="path"),
        pytest.param([parameter(marker="ExtraBodyField"), parameter("y")], (BODY_FIELD, BODY_FIELD), id="own marker"),
        *(
            pytest.param([parameter(marker=marker), parameter("y")], (EMBEDDED, EMBEDDED), id=marker)
            for marker in ("Body", "File", "Form", "Depends", "Query")
        ),
        pytest.param([parameter(fits_model=False), parameter("y")], (EMBEDDED, EMBEDDED), id="sentinel default"),
        pytest.param([DISCRIMINATED, parameter("y")], (EMBEDDED, EMBEDDED), id="discriminator"),
    ],
)
def test_a_post_whose_server_puts_its_own_marker_around_all(
    parameters: list[ServedParameter], expected: tuple[Location, ...]
) -> None:
    assert locations(Verb.POST, parameters, keeps_annotated=False) == expected


@pytest.mark.parametrize(
    "parameters",
    [
        [],
        [parameter(in_path=True), parameter("y")],
        [parameter(marker="Body"), parameter("y", Shape.COMPLEX)],
        [parameter(shape=Shape.COMPLEX)],
        [parameter(shape=Shape.SEQUENCE), parameter("y", Shape.COMPLEX), parameter("z", Shape.COMPLEX)],
    ],
)
def test_a_post_of_a_server_that_leaves_bodies_to_fastapi(parameters: list[ServedParameter]) -> None:
    assert locations(Verb.POST, parameters, embeds_bodies=False) == locations(Verb.GET, parameters)


@pytest.mark.parametrize("verb", [Verb.GET, Verb.DELETE])
def test_that_server_leaves_other_verbs_alone(verb: Verb) -> None:
    parameters = [parameter(marker="Body"), parameter("y")]
    assert locations(verb, parameters, keeps_annotated=False) == (AS_WRITTEN, QUERY_FIELD)


WIRE = [
    pytest.param(
        "a: Annotated[int, Field(ge=1)] = 3",
        "",
        {
            "POST /v1/f?a=5": {"a": 5},
            'POST /v1/f {"a": 5}': {"a": 3},
            "POST /v1/f?a=0": 422,
        },
        id="a scalar is in the query",
    ),
    pytest.param(
        "a: Metres",
        "Metres = Annotated[int, 'how long']",
        {"POST /v1/f?a=5": {"a": 5}, 'POST /v1/f {"a": 5}': 422},
        id="an alias in the query",
    ),
    pytest.param(
        "a: Annotated[list[int], Field(min_length=1)]",
        "",
        {"POST /v1/f [1]": {"a": [1]}, 'POST /v1/f {"a": [1]}': 422, "POST /v1/f?a=1": 422},
        id="a list is the body",
    ),
    pytest.param(
        "a: Whole",
        "from fastapi import Body\nWhole = Annotated[dict[str, int], Body()]",
        {'POST /v1/f {"b": 1}': {"a": {"b": 1}}, 'POST /v1/f {"a": {"b": 1}}': 422},
        id="an alias with a marker",
    ),
    pytest.param(
        "a: Annotated[Whole, 'all of it'], b: int = 1",
        "Whole = Annotated[dict[str, int], Field(min_length=1)]",
        {'POST /v1/f {"a": {"c": 1}}': {"a": {"c": 1}}, 'POST /v1/f {"c": 1}': 422},
        id="two shares of a body",
    ),
    pytest.param(
        "a: PositiveInt",
        "from pydantic import PositiveInt",
        {"POST /v1/f?a=5": {"a": 5}, 'POST /v1/f {"a": 5}': 422},
        id="an alias of Pydantic",
    ),
    pytest.param(
        "a: conint(gt=1)",
        "from pydantic import conint",
        {"POST /v1/f?a=5": {"a": 5}, 'POST /v1/f {"a": 5}': 422},
        id="an alias that Pydantic makes",
    ),
    pytest.param(
        "a: conlist(int, min_length=1)",
        "from pydantic import conlist",
        {"POST /v1/f [1]": {"a": [1]}, 'POST /v1/f {"a": [1]}': 422},
        id="a list that Pydantic makes",
    ),
]


@pytest.mark.parametrize(("parameters", "prelude", "requests"), WIRE)
def test_annotated_parameters_of_a_post(
    tmp_path: Path, parameters: str, prelude: str, requests: dict[str, object]
) -> None:
    assert check_wire(tmp_path, one_route(parameters, prelude=prelude), requests) == []


def test_an_extra_body_field_of_an_implementation(tmp_path: Path) -> None:
    """The server left it to FastAPI, as anything that is `Annotated`; the Protocol's own is no more than a text."""
    marker = "class ExtraBodyField(str): ..."
    both = one_route("a: Annotated[int, ExtraBodyField('Metres.')]", prelude=marker)
    in_query = {"POST /v1/f?a=5": {"a": 5}, 'POST /v1/f {"a": 5}': 422}
    assert check_wire(tmp_path / "both", both, in_query) == []
    in_body = {"POST /v1/f?a=5": 422, 'POST /v1/f {"a": 5}': {"a": 5}}
    assert check_wire(tmp_path / "one", {**both, MASTER: one_route("a: int")[MASTER]}, in_body) == []


@pytest.mark.parametrize(
    ("parameters", "prelude"),
    [
        pytest.param("a: int = 1, date: date | None = None", "from datetime import date", id="its own type"),
        pytest.param("list: list[str] = [], a: list[int] = []", "", id="the type of a later one"),
        pytest.param("Field: int = 1, a: int = 2", "", id="what describes a field"),
    ],
)
def test_fields_that_would_hide_a_type(tmp_path: Path, parameters: str, prelude: str) -> None:
    files = one_route(parameters, prelude=prelude, answer="{'a': str(a)}")
    body = '{"a": [5]}' if "list" in parameters else '{"a": 5}'
    answer = {"a": "[5]" if "list" in parameters else "5"}
    assert check_wire(tmp_path, files, {f"POST /v1/f {body}": answer}) == []


KINDS = """\
import enum
from dataclasses import dataclass
from pydantic import PlainValidator
class Mark:
    def __init__(self, text): self.text = text
@dataclass
class Data:
    text: str
class Days(enum.IntFlag):
    monday = 1
"""


@pytest.mark.parametrize("verb", ["GET", "POST"])
@pytest.mark.parametrize(
    ("kind", "said", "where"),
    [
        pytest.param("Annotated[Mark, PlainValidator(Mark)]", '"5"', "query", id="a plain class"),
        pytest.param("Annotated[Data, 'Told.']", '{"text": "5"}', "body", id="a dataclass"),
        pytest.param("Annotated[Days, 'Told.']", "1", "query", id="flags"),
    ],
)
def test_what_a_class_is_to_fastapi(tmp_path: Path, verb: str, kind: str, said: str, where: str) -> None:
    files = one_route(f"a: {kind}", verb=verb, prelude=KINDS, answer="{'a': 1}")
    names = "from port.apis.berths import Data, Days, Mark\nfrom pydantic import PlainValidator"
    files[MASTER] = one_route(f"a: {kind}", verb=verb, prelude=names, answer="{'a': 1}")[MASTER]
    taken = {f"{verb} /v1/f?a=1": {"a": 1}, f"{verb} /v1/f {said}": 422}
    asked = taken if where == "query" else {f"{verb} /v1/f?a=1": 422, f"{verb} /v1/f {said}": {"a": 1}}
    assert check_wire(tmp_path, files, asked) == []


UNION_OF_KINDS = """\
from typing import Literal
from pydantic import BaseModel
class Ship(BaseModel):
    kind: Literal["ship"] = "ship"
class Boat(BaseModel):
    kind: Literal["boat"] = "boat"
Kind = Annotated[Ship | Boat, Field(discriminator="kind")]
"""


@pytest.mark.parametrize("field", ['discriminator="kind"', 'discriminator="kind", description="What floats."'])
@pytest.mark.parametrize("verb", ["GET", "POST"])
def test_a_union_with_a_discriminator(tmp_path: Path, verb: str, field: str) -> None:
    files = one_route("a: Kind", prelude=UNION_OF_KINDS.replace('discriminator="kind"', field), verb=verb)
    files[MASTER] = one_route("a: Kind", prelude="from port.apis.berths.berths import Kind", verb=verb)[MASTER]
    asked = {f'{verb} /v1/f {{"kind": "boat"}}': {"a": {"kind": "boat"}}, f"{verb} /v1/f {{}}": 422}
    assert check_wire(tmp_path, files, asked) == []


@pytest.mark.parametrize("a", ["a: PositiveInt = 3", "a: conint(gt=1) = 3"])
def test_an_alias_of_pydantic_in_a_get(tmp_path: Path, a: str) -> None:
    files = one_route(a, prelude="from pydantic import PositiveInt, conint", verb="GET")
    assert check_wire(tmp_path, files, {"GET /v1/f?a=5": {"a": 5}, "GET /v1/f": {"a": 3}, "GET /v1/f?a=0": 422}) == []


def test_a_type_that_mentions_the_protocol(tmp_path: Path) -> None:
    kind = "from pydantic import BaseModel\nclass Kind(BaseModel):\n    a: int\n    def of(self, all: 'Berths'): ..."
    files = one_route("a: Kind", prelude=kind)
    files[MASTER] = one_route("a: Kind", prelude="from port.apis.berths.berths import Kind")[MASTER]
    assert check_wire(tmp_path, files, {'POST /v1/f {"a": {"a": 5}}': {"a": {"a": 5}}, "POST /v1/f {}": 422}) == []


def test_a_model_beside_a_list_that_moves_to_the_query(tmp_path: Path) -> None:
    """It was a field of a body then, and still is."""
    kind = "from pydantic import BaseModel\nclass Kind(BaseModel):\n    a: int = 1"
    route = partial(one_route, "k: Kind, names: list[str] = []", verb="GET", answer="{'k': k, 'names': names}")
    files = {**route(prelude=kind), MASTER: route(prelude="from port.apis.berths.berths import Kind")[MASTER]}
    asked = {'GET /v1/f {"k": {"a": 5}}': {"k": {"a": 5}, "names": []}, 'GET /v1/f {"a": 5}': 422}
    assert check_wire(tmp_path, files, asked) == [(ListInQuery.code, "`names: list[str]`")]


GENERICS = """\
from typing import Optional, TypeVar
from pydantic import BaseModel
K = TypeVar("K")
Maybe = Optional[K]
class Bird(BaseModel):
    name: str = "tern"
"""
TYPE_STATEMENTS = "type Fowl = Bird\ntype Pairs[K] = dict[str, K]\ntype Many[K] = list[K]\n"


def generic_route(kind: str, names: str, more: str = "") -> dict[str, str]:
    """A GET with a parameter of a type, whose names the implementation has from the module of the API."""
    route = partial(one_route, f"a: {kind} = None", verb="GET")
    return route(prelude=GENERICS + more) | {
        MASTER: route(prelude=f"from port.apis.berths.berths import {names}")[MASTER]
    }


needs_type_statements = pytest.mark.skipif(sys.version_info < (3, 12), reason="`type X = ...` is newer")
IN_QUERY = {"GET /v1/f?a=5": 422, 'GET /v1/f {"name": "auk"}': {"a": None}, "GET /v1/f []": {"a": None}}


@needs_type_statements
@pytest.mark.parametrize("kind", ["Fowl | None", "Pairs[int]", "Many[int]", "Annotated[Fowl, 'a text']"])
def test_a_type_statement_in_a_get_is_to_fastapi_what_it_was(tmp_path: Path, kind: str) -> None:
    """It takes them for scalars, which no text can be."""
    files = generic_route(kind, "Fowl, Pairs, Many", TYPE_STATEMENTS)
    assert check_wire(tmp_path, files, IN_QUERY) == []


@needs_type_statements
@pytest.mark.parametrize(
    ("kind", "request_line"),
    [("Annotated[int, Depends(asked)]", "GET /v1/f?b=5"), ("Annotated[int, Query(alias='b')]", "GET /v1/f?b=5")],
)
def test_a_type_statement_with_a_marker_in_a_get(tmp_path: Path, kind: str, request_line: str) -> None:
    """What that is to FastAPI depends on its version; it is the same to a router."""
    prelude = f"from fastapi import Depends, Query\ndef asked(b: int) -> int: return b\ntype Asked = {kind}"
    route = partial(one_route, "a: Asked", verb="GET")
    files = {**route(prelude=prelude), MASTER: route(prelude="from port.apis.berths.berths import Asked")[MASTER]}
    (status, said), *_ = answers(harbour(tmp_path / "asked", files), parsed(request_line))
    assert check_wire(tmp_path, files, {request_line: said if status == 200 else status}) == []


@pytest.mark.parametrize(
    ("kind", "requests"),
    [
        ("int", {"GET /v1/f?a=5": {"a": 5}, "GET /v1/f 5": {"a": None}}),
        ("Bird", {'GET /v1/f {"name": "auk"}': {"a": {"name": "auk"}}, "GET /v1/f?a=5": {"a": None}}),
    ],
)
def test_a_generic_alias_in_a_get_is_what_its_argument_is(
    tmp_path: Path, kind: str, requests: dict[str, object]
) -> None:
    assert check_wire(tmp_path, generic_route(f"Maybe[{kind}]", "Bird, Maybe"), requests) == []
