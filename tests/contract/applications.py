"""Build the FastAPI application of a tree, legacy or migrated, with recorders as its implementations."""

from __future__ import annotations

import importlib
import inspect
import warnings
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import TypeAdapter
from recorders import import_attribute, wire_signature
from starlette.exceptions import HTTPException

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

Routes = list[dict[str, Any]]
USER_KEYS = ("__authenticated_user", "__user")
"""Where trees put the caller beside the provider data; it is recorded by itself."""


class WithStatusCode(Exception):  # noqa: N818 - stands for the exceptions of provider SDKs
    """An exception of a provider's client library: it carries the status to answer with."""

    status_code = 429


def make_failure(package: str, apis: str = "apis") -> Callable[[str], Exception]:
    """A function from the name of an error to such an exception, of this tree's own class where it has one."""

    def failure(name: str) -> Exception:
        match name:
            case "ConflictError" | "ModelNotFoundError" | "AuthenticationRequiredError":
                for module in (f"{package}.{apis}.common.errors", f"{package}.core.datatypes"):
                    if error := getattr(importlib.import_module(module), name, None):
                        return error("probe")
                return LookupError("probe")
            case "HTTPException":
                return HTTPException(418, "probe")
            case "ValidationError":
                try:
                    TypeAdapter(int).validate_python("probe")
                except ValueError as error:
                    return error
            case "WithStatusCode":
                return WithStatusCode("probe")
        return getattr(importlib.import_module("builtins"), name)("probe")

    return failure


def make_context(package: str) -> Callable[[], dict[str, Any]]:
    """A function that tells what an implementation can learn of the request it is called for."""
    headers = importlib.import_module(f"{package}.core.request_headers")
    try:
        testing = importlib.import_module(f"{package}.core.testing_context")
    except ModuleNotFoundError:  # older trees keep no test context
        testing = None

    def context() -> dict[str, Any]:
        data = headers.PROVIDER_DATA_VAR.get() or {}
        user = headers.get_authenticated_user()
        return {
            "provider_data": {key: value for key, value in data.items() if key not in USER_KEYS},
            "user": user.model_dump(mode="json") if user else None,
            "test_id": testing.get_test_context() if testing else None,
        }

    return context


def add_exception_handlers(app: FastAPI, server: Any) -> None:
    app.exception_handler(RequestValidationError)(server.global_exception_handler)
    app.exception_handler(Exception)(server.global_exception_handler)


def mount_legacy(
    app: FastAPI,
    package: str,
    implementations: dict[str, Any],
    methods: list[dict[str, Any]],
    routed: Collection[str] = (),
) -> Routes:
    """Mount the routes of every API that is not among `routed`, the way `create_app` does; return their table."""
    server = importlib.import_module(f"{package}.core.server.server")
    routes = importlib.import_module(f"{package}.core.server.routes")
    known = {(method["api"], method["name"]): method for method in methods}
    table = []
    for api, api_routes in routes.get_all_api_routes().items():
        for route, webmethod in api_routes if api.value not in routed else ():
            recorder = getattr(implementations[api.value], route.name)
            method = known[(api.value, route.name)]
            if not hasattr(recorder, "__signature__"):
                recorder.__signature__ = wire_signature(import_attribute(method["function"]))
            verb = next(verb for verb in sorted(route.methods) if verb != "HEAD")
            endpoint = server.create_dynamic_typed_route(recorder, verb.lower(), route.path)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                getattr(app, verb.lower())(route.path, response_model=None)(endpoint)
            published = next(
                entry for entry in method["routes"] if (entry["verb"], entry["path"]) == (verb, route.path)
            )
            table.append(
                {
                    "verb": verb,
                    "path": route.path,
                    "endpoint": method["protocol_method"],
                    "tags": [published["tag"]],
                    "deprecated": bool(getattr(webmethod, "deprecated", False)),
                }
            )
    return table


def make_legacy_app(package: str, implementations: dict[str, Any], methods: list[dict[str, Any]]) -> tuple[Any, Routes]:
    app = FastAPI()
    table = mount_legacy(app, package, implementations, methods)
    add_exception_handlers(app, importlib.import_module(f"{package}.core.server.server"))
    return app, table


def flat_routes(routes: Iterable[Any]) -> Iterator[Any]:
    """The routes with an endpoint, also those of routers included in a router."""
    for route in routes:
        if hasattr(route, "endpoint") and getattr(route, "methods", None):
            yield route
        else:
            yield from flat_routes(getattr(getattr(route, "original_router", route), "routes", None) or ())


def make_migrated_app(
    package: str, implementations: dict[str, Any], methods: list[dict[str, Any]]
) -> tuple[FastAPI, Routes]:
    """Include every router; a half-migrated tree also gets the routes that still have a webmethod."""
    registry = importlib.import_module(f"{package}.core.server.routers")
    server = importlib.import_module(f"{package}.core.server.server")
    if hasattr(registry, "discover_routers"):
        registry.discover_routers()
    app = FastAPI()
    table = []
    keys: dict[str, Any] = {}
    for api, routers in registry.get_all_routers().items():
        keys[api.value] = api
        for router in routers:
            app.include_router(router)
            for route in flat_routes(router.routes):
                table.extend(
                    {
                        "verb": verb,
                        "path": route.path,
                        "endpoint": route.endpoint.__name__,
                        "tags": [str(tag) for tag in route.tags],
                        "deprecated": bool(route.deprecated),
                    }
                    for verb in sorted(route.methods)
                    if verb != "HEAD"
                )
    app.state.impls = {keys.get(name, name): implementation for name, implementation in implementations.items()}
    try:
        legacy = importlib.import_module(f"{package}.core.server.routes")
    except ModuleNotFoundError:  # a fully migrated tree has no legacy path left
        legacy = None
    if inspect.isfunction(getattr(legacy, "get_all_api_routes", None)) and hasattr(
        server, "create_dynamic_typed_route"
    ):
        table += mount_legacy(app, package, implementations, methods, routed=keys)
    add_exception_handlers(app, server)
    return app, table
