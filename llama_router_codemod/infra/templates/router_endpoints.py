"""The operations of routers, as the published document needs them, and what they lack for it."""

import importlib.util
import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from types import NoneType
from typing import Annotated, Any, Protocol, get_args, get_origin, get_type_hints

from fastapi import APIRouter, FastAPI, params
from fastapi.routing import APIRoute
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from llama_router_codemod.infra.templates.checkout import (
    _ROUTER_FACTORIES,
    PUBLISHED_CHECKS,
    PUBLISHED_EXCEPTIONS,
    PUBLISHED_LEVELS,
    ExtraBodyField,
    capabilities,
    get_all_routers,
    is_type_optional,
    parse_type,
)

if capabilities.stability_levels:
    LEVELS: tuple[str, ...] = PUBLISHED_LEVELS
VERBS = ("get", "put", "post", "delete", "patch")
if capabilities.factories:
    FACTORY = re.compile(r"create_(\w+_)?router")
_UNDESCRIBED = ("OK", "Successful Response")
# By verb, what is looked for.
VALIDATED: dict[str, tuple[str, ...]] = PUBLISHED_CHECKS
if capabilities.unchecked_operations:
    # By operation, what is not.
    UNCHECKED: dict[str, tuple[str, ...]] = PUBLISHED_EXCEPTIONS
_SENTENCE_ENDS = tuple('.:{}[]()",')


@dataclass(frozen=True)
class Endpoint:
    """A route, what FastAPI's document says of it, and the Protocol whose method it calls, if any."""

    route: APIRoute
    verb: str
    operation: Mapping[str, Any]
    protocol: type | None

    @cached_property
    def hints(self) -> dict[str, Any]:
        """The types of the Protocol's method, which are published: an implementation may take others."""
        name = self.method if capabilities.factories else self.route.name
        return get_type_hints(getattr(self.protocol, name, None) or object, include_extras=True)

    if capabilities.factories:

        @property
        def method(self) -> str:
            """The name of the Protocol's method; that of the route is dotted where an attribute provides it."""
            return self.route.name.rpartition(".")[2]

    if capabilities.extra_body_parameters:

        @cached_property
        def extra_body(self) -> dict[str, ExtraBodyField]:
            """The marks of parameters that clients send apart from the fields of a body."""
            marks = ((name, mark) for name, hint in self.hints.items() for mark in get_args(hint))
            return {name: mark for name, mark in marks if isinstance(mark, ExtraBodyField)}

    if capabilities.raw_bodies:

        @property
        def has_raw_body(self) -> bool:
            """Whether clients send bytes that are no JSON, as the route is marked."""
            mark = getattr(self.route.endpoint, "route_mark", None)
            return bool(getattr(mark, "raw_bytes_request_body", False))

    @cached_property
    def parameters(self) -> dict[str, Any]:
        """The types of all parameters, in the order of the Protocol's method."""
        served = dict(served_parameters(self.route))
        order = [*self.hints, *served]
        return {name: self.hints.get(name, served[name]) for name in sorted(served, key=order.index)}

    @cached_property
    def names(self) -> dict[str, str]:
        """The parameters that are in no body, by the names that clients know."""
        taken = self.route.dependant
        known = (*taken.path_params, *taken.query_params, *taken.header_params, *taken.cookie_params)
        names = {item["name"]: item["name"] for item in self.operation.get("parameters", [])}
        return names | {field.alias: field.name for field in known}

    @property
    def answer(self) -> Any:
        return self.hints.get("return", inspect.signature(self.route.endpoint).return_annotation)

    @property
    def answer_text(self) -> str | None:
        """What is said of the answer, None if nothing is."""
        text: str = self.route.response_description
        if capabilities.factories:
            text = self.route.responses.get(self.route.status_code or 200, {}).get("description") or text
        return None if text in _UNDESCRIBED else text

    if capabilities.stability_levels:

        @property
        def _rank(self) -> int:
            level = self.route.path.split("/")[1]
            return LEVELS.index(level) if level in LEVELS else len(LEVELS)

        def is_in(self, stability: str | None) -> bool:
            """Whether a document of a stability lists the operation; that of none lists all."""
            deprecated = bool(self.route.deprecated)
            stable, experimental = self._rank == 0 and not deprecated, 0 < self._rank < len(LEVELS)
            choices = {"stable": stable, "experimental": experimental, "deprecated": deprecated}
            return stability is None or {**choices, "stainless": stable or experimental}[stability]

    @property
    def sort_key(self) -> tuple[Any, ...]:
        """Where the operation stands in a document."""
        if capabilities.stability_levels:
            verb = VERBS.index(self.verb)
            return bool(self.route.deprecated), self._rank, self.route.path, verb, self.route.name
        return (self.route.name,)


