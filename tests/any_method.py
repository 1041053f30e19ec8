"""Routed methods of all shapes with their implementations, and requests to them: a strategy of Hypothesis."""

from __future__ import annotations

import json
from dataclasses import dataclass
from textwrap import indent
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import fastapi
from any_types import ANSWERS, MARKED, OTHERS, SCALARS, STR, STREAMED, Type, words
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Names of parameters: ordinary ones, those of types, of what generated code uses, and of what every model has.
NAMES = words(
    "a b x y date kind status Bird list dict type id copy json schema register validate dict model_id args kwargs "
    "svc query result stream params Query Field Body Depends Annotated router Api api BaseModel RequestModel str "
    "int Any event_stream ü class_ self_ svc_ request_ query_ events error event_stream_responses "
    "standard_responses APIRouter Path Response StreamingResponse RouteMark ServiceRoute register_router "
    "service_dependency service models routes datatypes typing enum ConfigDict model_fields root "
    "fields construct"
)
#: The same of methods.
METHOD_NAMES = words(
    "m n o get post query print register_router register event_stream get_berths_service docks_router "
    "standard_responses berths models svc service StreamingResponse request self route_mark Protocol asyncio "
    "_hidden list_ APIRouter_ get_docks_service berths_router docks routes router_utils routers typing fastapi "
    "pydantic port event_stream_responses RouteMetadata result response get_all_routers include_routers annotations "
    "lambda_ Docks_ MRequest GetQuery PostRequest m1 m2 m3 m4 m5 m6 m7 m8"
)
#: Those that types have, too: nothing below such a method can use the type.
SHADOWS = words(
    "list dict Bird Query Body Depends Field Api router ServiceRoute status date str Annotated service_dependency"
)
PLACES = ("above the decorator", "beside the decorator", "above the method", "in the signature", "beside", "inside")


@dataclass(frozen=True)
class Parameter:
    """A parameter of a method; `default` is "" where there is none."""

    name: str
    type: Type
    default: str = ""
    in_path: bool = False
    converter: str = ""

    def __str__(self) -> str:
        return f"{self.name}: {self.type.text}" + (f" = {self.default}" if self.default else "")


@dataclass(frozen=True)
class AnyMethod:
    """A routed method. `decorators` are as they are written, `comments` where it has some, `docstring` is "" for none;
    `served` are the implementation's parameters."""

    name: str
    verb: str
    paths: tuple[str, ...]
    decorators: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    served: tuple[Parameter, ...]
    mark: str
    returns: str
    answer: str
    wrapper: str
    docstring: str
    comments: frozenset[str]
    is_sync: bool

    def comment(self, place: str) -> str:
        return f"  # {self.name}, {place}" if place in self.comments else ""

    def head(self, parameters: Sequence[Parameter], mark: str, comment: str = "") -> str:
        parts = ["self", *map(str, parameters)]
        required = 1 + sum(not item.default for item in parameters)
        if mark == "/" or (mark and required < len(parts)):
            parts.insert(len(parts) if mark == "/" else required, mark)
        start = f"{'' if self.is_sync else 'async '}def {self.name}("
        if not comment:
            return f"{start}{', '.join(parts)}) -> {self.returns}:"
        return start + "".join(f"\n    {part},{comment}" for part in parts) + f"\n) -> {self.returns}:"

    @property
    def declared(self) -> str:
        lines = [self.comment("above the decorator").strip()]
        lines += [item + self.comment("beside the decorator") for item in self.decorators]
        lines.append(self.comment("above the method").strip())
        lines.append(self.head(self.parameters, self.mark, self.comment("in the signature")) + self.comment("beside"))
        lines += [indent(self.docstring, "    "), f"    {self.comment('inside').strip()}".rstrip(), "    ..."]
        return "".join(f"{line}\n" for line in lines if line)

    @property
    def implemented(self) -> str:
        mark = "" if self.mark == "/" else self.mark
        return f"{self.wrapper}{self.head(self.served, mark)}\n{indent(self.answer, '    ')}\n"

    def requests(self) -> Iterator[str]:
        """Requests that find the parameters in the query, in the body, in both, as the whole body, or not at all."""
        others = [item for item in self.parameters if not item.in_path]
        verb = self.verb if self.verb in {"GET", "DELETE"} else "POST"
        simple = {item.name: item.type.value for item in others if not isinstance(item.type.value, dict | list)}
        body = {item.name: item.type.value for item in others}
        rest = {name: value for name, value in body.items() if name not in simple}
        query = "?" + urlencode({name: str(value) for name, value in simple.items()})
        wrong = {name: {"no": "thing"} for name in body}
        asked = {**body, "stream": True}
        bodies = [body, rest, wrong, asked, *(item.type.value for item in others[:2]), []]
        for number, path in enumerate(self.paths):
            path = path.replace(":path", "").replace("{", "").replace("}", "_")
            yield f"{verb} {path}"
            yield f"{verb} {path}{query}"
            if number == 0:
                yield from (f"{verb} {path} {json.dumps(item)}" for item in bodies)
                yield from (f"{verb} {path}{query} {json.dumps(item)}" for item in (body, rest))


#: The decorator of an implementation, rarely one that changes the signature.
wrappers = st.integers(0, 299).map(
    lambda drawn: "@narrowed\n" if drawn == 150 else ["", "", "", "@traced\n", "@marked('a')\n"][drawn % 5]
)


