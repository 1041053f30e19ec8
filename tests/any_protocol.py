"""Protocols of all shapes with their implementations, and requests to them: a strategy of Hypothesis."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from hypothesis import strategies as st

#: What the modules of the Protocol and of the implementation both have: types of every kind, many with names that
#: generated code uses, too.
TYPES = """
import enum
from collections.abc import Sequence
from datetime import date
from typing import Literal, NewType, Optional, Union

from fastapi import Body, Query


class Kind(enum.StrEnum):
    small = "small"
    large = "large"


class status(enum.StrEnum):
    small = "small"


class Bird(BaseModel):
    name: str = "tern"


class Depends(BaseModel):
    name: str


Metres = Annotated[int, Field(ge=1)]
Whole = Annotated[Bird, Body()]
Asked = Annotated[int, Query()]
Birds = list[Bird]
Ident = NewType("Ident", str)
Path = dict[str, int]
LIMIT = 10
"""
OWN = "Asked Bird Birds Depends Ident Kind LIMIT Metres Path Whole status"


@dataclass(frozen=True)
class Type:
    """A type as it is written, a value of it as JSON, defaults as they are written; whether a list of scalars is in it,
    which moves from the body of a GET to its query by design."""

    text: str
    value: Any
    defaults: tuple[str, ...] = ()
    is_list: bool = False


SCALARS = (
    Type("int", 5, ("1", "LIMIT", "-1")),
    Type("int | None", 5, ("None", "3")),
    Type("Optional[str]", "x", ("None",)),
    Type("str", "x", ("'a'", "''")),
    Type("bool", True, ("False",)),
    Type("float", 1.5, ("0.5",)),
    Type("date", "2025-01-02"),
    Type("date | None", "2025-01-02", ("None",)),
    Type("Kind", "small", ("Kind.large",)),
    Type("status", "small", ("status.small",)),
    Type("Literal['a', 'b']", "a", ("'b'",)),
    Type("Union[int, str]", 5, ("1",)),
    Type("'Kind | None'", "small", ("None",)),
    Type("Annotated[int, Field(ge=1)]", 5, ("2",)),
    Type("Annotated[str, 'a text']", "x"),
    Type("Metres", 5, ("2",)),
    Type("Annotated[int, Query()]", 5, ("2",)),
    Type("Annotated[int, Query(description='Own.')]", 5, ("2",)),
    Type("Asked", 5, ("2",)),
)
#: Forward references inside containers are missing: the server could not read them.
OTHERS = (
    Type("list[str]", ["x"], ("['y']",), is_list=True),
    Type("list[int] | None", [5], ("None",), is_list=True),
    Type("Sequence[Kind]", ["small"], is_list=True),
    Type("Annotated[list[int], Field(max_length=3)]", [5], is_list=True),
    Type("dict[str, Any]", {"k": 1}, ("None",)),
    Type("Path", {"k": 1}),
    Type("Bird", {"name": "gull"}),
    Type("'Bird'", {"name": "gull"}),
    Type("Bird | None", {"name": "gull"}, ("None",)),
    Type("Birds", [{"name": "gull"}]),
    Type("Depends", {"name": "gull"}),
    Type("Annotated[Bird, Field(title='B')]", {"name": "gull"}),
    Type("Annotated[Bird, Body()]", {"name": "gull"}),
    Type("Annotated[Bird, Body(embed=True)]", {"name": "gull"}),
    Type("Whole", {"name": "gull"}),
    Type("Any", 5, ("None",)),
)
#: Return types, each with what is answered.
ANSWERS = (
    ("Any", "{'got': str(sorted(item for item in locals().items() if item[0] != 'self'))}"),
    ("dict[str, Any]", "{'at': date(2025, 1, 2)}"),
    ("Bird", "Bird(name='gull')"),
    ("list['Bird']", "[Bird()]"),
    ("Birds", "[Bird(name='auk')]"),
    ("Optional[Bird]", "None"),
    ("Bird | str", "'auk'"),
    ("int", "'no number'"),
    ("status", "status.small"),
)
NAMES = ("a", "b", "x", "date", "kind", "list", "dict", "Query", "Field", "status", "svc", "query", "result", "copy")


@dataclass(frozen=True)
class Parameter:
    """A parameter of a method; `default` is "" where there is none."""

    name: str
    type: Type
    default: str = ""
    in_path: bool = False

    def __str__(self) -> str:
        return f"{self.name}: {self.type.text}" + (f" = {self.default}" if self.default else "")


@dataclass(frozen=True)
class AnyMethod:
    """A routed method."""

    name: str
    verb: str
    parameters: tuple[Parameter, ...]
    returns: str
    answer: str
    described: bool

    @property
    def path(self) -> str:
        return "/".join([f"/{self.name}", *(f"{{{item.name}}}" for item in self.parameters if item.in_path)])

    @property
    def head(self) -> str:
        return f"async def {self.name}({', '.join(['self', *map(str, self.parameters)])}) -> {self.returns}:"

    @property
    def declared(self) -> str:
        fields = "".join(f"\n    :param {item.name}: The {item.name}." for item in self.parameters)
        docstring = f'    """Do {self.name}.\n{fields}\n    """' if self.described else "    ..."
        return f'@webmethod(route="{self.path}", method="{self.verb}", level="v1")\n{self.head}\n{docstring}\n'

    @property
    def implemented(self) -> str:
        return f"{self.head}\n    return {self.answer}\n"

    def requests(self) -> list[str]:
        """Requests that find the parameters in the query, in the body, in both, as the whole body, or not at all."""
        others = [item for item in self.parameters if not item.in_path]
        verb = "GET" if self.verb == "GET" else "DELETE" if self.verb == "DELETE" else "POST"
        path = f"/v1{self.path}".replace("{", "").replace("}", "_")
        simple = {item.name: item.type.value for item in others if not isinstance(item.type.value, dict | list)}
        body = {item.name: item.type.value for item in others}
        rest = {name: value for name, value in body.items() if name not in simple}
        query = "?" + urlencode({name: str(value) for name, value in simple.items()})
        wrong = {name: {"no": "thing"} for name in body}
        bodies = [body, rest, wrong, *(item.type.value for item in others[:2]), []]
        sent = [f"{verb} {path}", f"{verb} {path}{query}"]
        sent += [f"{verb} {path} {json.dumps(item)}" for item in bodies]
        return sent + [f"{verb} {path}{query} {json.dumps(item)}" for item in (body, rest)]


@st.composite
def methods(draw: st.DrawFn, name: str) -> AnyMethod:
    """One method of that name."""
    verb = draw(st.sampled_from(["GET", "POST", "POST", "DELETE", "PUT"]))
    names = draw(st.lists(st.sampled_from(NAMES), max_size=4, unique=True))
    known = [item for item in (*SCALARS, *OTHERS) if takes(verb, item)]
    types = [draw(st.sampled_from(known)) for _ in names]
    parameters = []
    for place, (parameter, kind) in enumerate(zip(names, types, strict=True)):
        in_path = place == 0 and kind in SCALARS[3:4] and draw(st.booleans())
        default = draw(st.sampled_from(["", *kind.defaults])) if not in_path else ""
        parameters.append(Parameter(parameter, kind, default, in_path))
    parameters.sort(key=lambda item: bool(item.default))
    returns, answer = draw(st.sampled_from(ANSWERS))
    return AnyMethod(name, verb, tuple(parameters), returns, answer, draw(st.booleans()))


def takes(verb: str, kind: Type) -> bool:
    """Whether a method of a verb has parameters of a type: lists of scalars in a GET move by design, and the
    server could not read a type in quotes in a POST."""
    return not kind.text.startswith("'") if verb in {"POST", "PUT"} else not kind.is_list


@st.composite
def protocols(draw: st.DrawFn, count: int) -> tuple[AnyMethod, ...]:
    """The methods of a Protocol."""
    return tuple(draw(methods(f"m{number}")) for number in range(count))