@cache
def routed_endpoints(server: type) -> list[Endpoint]:
    """The routes beside the Protocols that a class inherits; nobody registers those that no server serves."""
    packages = {cls.__module__.rpartition(".")[0] for cls in inspect.getmro(server) if "." in cls.__module__}
    if capabilities.factories:
        names = [f"{package}.fastapi_routes" for package in sorted(packages)]
        homes = [importlib.import_module(name) for name in names if importlib.util.find_spec(name)]
        made = [value for home in homes for name, value in vars(home).items() if FACTORY.fullmatch(name)]
        return [endpoint for factory in made for endpoint in made_endpoints(factory)]
    modules = [f"{package}.routes" for package in packages if importlib.util.find_spec(f"{package}.routes")]
    values = (value for module in modules for value in vars(importlib.import_module(module)).values())
    return endpoints_of([value for value in values if isinstance(value, APIRouter)])


if capabilities.factories:

    @cache
    def made_endpoints(factory: Callable[[Any], APIRouter]) -> list[Endpoint]:
        """The routes of a router that a function makes for an implementation of the Protocol which it declares."""
        protocol, *_ = get_type_hints(factory).values()
        found = endpoints_of([factory(None)])
        return [replace(item, protocol=_provider(protocol, item.route.name.split(".")[:-1])) for item in found]

    def _provider(protocol: Any, attributes: list[str]) -> Any:
        """The Protocol of an attribute of an attribute... of a Protocol's implementation."""
        for attribute in attributes:
            kind = get_type_hints(protocol)[attribute]
            protocol = next(item for item in (kind, *get_args(kind)) if is_protocol(item))
        return protocol


# A router cannot be hashed; it is kept, so that its id stays its own.
_known: dict[int, tuple[APIRouter, list[Endpoint]]] = {}


def endpoints_of(routers: list[APIRouter]) -> list[Endpoint]:
    """The routes of some routers."""
    for router in routers:
        if id(router) not in _known:
            _known[id(router)] = router, _endpoints_of(router)
    return [endpoint for router in routers for endpoint in _known[id(router)][1]]


def _endpoints_of(router: APIRouter) -> list[Endpoint]:
    app = FastAPI(separate_input_output_schemas=False)
    app.include_router(router)
    paths = app.openapi()["paths"]
    routes = [route for route in router.routes if isinstance(route, APIRoute)]
    served = [(route, verb) for route in routes for verb in map(str.lower, route.methods or ())]
    return [Endpoint(route, verb, paths[route.path_format][verb], _protocol(route)) for route, verb in served]


def _protocol(route: APIRoute) -> type | None:
    kinds = [plain_type(item.annotation) for item in inspect.signature(route.endpoint).parameters.values()]
    return next((kind for kind in kinds if is_protocol(kind)), None)


def served_parameters(route: APIRoute) -> Iterator[tuple[str, Any]]:
    """The parameters of a route with their annotations; those of a query model one by one."""
    for name, parameter in inspect.signature(route.endpoint).parameters.items():
        kind = plain_type(parameter.annotation)
        if is_model(kind) and any(isinstance(mark, params.Query) for mark in get_args(parameter.annotation)):
            hints = get_type_hints(kind, include_extras=True)
            yield from ((field, hints[field]) for field in kind.model_fields)
        elif not is_protocol(kind):
            yield name, parameter.annotation


