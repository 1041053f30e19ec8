"""The registry of routers: each API's `routes.py` registers its router here, the server includes those it serves.

It is also the table of what is known of each route beyond FastAPI: authentication, tracing and the compliance check ask
`route_metadata`.
"""

import importlib
import importlib.util
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.routing import Route

from llama_router_codemod.infra.templates.checkout import APIS, APIS_PREFIX, Api, capabilities

RouterFactory = Callable[[], APIRouter]

_factories: dict[Api, list[RouterFactory]] = {}


@dataclass(frozen=True, kw_only=True)
class RouteFacts:
    """What can be said of a route beyond what FastAPI knows of it."""

    METADATA: Any = None


class RouteMark(RouteFacts):
    """A decorator that tells what the routes above it are, for `route_metadata`; serving them takes no notice of it."""

    def __call__(self, endpoint: Callable[..., Any]) -> Callable[..., Any]:
        endpoint.route_mark = self  # type: ignore[attr-defined]
        return endpoint


@dataclass(frozen=True, kw_only=True)
class RouteMetadata(RouteFacts):
    """All that is known of one route. Its path is `/level/route`."""

    level: str | None = None
    route: str | None = None
    method: str | None = None
    deprecated: bool | None = False


def register_router(api: Api, router_factory: RouterFactory) -> None:
    """Registers a router for an API; called by the API's `routes.py` when it is imported."""
    _factories.setdefault(api, []).append(router_factory)
    _metadata_by_method.cache_clear()


def discover_routers(external_apis: Mapping[Api, Any] | None = None) -> None:
    """Imports the `routes.py` of every API package and of external ones.

    Raises RuntimeError, naming the module, when one is missing or cannot be imported: a server must not start without
    its routes.
    """
    found = [item.name for item in pkgutil.iter_modules(APIS.__path__, APIS_PREFIX) if item.ispkg]
    packages = [package for package in found if importlib.util.find_spec(f"{package}.service")]
    external = [package for spec in (external_apis or {}).values() if (package := _external_package(spec))]
    if capabilities.webmethods:
        packages += [package for package in external if _has_routes(package)]
    else:
        for package in external:
            if not _has_routes(package):
                raise RuntimeError(
                    f"The external API {package} has no routes.py. "
                    "If it declares routes with a decorator, migrate it: `llama-router-codemod migrate`."
                )
        packages += external
    for package in packages:
        _import_routes(package)


def _import_routes(package: str) -> None:
    try:
        importlib.import_module(f"{package}.routes")
    except Exception as error:
        raise RuntimeError(f"The routes of {package} cannot be imported: {error}") from error


def _external_package(spec: Any) -> str | None:
    """The package that has the `routes.py` of an external API: its module, or the one that defines its Protocol.

    None when the module is not installed: the server tells so where it asks for the Protocol.
    """
    module: str = spec.module
    if _has_routes(module):
        return module
    try:
        protocol = getattr(importlib.import_module(module), spec.protocol, None)
    except ImportError as error:
        is_missing = isinstance(error, ModuleNotFoundError) and f"{module}.".startswith(f"{error.name}.")
        return None if is_missing else module
    return getattr(protocol, "__module__", module).rpartition(".")[0] or module


@cache
def _discover_beside(module: str) -> None:
    """Imports the `routes.py` beside a module of an external API, which is asked for before routers are included."""
    package = module.rpartition(".")[0]
    is_own = module.startswith(
        (APIS_PREFIX, f"{__name__.partition('.')[0]}.")
        if capabilities.apis_elsewhere
        else f"{__name__.partition('.')[0]}."
    )
    if package and not is_own and _has_routes(package):
        _import_routes(package)


def _has_routes(package: str) -> bool:
    try:
        return importlib.util.find_spec(f"{package}.routes") is not None
    except ImportError:  # it is a plain module, or not installed
        return False


