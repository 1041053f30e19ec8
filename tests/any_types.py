"""Types of all kinds for Protocols of all shapes: of parameters, with values and defaults, and of answers."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any


def words(text: str) -> list[str]:
    """The words of a text."""
    return text.split()


#: What the module of the first Protocol has: types of every kind, many with names that generated code uses, too. All
#: other modules import them from there. Before Python 3.12 Pydantic takes a TypedDict of typing_extensions only.
TYPES = """\
import enum
from collections.abc import AsyncIterator, Awaitable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from http import HTTPMethod
from typing import Generic, Literal, NamedTuple, NewType, Optional, TypeVar, Union

from fastapi import Body, Header, Query, Response
from fastapi import Query as Q
from typing_extensions import TypedDict

from port import schema_utils
from port.apis import version
from port.apis.version import API_V1
from port.schema_utils import webmethod as wm

SLASH = "/"
GET = "GET"
POST = "PO" + "ST"
PUT: str = "PUT"
DELETE = f"{'DELETE'}"


class Kind(enum.StrEnum):
    small = "small"
    large = "large"


class status(enum.StrEnum):
    small = "small"


class Number(enum.IntEnum):
    one = 1


class Bird(BaseModel):
    \"\"\"A bird.

    :param name: The name of the bird.
    \"\"\"

    name: str = "tern"


class Gull(Bird):
    loud: bool = True


class Flock(BaseModel, extra="allow"):
    birds: list[Bird] = []
    leader: "Bird | None" = None


class Depends(BaseModel):
    name: str


class Spelled(TypedDict):
    at: date


class Pair(NamedTuple):
    one: int
    two: str


@dataclass
class Plain:
    one: int = 1
    two: list[str] = field(default_factory=list)


class Opaque:
    def __init__(self) -> None:
        self.one = 1


T = TypeVar("T")
Maybe = Optional[T]


class Crate(BaseModel, Generic[T]):
    item: T
    rest: list[T] = []


class Moored(Protocol):
    \"\"\"What no route asks for.\"\"\"

    async def is_moored(self) -> bool: ...


Metres = Annotated[int, Field(ge=1)]
Whole = Annotated[Bird, Body()]
Asked = Annotated[int, Query()]
Birds = list[Bird]
Ident = NewType("Ident", str)
Path = dict[str, int]
MaybeBird = Optional[Bird]
LIMIT = 10
"""
if sys.version_info >= (3, 12):
    TYPES += "type Later = int | None\ntype Many = list[str]\ntype Pairs[K] = dict[str, K]\ntype Fowl = Bird\n\n\n"
    TYPES += "class Box[K](BaseModel):\n    item: K\n"
OWN = words(
    "API_V1 Asked AsyncIterator Awaitable Bird Birds Body Crate DELETE Decimal Depends Flock GET Gull HTTPMethod "
    "Header Ident Kind LIMIT Literal MaybeBird Maybe Metres Moored Number Opaque Optional POST PUT Pair Path Plain Q "
    "Query Response SLASH Sequence Spelled TypedDict Union Whole date datetime schema_utils status timedelta "
    "version wm"
) + ["Later", "Many", "Pairs", "Box", "Fowl"] * (sys.version_info >= (3, 12))
#: What the second module has besides: its own classes with names that generated code uses.
TAKEN = """\


class APIRouter(BaseModel):
    name: str = "tern"


class RequestModel(BaseModel):
    name: str = "tern"


class Api(enum.StrEnum):
    small = "small"


class ServiceRoute(enum.StrEnum):
    small = "small"


