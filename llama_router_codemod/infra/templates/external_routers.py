"""The routers of external APIs, in the registry of those that the server knows by itself."""

import importlib
import importlib.util
from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter

from llama_router_codemod.infra.templates.checkout import _ROUTER_FACTORIES, Api, capabilities


def register_external_routers(external_apis: Mapping[Api, Any] | None) -> None:
    """Registers the router of each external API: `create_router` of its module, or of a `fastapi_routes` beside that,
    which has one for each where a package has several APIs.

    Raises RuntimeError, naming the module, when one is missing or cannot be imported: a server must not start without
    its routes.
    """
    for api, specification in (external_apis or {}).items():
        factory = _factory(specification.module, ("create_router", f"create_{api.name}_router"))
        if factory is None:
            if not capabilities.webmethods:
                raise RuntimeError(
                    f"The external API {specification.module} has no router. "
                    "If it declares routes with a decorator, migrate it: `llama-router-codemod migrate`."
                )
            continue
        _ROUTER_FACTORIES[api.value] = factory


def _factory(module: str, names: tuple[str, ...]) -> Callable[[Any], APIRouter] | None:
    """What makes the router of an external API, None where there is none."""
    packages = filter(None, (module, module.rpartition(".")[0]))
    for path in (module, *(f"{package}.fastapi_routes" for package in packages)):
        try:
            found = importlib.import_module(path) if importlib.util.find_spec(path) is not None else None
        except ModuleNotFoundError as error:
            if error.name and path.startswith(error.name):
                continue
            raise RuntimeError(f"{path} cannot be imported: {error}") from error
        except ImportError as error:
            raise RuntimeError(f"{path} cannot be imported: {error}") from error
        for name in names:
            factory: Callable[[Any], APIRouter] | None = getattr(found, name, None)
            if factory is not None:
                return factory
    return None
