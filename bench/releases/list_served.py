"""Say, as JSON, which routes the llama_stack on PYTHONPATH serves: python list_served.py

Runs in an environment of the release's own time. It imports the server; `discovered` is what the release's own
discovery lists, `included` what its routers put into an application, null where it has no registry of routers. Each
route is the member of `Api`, verb, path and method.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import inspect
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

Row = tuple[str, str, str, str]


def found_module(*candidates: str) -> ModuleType | None:
    """The first of some modules that there is; None if there is none. One that cannot be imported is an error."""
    for name in candidates:
        package = name.rpartition(".")[0]
        if all(map(exists, [package.rpartition(".")[0], package, name])):
            return importlib.import_module(name)
    return None


def exists(name: str) -> bool:
    """Whether a module of a package that exists does, too."""
    return importlib.util.find_spec(name) is not None


def discovered(server: str) -> Iterator[Row]:
    module = found_module(f"{server}.routes", f"{server}.endpoints")
    discovery = getattr(module, "get_all_api_routes", None) or getattr(module, "get_all_api_endpoints")  # noqa: B009
    for api, routes in discovery().items():
        for item in routes:
            route = item[0] if isinstance(item, tuple) else item
            if hasattr(route, "methods"):
                yield api.name, min(route.methods - {"HEAD"}), route.path, route.name
            else:
                yield api.name, route.method.upper(), route.route, route.name


class Anything:
    """An implementation that has every method and every tool group."""

    def __getattr__(self, name: str) -> Any:
        return self


def included(registry: ModuleType) -> Iterator[Row]:
    from fastapi import FastAPI
    from fastapi.routing import APIRoute

    for api, routers in registry.get_all_routers().items():
        app = FastAPI()
        registry.include_routers(app, api, Anything(), routers)
        for route in app.routes:
            if isinstance(route, APIRoute):
                method = ".".join(filter(None, [service_group(route.endpoint), route.name]))
                yield api.name, min(route.methods or ()), route.path, method


def service_group(endpoint: Any) -> str | None:
    """The attribute of the implementation that an endpoint calls, None where it calls the implementation itself."""
    for parameter in inspect.signature(endpoint).parameters.values():
        for marker in get_args(parameter.annotation)[1:]:
            group: str | None = getattr(getattr(marker, "dependency", None), "service_attribute", None)
            if group is not None:
                return group
    return None


def listed() -> dict[str, Any]:
    main = found_module("llama_stack.core.server.server", "llama_stack.distribution.server.server")
    if main is None:
        raise ModuleNotFoundError("llama_stack has no server")
    server = main.__name__.rpartition(".")[0]
    registry = found_module(f"{server}.routers")
    return {
        "file": main.__file__,
        "discovered": list(discovered(server)),
        "included": None if registry is None else list(included(registry)),
    }


if __name__ == "__main__":
    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere):
        result = listed()
    print(json.dumps(result))
    # Threads that an imported module started must not hold the process.
    sys.stdout.flush()
    os._exit(0)