def plain_type(annotation: Any) -> Any:
    return get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation


def is_protocol(kind: Any) -> bool:
    """Whether a type is a Protocol, or derives from one without being declared as one."""
    return Protocol in getattr(kind, "__mro__", ())


def is_model(kind: Any) -> bool:
    return inspect.isclass(kind) and issubclass(kind, BaseModel)


@cache
def fields_of(kind: Any) -> list[tuple[str, FieldInfo]]:
    """The fields of a class that have a `Field`, without those that docstrings describe."""
    described = {name for base in inspect.getmro(kind) for name in parse_type(base).params}
    if inspect.isclass(kind) and issubclass(kind, BaseModel):
        return [(name, field) for name, field in kind.model_fields.items() if name not in described]
    hints = [(name, hint) for name, hint in get_type_hints(kind, include_extras=True).items() if name not in described]
    return [(name, mark) for name, hint in hints for mark in get_args(hint)[1:] if isinstance(mark, FieldInfo)]


def validate_api() -> list[str]:
    """What the registered routers lack: an error for each. A Protocol that an attribute of another one provides is not
    looked at, and of each verb only what `VALIDATED` says."""
    if capabilities.factories:
        made = [endpoint for factory in _ROUTER_FACTORIES.values() for endpoint in made_endpoints(factory)]
        endpoints = [endpoint for endpoint in made if "." not in endpoint.route.name]
    else:
        found = endpoints_of([router for routers in get_all_routers().values() for router in routers])
        provided = list(_attribute_types({endpoint.protocol for endpoint in found if endpoint.protocol is not None}))
        endpoints = [endpoint for endpoint in found if endpoint.protocol not in provided]
    return [
        f"{endpoint.verb.upper()} {endpoint.route.path} {error}"
        for endpoint in endpoints
        for error in _errors(endpoint)
    ]


if not capabilities.factories:

    def _attribute_types(protocols: set[type]) -> Iterator[Any]:
        """What the attributes of some Protocols may be."""
        for protocol in protocols:
            for kind in get_type_hints(protocol).values():
                yield from get_args(kind) or (kind,)


def _errors(endpoint: Endpoint) -> list[str]:
    answer = endpoint.answer
    answers = answer not in (None, NoneType)
    texts = list(_parameter_texts(endpoint))
    lines = endpoint.route.description.split("\n")
    found = {
        "may answer nothing": is_type_optional(answer),
        "answers a list, not a model that has one": get_origin(answer) is list,
        "answers a list that has no `data`": is_model(answer)
        and answer.__name__.startswith("List")
        and "data" not in answer.model_fields,
        "answers something, though it deletes": answers and "openai_" not in endpoint.route.name,
        "does not describe its answer": answers and endpoint.answer_text is None,
        "describes none of its parameters": bool(texts) and not any(texts),
        "has a description with a line that does not end like a sentence": not all(
            line.strip().endswith(_SENTENCE_ENDS) for line in lines if line.strip()
        ),
    }
    looked_for = VALIDATED.get(endpoint.verb, ())
    if capabilities.unchecked_operations:
        unchecked = UNCHECKED.get(f"{endpoint.verb.upper()} {endpoint.route.path}", ())
        looked_for = tuple(error for error in looked_for if error not in unchecked)
    return [error for error, applies in found.items() if applies and error in looked_for]


def _parameter_texts(endpoint: Endpoint) -> Iterator[str | None]:
    """The descriptions of parameters, and of the fields of a body that is no parameter of the Protocol's method."""
    yield from (item.get("description") for item in endpoint.operation.get("parameters", []))
    for name, kind in served_parameters(endpoint.route):
        if not is_model(plain_type(kind)):
            yield from (mark.description for mark in get_args(kind)[1:] if isinstance(mark, FieldInfo))
        elif name not in endpoint.hints:
            yield from (field.description for _, field in fields_of(plain_type(kind)))