@st.composite
def methods(draw: st.DrawFn, name: str, more: tuple[Type, ...] = ()) -> AnyMethod:
    """One method of that name."""
    verb = draw(st.sampled_from(["GET", "GET", "POST", "POST", "POST", "DELETE", "PUT"]))
    names = draw(st.lists(st.sampled_from(NAMES), max_size=4, unique=True))
    known = [item for item in (*SCALARS, *OTHERS, *more, *more) if takes(verb, item)]
    known += MARKED if verb in {"GET", "DELETE"} else ()
    parameters = []
    for place, parameter in enumerate(names):
        in_path = place == 0 and draw(st.integers(0, 3)) == 0
        kind = STR if in_path else draw(st.sampled_from(known))
        if parameter == "stream":
            kind = Type("bool | None", True, ("False", "None"))
        usual = kind.defaults if kind in MARKED else ("", *kind.defaults)
        default = draw(st.sampled_from(usual)) if not in_path else ""
        converter = draw(st.sampled_from(["", "", ":path"])) if in_path else ""
        parameters.append(Parameter(parameter, kind, default, in_path, converter))
    parameters.sort(key=lambda item: bool(item.default))
    streams = any(item.name == "stream" and not item.in_path for item in parameters)
    returns, answer = draw(st.sampled_from(STREAMED if streams else ANSWERS))
    segments = [f"{{{item.name}{item.converter}}}" for item in parameters if item.in_path]
    paths = ["/".join(["", name, *segments])]
    if draw(st.integers(0, 5)) == 0:
        paths.append("/".join(["", "old", name, *segments]))
    level = draw(st.sampled_from(["v1"] * 8 + ["v1alpha", "None"]))
    return AnyMethod(
        name=name,
        verb=verb,
        paths=tuple(f"/{level}{path}" for path in paths),
        decorators=tuple(draw(decorators(verb, path, level)) for path in paths),
        parameters=tuple(parameters),
        served=tuple(draw(served(parameters))),
        mark=draw(st.sampled_from(["", "", "", "", "/", "*"])),
        returns=returns,
        answer=answer,
        wrapper=draw(wrappers),
        docstring=draw(docstrings(name, [item.name for item in parameters])),
        comments=draw(st.frozensets(st.sampled_from(PLACES), max_size=2)),
        is_sync=not streams and draw(st.integers(0, 7)) == 0,
    )


#: An older FastAPI could not read a type in quotes (LRC120).
READS_QUOTES = tuple(map(int, fastapi.__version__.split(".")[:2])) >= (0, 126)


def takes(verb: str, kind: Type) -> bool:
    """Whether a method of a verb has parameters of a type: lists of scalars in a GET move by design, and the
    server could not read a type in quotes in a POST."""
    is_post = verb in {"POST", "PUT"}
    is_read = not kind.text.startswith("'") or (READS_QUOTES and not is_post)
    return is_read and (is_post or not kind.is_list)


@st.composite
def decorators(draw: st.DrawFn, verb: str, path: str, level: str) -> str:
    """A decorator for a route, spelled in one of many ways; one without a level is served below /None."""
    called = draw(st.sampled_from(["webmethod"] * 3 + ["(webmethod)", "schema_utils.webmethod", "wm"]))
    escaped = path[1:].replace("{", "{{").replace("}", "}}")
    route = draw(st.sampled_from([f'"{path}"', f'"{path}"', f'SLASH + "{path[1:]}"', f'f"{{SLASH}}{escaped}"']))
    method = draw(st.sampled_from([f'"{verb}"', f'"{verb}"', verb, f"HTTPMethod.{verb}"]))
    spellings = {"v1": ('"v1"', "API_V1", "API_V1", "version.API_V1"), "None": ("", "None")}
    spelled = draw(st.sampled_from(spellings.get(level, (repr(level),))))
    given = f", level={spelled}" if spelled else ""
    options = draw(st.sampled_from(["", "", ", deprecated=True", ", public=True", ", require_authentication=False"]))
    if draw(st.integers(0, 3)) == 0:
        return f"@{called}({route}, {method}{given}{options})"
    return f"@{called}(route={route}, method={method}{given}{options})"


@st.composite
def served(draw: st.DrawFn, parameters: Sequence[Parameter]) -> list[Parameter]:
    """The parameters as the implementation has them: mostly the same."""
    found = list(parameters)
    match draw(st.integers(0, 11)):
        case 0:
            found.append(Parameter("further", SCALARS[0], "3"))
        case 1 if found and found[-1].default and not found[-1].in_path:
            last = found[-1]
            found[-1] = Parameter(last.name, last.type, draw(st.sampled_from(last.type.defaults)))
        case 2 if found and not found[-1].in_path and found[-1].type.text == "str":
            found[-1] = Parameter(found[-1].name, SCALARS[1], found[-1].default and "None")
    return found


@st.composite
def docstrings(draw: st.DrawFn, name: str, names: Sequence[str]) -> str:
    """A docstring in one of many styles; "" for none."""
    fields = [f":param {item}: The {item} of {name}." for item in names if draw(st.booleans())]
    fields += draw(st.sampled_from([[], [f":returns: What {name} gives."], [f":returns: What {name}", "    gives."]]))
    block = "\n".join(fields)
    text = draw(
        st.sampled_from(
            [
                "",
                f'"""Do {name}."""',
                f'"""Do {name}.\n\n{block}\n"""',
                f'"""\nDo {name}.\n\nMore of {name},\nin two lines.\n\n{block}\n"""',
                f"'''Do {name}: \"it's\" \\\\ ü.\n\n{block}\n'''",
                f'r"""Do {name} \\d.\n{block}\n"""',
                f'"""Do {name}.\n\nArgs:\n    a: No field of {name}.\n"""',
            ]
        )
    )
    return str(text)