service_dependency = int
router = dict[str, int]
"""
TAKEN_NAMES = words("APIRouter Api RequestModel ServiceRoute router service_dependency")


@dataclass(frozen=True)
class Type:
    """A type as it is written, a value of it as JSON, defaults as they are written; whether a list of scalars is in it,
    which moves from the body of a GET to its query by design."""

    text: str
    value: Any
    defaults: tuple[str, ...] = ()
    is_list: bool = False


STR = Type("str", "x", ("'a'", "''", '"it\'s"', r"'\\n\t\u00e9'", "'a' 'b'", "None"))
SCALARS = (
    Type("int", 5, ("1", "LIMIT", "-1", "LIMIT * 2 + 1", "None", "0x10")),
    Type("int | None", 5, ("None", "3")),
    Type("Optional[str]", "x", ("None",)),
    Type("Union[int, None, str]", "x", ("None",)),
    STR,
    Type("bool", True, ("False", "not True")),
    Type("float", 1.5, ("0.5", "1e9", "-0.0")),
    Type("date", "2025-01-02"),
    Type("date | None", "2025-01-02", ("None",)),
    Type("datetime", "2025-01-02T03:04:05"),
    Type("timedelta", "PT1M", ("timedelta(minutes=1)",)),
    Type("Decimal", 1.5, ('Decimal("0.5")',)),
    Type("bytes", "x", ("b'a'",)),
    Type("Kind", "small", ("Kind.large", "Kind('small')")),
    Type("Kind | None", "small", ("Kind.large", "None")),
    Type("Number", 1, ("Number.one",)),
    Type("status", "small", ("status.small",)),
    Type("Literal['a', 'b']", "a", ("'b'", "None")),
    Type("Literal[1, 'b', None]", "b", ("None",)),
    Type("Union[int, str]", 5, ("1",)),
    Type("'Kind | None'", "small", ("None",)),
    Type("Ident", "x", ("'a'",)),
    Type("Annotated[int, Field(ge=1)]", 5, ("2",)),
    Type("Annotated[int | None, Field(ge=1, description='Own.')]", 5, ("None",)),
    Type("Annotated[str, 'a text']", "x"),
    Type("Metres", 5, ("2",)),
    Type("Metres | None", 5, ("None",)),
    Type("Annotated[int, Query()]", 5, ("2",)),
    Type("Annotated[int, Q(alias='other')]", 5, ("2",)),
    Type("Annotated[int, Query(description='Own.')]", 5, ("2",)),
    Type("Annotated[str | None, Header()]", "x", ("None",)),
    Type("Asked", 5, ("2",)),
)
#: Those of `type X = ...`, and of generics that are written like it.
NEWEST = (
    Type("Later", 5, ("None",)),
    Type("Many", ["x"], is_list=True),
    Type("Pairs[Bird]", {"k": {"name": "gull"}}),
    Type("Pairs[int] | None", {"k": 1}, ("None",)),
    Type("Fowl", {"name": "gull"}, ("None",)),
    Type("Fowl | None", {"name": "gull"}, ("None",)),
    Type("list[Fowl]", [{"name": "gull"}]),
    Type("Annotated[Fowl, 'a text']", {"name": "gull"}),
    Type("Box[int]", {"item": 5}),
)
#: Forward references inside containers are missing: the server could not read them.
OTHERS = (
    Type("list[str]", ["x"], ("['y']", "None"), is_list=True),
    Type("list[int] | None", [5], ("None",), is_list=True),
    Type("Optional[list[Kind]]", ["small"], ("None",), is_list=True),
    Type("set[int]", [5], ("None",), is_list=True),
    Type("tuple[int, str]", [5, "x"], is_list=True),
    Type("Sequence[Kind]", ["small"], is_list=True),
    Type("Annotated[list[int], Field(max_length=3)]", [5], is_list=True),
    Type("Annotated[list[str] | None, Query()]", ["x"], ("None",)),
    Type("dict[str, Any]", {"k": 1}, ("None",)),
    Type("dict[str, list[Bird]] | None", {"k": [{"name": "gull"}]}, ("None",)),
    Type("Path", {"k": 1}),
    Type("Bird", {"name": "gull"}, ("Bird()", "None")),
    Type("'Bird'", {"name": "gull"}),
    Type("Bird | None", {"name": "gull"}, ("None",)),
    Type("MaybeBird", {"name": "gull"}, ("None",)),
    Type("Bird | str", "auk", ("'auk'",)),
    Type("Gull", {"name": "gull"}),
    Type("Flock", {"birds": [{"name": "gull"}], "more": 1}),
    Type("Birds", [{"name": "gull"}]),
    Type("list[Bird | None]", [{"name": "gull"}, None]),
    Type("Depends", {"name": "gull"}),
    Type("Spelled", {"at": "2025-01-02"}),
    Type("Plain", {"one": 2}),
    Type("Annotated[Bird, Field(title='B')]", {"name": "gull"}),
    Type("Annotated[Bird, Body()]", {"name": "gull"}),
    Type("Annotated[Bird, Body(embed=True)]", {"name": "gull"}),
    Type("Annotated[Bird | None, Body()]", {"name": "gull"}, ("None",)),
    Type("Whole", {"name": "gull"}),
    Type("Any", 5, ("None",)),
    Type("Crate[Bird]", {"item": {"name": "gull"}}),
    Type("Maybe[int]", 5, ("None",)),
    Type("Maybe[Bird]", {"name": "gull"}, ("None",)),
    Type("list[Crate[int]]", [{"item": 5}]),
    *(NEWEST if sys.version_info >= (3, 12) else ()),
)
#: Those whose default is a marker of FastAPI; the server could not mount a POST with one.
MARKED = (
    Type("int", 5, ("Query(5)", "Query(...)", "Query(5, ge=1, description='Own.')", "Query(5, alias='other')")),
    Type("str | None", "x", ("Query(None)", "Header(None)", "Header(default=None, alias='x-other')")),
    Type("str", "x", ("Query('a', max_length=3)", "Q(default='a')", "Header()", "Header(..., description='Own.')")),
    Type("list[str]", ["x"], ("Query(['y'])", "Q(default_factory=list)", "Query()")),
    Type(
        "Bird",
        {"name": "gull"},
        ("Body()", "Body(..., embed=True)", "Body(Bird())", "Body(Bird(), description='Own.')"),
    ),
    Type("Bird | None", {"name": "gull"}, ("Body(None)",)),
)
#: Those that only the second module has.
TAKEN_TYPES = (
    Type("APIRouter", {"name": "gull"}),
    Type("RequestModel | None", {"name": "gull"}, ("None",)),
    Type("router", {"k": 1}),
    Type("Api", "small", ("Api.small",)),
    Type("ServiceRoute | None", "small", ("None",)),
    Type("service_dependency", 5, ("1",)),
)
#: Return types, each with what is answered.
ANSWERS = (
    ("Any", "return {'got': str(sorted(item for item in locals().items() if item[0] != 'self'))}"),
    ("Any", "return {'got': str(sorted(item for item in locals().items() if item[0] != 'self'))}"),
    ("Any", "return {'got': str(sorted(item for item in locals().items() if item[0] != 'self'))}"),
    ("dict[str, Any]", "return {'at': date(2025, 1, 2), 'spelled': [Decimal('1.5'), timedelta(minutes=1)]}"),
    ("dict", "return {1: {Decimal('1.5')}}"),
    ("Bird", "return Bird(name='gull')"),
    ("Bird", "return {'name': 'gull', 'more': 1}"),
    ("'Bird'", "return Bird(name='gull')"),
    ("list['Bird']", "return [Bird()]"),
    ("list[Bird]", "return (Bird(), None)"),
    ("dict[str, Bird]", "return {'a': Bird(name='gull'), 'b': {'name': 'b'}}"),
    ("Birds", "return [Bird(name='auk')]"),
    ("Optional[Bird]", "return None"),
    ("MaybeBird", "return Bird()"),
    ("Bird | None", "raise KeyError('no bird')"),
    ("Flock", "return Flock(birds=[Gull()], more=Decimal('1.5'))"),
    ("Bird | str", "return 'auk'"),
    ("Bird | dict[str, Any]", "return {'at': date(2025, 1, 2)}"),
    ("int", "return 'no number'"),
    ("Decimal", "return Decimal('1.5')"),
    ("timedelta | None", "return timedelta(minutes=1)"),
    ("float", "return float('nan')"),
    ("bytes", "return b'bytes'"),
    ("tuple[int, Bird]", "return (1, Bird())"),
    ("set[str]", "return {'a'}"),
    ("status", "return status.small"),
    ("Literal['a']", "return 'b'"),
    ("Ident", "return 'x'"),
    ("Spelled", "return {'at': date(2025, 1, 2), 'more': Decimal('1.5')}"),
    ("Pair", "return Pair(1, 'b')"),
    ("Plain", "return Plain(two=['a'])"),
    ("Opaque", "return Opaque()"),
    ("Crate[Bird]", "return Crate[Bird](item=Bird(), rest=[Gull()])"),
    ("list[Crate[int]]", "return [{'item': 1, 'more': 2}]"),
    ("Annotated[Bird, 'a text']", "return Bird()"),
    ("None", "return None"),
    ("None", "return {'more': 1}"),
    ("Response", "return Response(b'bytes', media_type='text/plain')"),
    ("Optional[Response]", "return Response('{}', status_code=202, media_type='application/json')"),
    *((("Later", "return 1"), ("Many", "return ['a']")) if sys.version_info >= (3, 12) else ()),
    *((("Box[Bird]", "return Box(item=Gull())"), ("Pairs[Bird]", "return {}")) if sys.version_info >= (3, 12) else ()),
)
EVENTS = """\
async def events():
    yield {"one": 1}
    yield {"two": 2}
return events() if stream else Bird(name="gull")"""
#: The same of methods that can stream.
STREAMED = (
    ("Bird | AsyncIterator[dict[str, int]]", EVENTS),
    ("Union['Bird', AsyncIterator[dict[str, int]]]", EVENTS),
    ("AsyncIterator[Bird] | Bird", EVENTS),
    ("Bird", EVENTS),
)
