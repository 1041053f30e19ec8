"""The modules of the tree under test that matter here, found by their place in the server's package."""

from __future__ import annotations

import functools
import importlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from llama_router_codemod.verify.messages.server_modules import ServerModules

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

    from llama_router_codemod.verify.messages.method import MethodName, ObjectPath, ServedMethod


@dataclass(frozen=True)
class Tree:
    """A tree that is first on the path; `package` holds its server, as `llama_stack` does.

    With `fastapi_document` FastAPI makes the published document of its webmethods.
    """

    package: str
    modules: ServerModules = field(default_factory=ServerModules)
    fastapi_document: bool = False

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
        return self.module(self.modules.server)

    @property
    def mounts_webmethods(self) -> bool:
        """Whether the server has the endpoint wrapper; a tree without it serves routers only."""
        return hasattr(self.server, "create_dynamic_typed_route")

    def core(self, name: str) -> ModuleType:
        """A module beside the server's package. Raises ImportError."""
        return self.module(f"{self.modules.core}.{name}")

    def list_routes(self) -> dict[Any, list[Any]]:
        """What the function returns that lists the routes of each API; where there is none, what the registry lists, or
        what this project writes beside a registry of the tree's own."""
        for registry in (self.registry, self.route_metadata):
            if registry is not None and hasattr(registry, "list_routes"):
                routers = registry.get_all_routers()
                return {api: registry.list_routes(routers.get(api, [])) for api in self.apis()}
        discovery, name = self.module(self.modules.discovery), self.modules.list_routes
        if self.hand_written_registry is not None and not hasattr(discovery, name):
            return {}  # from 89539addc on llama-stack has no webmethods any more
        routes: dict[Any, list[Any]] = getattr(discovery, name)()
        return routes

    @property
    def registry(self) -> ModuleType | None:
        """The registry of routers that this project writes (infra/templates/routers.py)."""
        if self.modules.registry is not None:
            return importlib.import_module(self.modules.registry)
        return self.module_if_any(f"{self.modules.directory}.routers")

    @property
    def route_metadata(self) -> ModuleType | None:
        """What this project writes beside a registry of the tree's own (infra/templates/route_metadata.py)."""
        return self.module_if_any(f"{self.modules.directory}.route_metadata")

    @property
    def hand_written_registry(self) -> ModuleType | None:
        """The registry of llama-stack's own migration (7f43051a6, core/server/fastapi_router_registry.py)."""
        return self.module_if_any(f"{self.modules.directory}.fastapi_router_registry")

    def hand_written_apis(self) -> list[str]:
        """The names of the APIs with a router of llama-stack's own migration, which its server mounts in any case."""
        registry = self.hand_written_registry
        # Inspection and generators of these trees build routers without an implementation, too.
        return [api.value for api in self.apis() if registry and registry.build_fastapi_router(api, None) is not None]

    def apis(self) -> dict[Any, type]:
        """The Protocol of each API that the server knows, by the member of the enum."""
        apis: dict[Any, type] = self.core("resolver").api_protocol_map()
        return apis

    def protocols(self) -> dict[str, type]:
        """The Protocol of each API that the server knows, by the API's name."""
        return {api.value: protocol for api, protocol in self.apis().items()}

    def special_groups(self) -> dict[str, type]:
        """The Protocol of each special tool group by its name; trees from January 2026 on have none.

        Without webmethods no map tells them, but the services of the routers do.
        """
        if self.registry is not None and hasattr(self.registry, "list_routes"):
            return {
                service.attribute: service.protocol
                for routers in self.registry.get_all_routers().values()
                for router in routers
                for _, service, _ in self.registry._service_routes(router)
                if service.attribute
            }
        groups = getattr(self.module(self.modules.discovery), "toolgroup_protocol_map", dict[Any, type])()
        return {group.value: protocol for group, protocol in groups.items()}

    def protocol(self, name: MethodName) -> type:
        """The Protocol that declares a method. Raises KeyError for an API that the server does not know."""
        return self.special_groups()[name.group] if name.group else self.protocols()[name.api]


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


def is_declared(method: ServedMethod) -> bool:
    """Whether the Protocol, in whichever module it now is, still has the method."""
    return hasattr(import_attribute(method.protocol), method.name.method)


def declared_method(method: ServedMethod) -> Any:
    """The function of the Protocol, in whichever module the Protocol now is. Raises AttributeError without one."""
    return getattr(import_attribute(method.protocol), method.name.method)
