"""How the files of a migrated API package are called, and how its routers are made."""

from __future__ import annotations

import enum
from typing import NamedTuple


class Layout(enum.StrEnum):
    """Which form routers get: that of this tool, that of the tree where it has one, or that of llama-stack's own
    migration."""

    OURS = "ours"
    TREE = "tree"
    UPSTREAM = "upstream"


class PackageFiles(NamedTuple):
    """The stems of the files for the Protocols, for the models and for the routes of a package.

    With `factories` the routes stand in functions that make a router of an implementation, else in modules, where they
    ask for the implementation at each request.
    """

    service: str = "service"
    models: str = "models"
    routes: str = "routes"
    factories: bool = False

    @property
    def stems(self) -> tuple[str, str, str]:
        """All three."""
        return self.service, self.models, self.routes


#: The files that this tool writes by itself, and those of llama-stack's own migration (llama_stack 7f43051a6).
OWN_FILES = PackageFiles()
FACTORY_FILES = PackageFiles("api", "models", "fastapi_routes", factories=True)