def get_all_routers(external_apis: Mapping[Api, Any] | None = None) -> dict[Api, list[APIRouter]]:
    """The routers of all APIs that have some."""
    discover_routers(external_apis)
    return {api: [factory() for factory in factories] for api, factories in _factories.items()}


def include_routers(app: FastAPI, api: Api, impl: Any, routers: list[APIRouter]) -> None:
    """Serves the routers of an API with an implementation.

    Raises ValueError when the implementation lacks the method behind a route.
    """
    for router in routers:
        for route, service, method in _service_routes(router):
            target = getattr(impl, service.attribute) if service.attribute else impl
            if not hasattr(target, method):
                raise ValueError(f"Could not find method {method} on {target} for {route.path}!")
        app.include_router(router)
    app.state.impls = {**getattr(app.state, "impls", {}), api: impl}


def route_metadata(member: Any) -> list[Any]:
    """The routes of a Protocol's method, in the order in which they are registered; empty for any other object."""
    function = member.__func__ if inspect.ismethod(member) else member
    if not inspect.isfunction(function):
        return _webmethods(member) if capabilities.webmethods else []
    _discover_beside(function.__module__ or "")
    if capabilities.webmethods:
        return _metadata_by_method().get(inspect.unwrap(function)) or _webmethods(function)
    return list(_metadata_by_method().get(inspect.unwrap(function), ()))


if capabilities.webmethods:

    def _webmethods(member: Any) -> list[Any]:
        """What is known of the routes of an API without a router."""
        single = getattr(member, "__webmethod__", None)
        return getattr(member, "__webmethods__", [] if single is None else [single])


if not capabilities.webmethods:

    def list_routes(routers: list[APIRouter]) -> list[tuple[Route, RouteMetadata]]:
        """The routes of an API with what is known of them, sorted by the names of their methods.

        A route is named for the method of the implementation, dotted where an attribute of that provides it: such
        routes come last.
        """
        found = [
            (
                Route(
                    route.path,
                    route.endpoint,
                    methods=list(route.methods or ()),
                    name=f"{service.attribute}.{method}" if service.attribute else method,
                ),
                _describe(route, router.prefix),
            )
            for router in routers
            for route, service, method in _service_routes(router)
        ]
        return sorted(found, key=lambda item: ("." in item[0].name, item[0].name))


@cache
def _metadata_by_method() -> dict[Callable[..., Any], list[RouteMetadata]]:
    found: dict[Callable[..., Any], list[RouteMetadata]] = {}
    for routers in get_all_routers().values():
        for router in routers:
            for route, service, method in _service_routes(router):
                function = inspect.unwrap(getattr(service.protocol, method))
                found.setdefault(function, []).append(_describe(route, router.prefix))
    return found


@dataclass(frozen=True)
class _Service:
    """The service behind a route: its Protocol, and the attribute of the implementation that provides it, if any."""

    protocol: type
    attribute: str | None


def _service_routes(router: APIRouter) -> Iterator[tuple[APIRoute, _Service, str]]:
    for route in router.routes:
        if isinstance(route, APIRoute):
            yield from ((route, service, route.name) for service in _services(route))


def _services(route: APIRoute) -> Iterator[_Service]:
    for parameter in inspect.signature(route.endpoint).parameters.values():
        if get_origin(parameter.annotation) is Annotated:
            protocol, *markers = get_args(parameter.annotation)
            for dependency in (getattr(marker, "dependency", None) for marker in markers):
                if dependency is not None and hasattr(dependency, "service_attribute"):
                    yield _Service(protocol, dependency.service_attribute)


def _describe(route: APIRoute, prefix: str) -> RouteMetadata:
    mark = getattr(route.endpoint, "route_mark", None) or RouteMark()
    level = prefix.strip("/") or route.path.split("/")[1]
    return RouteMetadata(
        level=level,
        route=route.path.removeprefix(f"/{level}"),
        method=next(iter(sorted(route.methods or ()))),
        deprecated=bool(route.deprecated),
        **vars(mark),
    )
