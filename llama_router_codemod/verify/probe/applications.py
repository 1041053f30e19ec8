"""The FastAPI application of a tree, with recorders as its implementations: webmethods, routers, or both."""

from __future__ import annotations

import importlib
import inspect
import re
import warnings
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import TypeAdapter
from starlette.exceptions import HTTPException

from llama_router_codemod.verify.probe.methods import signature_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from llama_router_codemod.verify.probe.tree import Tree

Rows = list[dict[str, Any]]
USER_KEYS = ("__authenticated_user", "__user")
"""Where trees put the caller beside the provider data; it is recorded by itself."""


class WithStatusCode(Exception):  # noqa: N818 - stands for the exceptions of provider SDKs
    """An exception of a provider's client library: it carries the status to answer with."""

    status_code = 429


def make_failure(error_modules: Iterable[str]) -> Callable[[str], Exception]:
    """A function from the name of an error to such an exception, of this tree's own class where it has one."""
    modules = list(error_modules)

    def failure(name: str) -> Exception:
        match name:
            case "ConflictError" | "ModelNotFoundError" | "AuthenticationRequiredError":
                for module in modules:
                    if error := getattr(_module_if_any(module), name, None):
                        return error("probe")  # type: ignore[no-any-return]
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
        return getattr(importlib.import_module("builtins"), name)("probe")  # type: ignore[no-any-return]

    return failure


def _module_if_any(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        return None


def make_context(tree: Tree) -> Callable[[], dict[str, Any]]:
    """A function that tells what an implementation can learn of the request it is called for."""
    headers = tree.module("core.request_headers")
    testing = tree.module_if_any("core.testing_context")  # older trees keep no test context

    def context() -> dict[str, Any]:
        data = headers.PROVIDER_DATA_VAR.get() or {}
        user = headers.get_authenticated_user()
        return {
            "provider_data": {key: value for key, value in data.items() if key not in USER_KEYS},
            "user": user.model_dump(mode="json") if user else None,
            "test_id": testing.get_test_context() if testing else None,
        }

    return context


def make_app(tree: Tree, implementations: dict[str, Any], methods: list[dict[str, Any]]) -> tuple[FastAPI, Rows]:
    """The application, as `create_app` makes it, and a row for each of its routes."""
    app = FastAPI()
    rows, routed = _include_routers(app, tree, implementations)
    rows += _mount_webmethods(app, tree, implementations, methods, routed)
    for error in {RequestValidationError, Exception, *_handled_errors(tree)}:
        app.exception_handler(error)(tree.server.global_exception_handler)
    if middleware := getattr(tree.server, "ProviderDataMiddleware", None):
        app.add_middleware(middleware)
    return app, rows


def _handled_errors(tree: Tree) -> list[Any]:
    """The exceptions for which `create_app` registers a handler by name, as `app.exception_handler(ConflictError)`."""
    factory = getattr(tree.server, "create_app", None)
    names = re.findall(r"app\.exception_handler\((\w+)\)", inspect.getsource(factory)) if factory else []
    return [error for name in names if (error := getattr(tree.server, name, None)) is not None]


def _include_routers(app: FastAPI, tree: Tree, implementations: dict[str, Any]) -> tuple[Rows, set[str]]:
    """Include the routers that the tree has; their rows and the names of their APIs."""
    rows: Rows = []
    routed = set()
    for api, routers in _routers(tree, implementations):
        routed.add(api.value)
        registry = tree.registry
        if registry is not None:
            registry.include_routers(app, api, implementations[api.value], routers)
        for router in routers:
            if registry is None:
                app.include_router(router)
            rows += [row for route in _flat_routes(router.routes) for row in _router_rows(route)]
    metadata = {
        (verb, route.path): item
        for api_routes in tree.routes.get_all_api_routes().values()
        for route, item in api_routes
        for verb in route.methods
    }
    for row in rows:
        if item := metadata.get((row["verb"], row["path"])):
            row |= _guards(item)
    return rows, routed


def _routers(tree: Tree, implementations: dict[str, Any]) -> Iterator[tuple[Any, list[Any]]]:
    if tree.registry is not None:
        for api, routers in tree.registry.get_all_routers().items():
            if api.value in implementations:
                yield api, routers
    elif tree.hand_written_registry is not None:
        by_name = {api.value: api for api in tree.module("core.resolver").api_protocol_map()}
        for name, implementation in implementations.items():
            if router := tree.hand_written_registry.build_fastapi_router(by_name[name], implementation):
                yield by_name[name], [router]


def _router_rows(route: Any) -> Rows:
    extra = getattr(route, "openapi_extra", None) or {}
    return [
        {
            "verb": verb,
            "path": route.path,
            "tag": ", ".join(str(getattr(tag, "value", tag)) for tag in route.tags),
            "deprecated": bool(route.deprecated),
            "authentication": not extra.get("x-public", False),
            "scope": None,
            "span": None,
        }
        for verb in sorted(route.methods)
        if verb != "HEAD"
    ]


def _guards(metadata: Any) -> dict[str, Any]:
    return {
        "authentication": bool(getattr(metadata, "require_authentication", True)),
        "scope": getattr(metadata, "required_scope", None),
        "span": getattr(metadata, "descriptive_name", None),
    }


def _flat_routes(routes: Iterable[Any]) -> Iterator[Any]:
    """The routes with an endpoint, also those of routers included in a router."""
    for route in routes:
        if hasattr(route, "endpoint") and getattr(route, "methods", None):
            yield route
        else:
            yield from _flat_routes(getattr(getattr(route, "original_router", route), "routes", None) or ())


def _mount_webmethods(
    app: FastAPI, tree: Tree, implementations: dict[str, Any], methods: list[dict[str, Any]], routed: set[str]
) -> Rows:
    """Mount the routes of every API without a router, the way `create_app` does (core/server/server.py:484-521)."""
    known = {(method["api"], method["name"]): method for method in methods}
    rows: Rows = []
    for api, api_routes in tree.routes.get_all_api_routes().items():
        if api.value in routed or api.value not in implementations:
            continue
        for route, webmethod in api_routes:
            method = known[api.value, route.name]
            recorder = getattr(implementations[api.value], route.name)
            recorder.__signature__ = signature_of(method)
            verb = next(verb for verb in sorted(route.methods) if verb != "HEAD")
            endpoint = tree.server.create_dynamic_typed_route(recorder, verb.lower(), route.path)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                getattr(app, verb.lower())(route.path, response_model=None)(endpoint)
            rows.append(
                {
                    "verb": verb,
                    "path": route.path,
                    "tag": next(item["tag"] for item in method["routes"] if item["path"] == route.path),
                    "deprecated": bool(getattr(webmethod, "deprecated", False)),
                    "webmethod": f"{api.value}.{route.name}",
                    **_guards(webmethod),
                }
            )
    return rows
