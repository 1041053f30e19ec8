"""Where a tree keeps the parts of its server."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ServerModules:
    """The module with the endpoint wrapper, the one that lists routes, and its function that does.

    The modules are dotted names below the tree's package. The defaults are those of llama-stack from 0.2.18 on, which
    also hold for trees of its own migration; older ones have `distribution` for `core`, and before 0.2.9 `endpoints`
    for `routes`. `registry` is the whole dotted name of a registry of routers that is not beside the server.
    """

    server: str = "core.server.server"
    discovery: str = "core.server.routes"
    list_routes: str = "get_all_api_routes"
    registry: str | None = None

    @property
    def directory(self) -> str:
        """The package of the server's modules, where a migration puts the registry of routers."""
        return self.server.rpartition(".")[0]

    @property
    def core(self) -> str:
        """The package around that."""
        return self.directory.rpartition(".")[0]
