"""The modules that every router imports from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RouterModules:
    """The dotted names of the route utilities, of the registry, and of the module that defines `Api`.

    Also of those that have the responses of all routes, the marks of single ones, and where there are some, the key of
    public ones, and the function that registers the routers of external APIs beside a registry of the tree's own. With
    `lists` the registry lists the routes of all routers; else the tree does so by itself.
    """

    router_utils: str
    registry: str
    datatypes: str
    responses: str
    marks: str
    public: str | None = None
    external: str | None = None
    lists: bool = True
