"""Routers for the APIs that still have webmethods, so that the document has those, too.

The run that migrates the last API deletes this module.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import make_dataclass
from functools import cache
from typing import Annotated, Any, get_args, get_type_hints

from fastapi import APIRouter, Body, Depends, Path, Query, UploadFile, params

from llama_router_codemod.infra.templates.checkout import (
    JOINED_TAGS,
    PATH_PREFIX,
    ExtraBodyField,
    capabilities,
    parse_type,
)

from .fastapi_generator import Info, Options, Server
from .fastapi_generator import Specification as RouterSpecification
from .router_endpoints import Endpoint, endpoints_of, plain_type

__all__ = ["Info", "Options", "Server", "Specification"]

# The Protocols whose operations have the tag of another.
JOINED: dict[str, str] = JOINED_TAGS


class Specification(RouterSpecification):
    """The document of the APIs that a class inherits, whether they have routers or webmethods."""

    def endpoints_below(self, server: type) -> list[Endpoint]:
        """The operations of all APIs that a class inherits."""
        return [*super().endpoints_below(server), *webmethod_endpoints(server)]

    def named_body(self, endpoint: Endpoint, fields: Mapping[str, Any]) -> dict[str, str]:
        """The reference to a body; the parameters of a webmethod are its fields."""
        texts = getattr(endpoint.route.endpoint, "body_texts", None)
        if texts is None:
            return super().named_body(endpoint, fields)
        name = "".join(word.capitalize() for word in endpoint.route.name.split("_")) + "Request"
        schema = self.components.schema(make_dataclass(name, fields.items()), expanded=True)
        for field, text in ((field, text) for field, text in texts.items() if text):
            schema["properties"][field].pop("title", None)
            schema["properties"][field]["description"] = text
        return self.components.named(name, schema)


@cache
def webmethod_endpoints(server: type) -> list[Endpoint]:
    """The operations of the webmethods that a class inherits."""
    return endpoints_of([webmethod_router(server)])


def webmethod_router(server: type) -> APIRouter:
    """A router with the webmethods that a class inherits."""
    router = APIRouter()
    methods = [(cls, method) for cls in inspect.getmro(server) for method in vars(cls).values()]
    for cls, method in ((cls, method) for cls, method in methods if inspect.isfunction(method)):
        single = getattr(method, "__webmethod__", None)
        for webmethod in getattr(method, "__webmethods__", [] if single is None else [single]):
            texts = parse_type(method)
            level = webmethod.level if capabilities.stability_levels else PATH_PREFIX
            path = f"/{level}/{webmethod.route.lstrip('/')}"
            verb = webmethod.method if webmethod.method in ("GET", "DELETE") else "POST"
            endpoint = _endpoint(cls, method, path, verb)
            if capabilities.raw_bodies or capabilities.examples:
                vars(endpoint)["route_mark"] = webmethod
            router.add_api_route(
                path,
                endpoint,
                methods=[verb],
                name=method.__name__,
                response_model=None,
                tags=[getattr(cls, "API_NAMESPACE", None) or JOINED.get(cls.__name__, cls.__name__)],
                summary=texts.short_description,
                description="\n".join(filter(None, (texts.short_description, texts.long_description))),
                response_description=(texts.returns and texts.returns.description) or "OK",
                deprecated=getattr(webmethod, "deprecated", None),
            )
    return router


def _endpoint(protocol: type, method: Callable[..., Any], path: str, verb: str) -> Callable[..., Any]:
    """A function with the parameters of a webmethod. It is never called, and nor is its dependency."""

    def service() -> None: ...

    def endpoint() -> None: ...

    parameters = dict(_parameters(method, path, verb))
    annotations = {"service": Annotated[protocol, Depends(service)], **parameters}
    kind = inspect.Parameter.KEYWORD_ONLY
    signature = inspect.Signature([inspect.Parameter(item, kind, annotation=annotations[item]) for item in annotations])
    embedded = {
        item: mark.description
        for item, annotation in parameters.items()
        for mark in get_args(annotation)
        if isinstance(mark, params.Body) and mark.embed
    }
    vars(endpoint)["__signature__"] = signature
    vars(endpoint)["body_texts"] = embedded or None
    return endpoint


def _parameters(method: Callable[..., Any], path: str, verb: str) -> Iterator[tuple[str, Any]]:
    texts = parse_type(method).params
    hints = get_type_hints(method, include_extras=True)
    names = [name for name in inspect.signature(method).parameters if name in hints]
    if capabilities.extra_body_parameters:
        names = [name for name in names if not any(isinstance(mark, ExtraBodyField) for mark in get_args(hints[name]))]
    for name in names:
        kind, description = hints[name], texts[name].description if name in texts else None
        marks = [mark for mark in get_args(kind) if isinstance(mark, params.Body)]
        if f"{{{name}}}" in path or f"{{{name}:" in path:
            yield name, Annotated[str, Path(description=description)]
        elif verb in ("GET", "DELETE"):
            yield name, Annotated[str, Query(description=description)]
        elif plain_type(kind) is UploadFile or any(isinstance(mark, params.Form) for mark in marks):
            yield name, kind
        elif marks:
            yield name, Annotated[plain_type(kind), Body(embed=marks[-1].embed, description=description)]
        else:
            yield name, Annotated[Any, Body(embed=True, description=description)]
