"""A routed method as the router will serve it: located parameters, answer, texts. Data between parsing and writing."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from llama_router_codemod.model.api import Api, Method, ProtocolClass
from llama_router_codemod.model.place import Place
from llama_router_codemod.model.route import Route, Verb

#: What FastAPI says of an answer that nobody describes.
UNDESCRIBED_RESPONSE = "Successful Response"


class Shape(enum.StrEnum):
    """How a value of a type travels when nothing says where."""

    SCALAR = "scalar"
    SEQUENCE = "sequence of scalars"
    COMPLEX = "model, mapping or nested"
    ANY = "not annotated, or Any"
    UNKNOWN = "for FastAPI to decide"


class Location(enum.StrEnum):
    """Where the route takes a parameter from."""

    PATH = "path parameter"
    QUERY = "query parameter"
    QUERY_FIELD = "field of the query model"
    BODY_FIELD = "field of the request model"
    BODY = "body"
    EMBEDDED = "body, embedded by name"
    AS_WRITTEN = "as written"


@dataclass(frozen=True)
class ServedParameter:
    """A parameter as the legacy server serves it: the implementation's where that decides, else the Protocol's.

    `module` is where its annotation and default were written; `protocol_name` the name in the Protocol, None for a
    parameter that only the implementation has. `fits_model` is False when models.py could not hold it: a sentinel for a
    default, or a type that only the server's own modules define.
    """

    name: str
    annotation: str
    default: str | None
    module: str
    shape: Shape
    marker: str | None
    in_path: bool
    fits_model: bool = True
    protocol_name: str | None = None
    has_field_info: bool = False
    """Whether its type is `Annotated` with a `Field(...)` of Pydantic, as a union with a discriminator is."""
    discriminator: str | None = None
    """The field that tells the members of such a union apart; None where the `Field` says more than that, too."""
    accepts_default: bool = True
    """Whether the type allows the default; None often is the default of a type without None."""
    is_annotated: bool = False
    """Whether the server saw an `Annotated[...]`, which it left to FastAPI; the Protocol's `ExtraBodyField` does not
    count, since implementations go without it."""
    has_protocol_type: bool = True
    """Whether the Protocol takes what has this type, as far as that is known."""

    @property
    def required(self) -> bool:
        return self.default is None

    @property
    def declared_name(self) -> str:
        """Its name in the Protocol, its own where the Protocol lacks it."""
        return self.protocol_name or self.name


@dataclass(frozen=True)
class LocatedParameter:
    """A served parameter with its location and its description; `is_apart` tells that the document also has it apart
    from the other fields of a request."""

    parameter: ServedParameter
    location: Location
    description: str | None
    is_apart: bool = False


class Answer(enum.StrEnum):
    """What kind of answer a method declares."""

    MODEL = "model"
    NOTHING = "nothing"
    OBJECT = "what no response model can describe"


@dataclass(frozen=True)
class StreamSwitch:
    """What tells whether a request asks for an event stream: a parameter, or a field of it."""

    parameter: LocatedParameter
    field: str | None = None


@dataclass(frozen=True)
class Operation:
    """One routed method. `returns` is its declared return type without iterators; `stream` tells whether a request asks
    for an event stream, None when it cannot."""

    protocol: ProtocolClass
    method: Method
    verb: Verb
    parameters: tuple[LocatedParameter, ...]
    positional: bool
    answer: Answer
    returns: str
    request_model: str
    stream: StreamSwitch | None
    summary: str | None
    description: str | None
    response_description: str

    @property
    def routes(self) -> tuple[Route, ...]:
        return self.method.routes

    def at(self, *locations: Location) -> tuple[LocatedParameter, ...]:
        """The parameters at some locations, in signature order."""
        return tuple(item for item in self.parameters if item.location in locations)

    def place_of(self, parameter: str) -> Place:
        """Where the Protocol declares a parameter; the place of the method for one that only an implementation has."""
        declared = self.method.by_name.get(parameter)
        return self.method.place if declared is None else declared.place


@dataclass(frozen=True)
class RoutedApi:
    """An API with its operations, ready to be written."""

    api: Api
    operations: tuple[Operation, ...]
    undeclared_fields: frozenset[str] = frozenset()
    """The methods whose answer must keep fields that the response model does not declare."""
