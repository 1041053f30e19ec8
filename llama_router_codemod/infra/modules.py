"""The modules that every router imports from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RouterModules:
    """The dotted names of the route utilities, of the registry, and of the module that defines `Api`."""

    router_utils: str
    registry: str
    datatypes: str
