"""Which methods a tree serves, under which routes, and with which signature."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from llama_router_codemod.verify.messages.method import MethodName, ObjectPath, ServedMethod, ServedRoute
from llama_router_codemod.verify.messages.route_key import RouteKey
from llama_router_codemod.verify.probe.effective_signature import Declaration, effective_signature
from llama_router_codemod.verify.probe.signatures import described_parameters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from llama_router_codemod.verify.probe.tree import Tree

# A start-up script, a web page and a client: none of them is ever mounted by the server.
SKIPPED_CORE_MODULES = ("ui", "library_client", "client", "start_stack")


@dataclass(frozen=True)
class Served:
    """Every method that a webmethod or this project's router serves.

    `import_failures` are modules below core/ that could not be imported, whose signatures are then taken from
    elsewhere, `not_compared` APIs whose routers are those of llama-stack's own migration, which do not tell what they
    call.
    """

    methods: tuple[ServedMethod, ...]
    import_failures: tuple[str, ...]
    not_compared: tuple[str, ...]


def served_methods(tree: Tree) -> Served:
    """The methods of a tree. Raises ImportError when its server cannot be imported."""
    failures = tuple(_import_core_modules(tree))
    protocols = tree.protocols()
    # Trees from January 2026 on have no special tool groups.
    special_groups: dict[Any, type] = getattr(tree.routes, "toolgroup_protocol_map", dict)()
    groups = {group.value: cls for group, cls in special_groups.items()}
    known = [*protocols.values(), *groups.values()]
    routes: dict[MethodName, list[ServedRoute]] = defaultdict(list)
    methods: dict[MethodName, ServedMethod] = {}
    for api, api_routes in tree.routes.get_all_api_routes().items():
        routed = frozenset(route.name for route, _ in api_routes)
        for route, webmethod in api_routes:
            name = method_name(api.value, route.name)
            protocol = groups[name.group] if name.group else protocols[api.value]
            if name not in methods:
                methods[name] = _served_method(tree, Declaration(name, protocol, routed), known)
            routes[name].append(_served_route(route, webmethod, _tag_of(protocol, name.method)))
    found = tuple(replace(method, routes=tuple(routes[name])) for name, method in methods.items())
    return Served(found, failures, _hand_written(tree))


def method_name(api: str, attribute: str) -> MethodName:
    """The method that a route of llama-stack names; those of a special tool group are named `group.method`."""
    group, _, method = attribute.rpartition(".")
    return MethodName(api, method, group or None)


def served_verb(route: Any) -> str:
    """The one verb of a route, other than the HEAD that Starlette adds to a GET."""
    verbs: set[str] = route.methods
    return next(verb for verb in sorted(verbs) if verb != "HEAD")


def _served_method(tree: Tree, declaration: Declaration, protocols: list[type]) -> ServedMethod:
    source, signature = effective_signature(tree, declaration, protocols)
    protocol = declaration.protocol
    function = inspect.unwrap(getattr(protocol, declaration.name.method))
    return ServedMethod(
        name=declaration.name,
        protocol=ObjectPath(protocol.__module__, protocol.__qualname__),
        signature=source,
        parameters=described_parameters(signature),
        routes=(),
        is_sync=not inspect.iscoroutinefunction(function),
    )


def _served_route(route: Any, webmethod: Any, tag: str) -> ServedRoute:
    return ServedRoute(RouteKey(served_verb(route), route.path), webmethod.method or "POST", tag)


def _hand_written(tree: Tree) -> tuple[str, ...]:
    registry = tree.hand_written_registry
    apis = tree.module("core.resolver").api_protocol_map()
    return tuple(api.value for api in apis if registry.has_router(api)) if registry else ()


def _import_core_modules(tree: Tree) -> Iterable[str]:
    """Import every module below core/, so that `__subclasses__` is complete; the failures."""
    core = tree.module("core")
    for module in pkgutil.walk_packages(core.__path__, f"{core.__name__}.", onerror=lambda _: None):
        if module.name.split(".")[2] in SKIPPED_CORE_MODULES:
            continue
        try:
            importlib.import_module(module.name)
        except Exception as error:  # a module of an optional feature may raise anything on import
            yield f"{module.name}: {error!r}"


def _tag_of(protocol: type, name: str) -> str:
    """The tag in the published document: of the class of the MRO whose body holds the method."""
    owner: Any = next(cls for cls in protocol.__mro__ if name in vars(cls))
    tag = str(getattr(owner, "API_NAMESPACE", None) or owner.__name__)
    # A special tool group is published under the tool runtime that serves it.
    return "ToolRuntime" if tag.endswith("ToolRuntime") else tag
