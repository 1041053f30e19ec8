"""What the tree's own function lists: its routes, with what their webmethods or routers say of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from llama_router_codemod.verify.messages.method import MethodName

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from llama_router_codemod.verify.probe.tree import Tree


@dataclass(frozen=True)
class ListedRoute:
    """One route: the method that it names, its attribute of the implementation, and the metadata of the route."""

    method: MethodName
    attribute: str
    verb: str
    path: str
    metadata: Any


def listed_routes(tree: Tree) -> Iterator[ListedRoute]:
    """The routes of all APIs, in the order of matching.

    Since 0.2.23 llama-stack lists pairs of a Starlette route and a webmethod; before, routes without webmethods, and
    before 0.2.9 endpoints of its own, with the path in `route` and one lower-case verb in `method`.
    """
    for api, entries in tree.list_routes().items():
        for entry in entries:
            route, metadata = entry if isinstance(entry, tuple) else (entry, None)
            name = method_name(api.value, route.name)
            yield ListedRoute(
                method=name,
                attribute=route.name,
                verb=_verb(route),
                path=getattr(route, "path", None) or route.route,
                metadata=_metadata(tree, name) if metadata is None else metadata,
            )


def method_name(api: str, attribute: str) -> MethodName:
    """The method that a route of llama-stack names; those of a special tool group are named `group.method`."""
    group, _, method = attribute.rpartition(".")
    return MethodName(api, method, group or None)


def _verb(route: Any) -> str:
    """The one verb of a route, other than the HEAD that Starlette adds to a GET."""
    verbs: Iterable[str] = getattr(route, "methods", None) or [route.method.upper()]
    return next(verb for verb in sorted(verbs) if verb != "HEAD")


def _metadata(tree: Tree, name: MethodName) -> Any:
    """Of the topmost decorator, as the list took it."""
    function = getattr(tree.protocol(name), name.method)
    written = tree.registry or tree.route_metadata
    return function.__webmethod__ if written is None else written.route_metadata(function)[-1]
