"""The modules of the tree under test that matter here, found by their place in the server's package."""

from __future__ import annotations

import functools
import importlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

    from llama_router_codemod.verify.messages.method import ObjectPath, ServedMethod


@dataclass(frozen=True)
class Tree:
    """A tree that is first on the path; `package` holds its server, as `llama_stack` does."""

    package: str

    def require_below(self, roots: Iterable[Path]) -> None:
        """Raises ImportError when the package comes from elsewhere, as from an installed one."""
        places = [Path(place).resolve() for place in importlib.import_module(self.package).__path__]
        if not any(place.is_relative_to(root.resolve()) for place in places for root in roots):
            raise ImportError(f"{self.package} was imported from {places[0]}, which is not the tree")

    def module(self, name: str) -> ModuleType:
        """A module below the package. Raises ImportError."""
        return importlib.import_module(f"{self.package}.{name}")

    def module_if_any(self, name: str) -> ModuleType | None:
        """A module below the package; None when there is none. Raises ImportError for one that fails."""
        try:
            return self.module(name)
        except ModuleNotFoundError as error:
            if error.name and f"{self.package}.{name}".startswith(error.name):
                return None
            raise

    @property
    def server(self) -> ModuleType:
        """The module with `create_dynamic_typed_route` and the exception handler."""
        return self.module("core.server.server")

    @property
    def routes(self) -> ModuleType:
        """The module with `get_all_api_routes`."""
        return self.module("core.server.routes")

    @property
    def registry(self) -> ModuleType | None:
        """The registry of routers that this project writes (infra/templates/routers.py)."""
        return self.module_if_any("core.server.routers")

    @property
    def hand_written_registry(self) -> ModuleType | None:
        """The registry of llama-stack's own migration (7f43051a6, core/server/fastapi_router_registry.py)."""
        return self.module_if_any("core.server.fastapi_router_registry")

    def protocols(self) -> dict[str, type]:
        """The Protocol of each API that the server knows, by the API's name."""
        return {api.value: protocol for api, protocol in self.module("core.resolver").api_protocol_map().items()}


def import_attribute(path: ObjectPath) -> Any:
    """The object at a path; where its module went away or lost it, the package is asked.

    Raises ImportError and AttributeError when the package does not have it either.
    """
    names = path.qualname.split(".")
    try:
        return functools.reduce(getattr, names, importlib.import_module(path.module))
    except (ModuleNotFoundError, AttributeError) as error:
        if isinstance(error, ModuleNotFoundError) and error.name != path.module:
            raise
        package = importlib.import_module(path.module.rpartition(".")[0])
        return functools.reduce(getattr, names, package)


def declared_method(method: ServedMethod) -> Any:
    """The function of the Protocol, in whichever module the Protocol now is. Raises AttributeError without one."""
    return getattr(import_attribute(method.protocol), method.name.method)
