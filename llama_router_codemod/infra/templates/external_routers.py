"""The routers of external APIs, in the registry of those that the server knows by itself."""

import importlib
import importlib.util
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from llama_router_codemod.infra.templates.checkout import _ROUTER_FACTORIES, Api, capabilities


def register_external_routers(external_apis: Mapping[Api, Any]) -> None:
    """Registers the router of each external API: `create_router` of its module, or of a `fastapi_routes` beside that.

    Raises RuntimeError, naming the module, when one is missing or cannot be imported: a server must not start without
    its routes.
    """
    for api, specification in external_apis.items():
        module = _module_with_router(specification.module)
        if not capabilities.webmethods and module is None:
            raise RuntimeError(
                f"The external API {specification.module} has no router. "
                "If it declares routes with a decorator, migrate it: `llama-router-codemod migrate`."
            )
        if module is not None:
            _ROUTER_FACTORIES[api.value] = module.create_router


def _module_with_router(module: str) -> ModuleType | None:
    """The module that makes the router of an external API, None where there is none."""
    for name in (module, f"{module}.fastapi_routes", f"{module.rpartition('.')[0]}.fastapi_routes"):
        try:
            found = importlib.import_module(name) if importlib.util.find_spec(name) is not None else None
        except ModuleNotFoundError as error:
            if error.name and name.startswith(error.name):
                continue
            raise RuntimeError(f"{name} cannot be imported: {error}") from error
        except ImportError as error:
            raise RuntimeError(f"{name} cannot be imported: {error}") from error
        if hasattr(found, "create_router"):
            return found
    return None
