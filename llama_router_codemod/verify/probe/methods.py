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
from llama_router_codemod.verify.probe.listed_routes import ListedRoute, listed_routes
from llama_router_codemod.verify.probe.methods_of_routers import methods_of_routers
from llama_router_codemod.verify.probe.signatures import described_parameters
from llama_router_codemod.verify.probe.tree import import_attribute

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from llama_router_codemod.verify.probe.tree import Tree

# A start-up script, a web page and a client: none of them is ever mounted by the server.
SKIPPED_CORE_MODULES = ("ui", "library_client", "client", "start_stack")


@dataclass(frozen=True)
class Served:
    """Every method that a webmethod or a router serves, or may serve.

    `import_failures` are modules below core/ that could not be imported, whose signatures are then taken from
    elsewhere.
    """

    methods: tuple[ServedMethod, ...]
    import_failures: tuple[str, ...]


def served_methods(tree: Tree) -> Served:
    """The methods of a tree. Raises ImportError when its server cannot be imported."""
    failures = tuple(_import_core_modules(tree))
    known = [*tree.protocols().values(), *tree.special_groups().values()]
    listed: dict[MethodName, list[ListedRoute]] = defaultdict(list)
    routed: dict[str, set[str]] = defaultdict(set)
    by_hand = tree.hand_written_apis()
    for route in listed_routes(tree):
        if route.method.api not in by_hand:
            listed[route.method].append(route)
            routed[route.method.api].add(route.attribute)
    methods = []
    for name, routes in listed.items():
        declaration = Declaration(name, tree.protocol(name), frozenset(routed[name.api]))
        method = _served_method(tree, declaration, known)
        tag = (
            name.api.replace("_", " ").title() if tree.fastapi_document else _tag_of(declaration.protocol, name.method)
        )
        methods.append(replace(method, routes=tuple(_served_route(route, tag) for route in routes)))
    return Served((*methods, *methods_of_routers(tree)), failures)


def with_own_protocols(tree: Tree, methods: Iterable[ServedMethod]) -> Iterator[ServedMethod]:
    """The methods of another tree with the Protocols of this one: where theirs has another name or place here, that
    which this tree serves the API by. Those of an API that this tree does not know are left out."""
    for method in methods:
        try:
            import_attribute(method.protocol)
        except (ImportError, AttributeError):
            try:
                protocol = tree.protocol(method.name)
            except KeyError:
                continue
            yield replace(method, protocol=ObjectPath(protocol.__module__, protocol.__qualname__))
        else:
            yield method


def with_own_signatures(tree: Tree, methods: Iterable[ServedMethod]) -> tuple[ServedMethod, ...]:
    """The methods of another tree; what its routers call has the signature by which a webmethod of this tree serves
    it, if there is one."""
    methods = tuple(methods)
    called = {method.name for method in methods if method.signature is None}
    if called.isdisjoint(route.method for route in listed_routes(tree)):
        return methods  # to look for implementations takes long
    own = {method.name: method.signature for method in served_methods(tree).methods}
    return tuple(replace(method, signature=method.signature or own.get(method.name)) for method in methods)


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


def _served_route(route: ListedRoute, tag: str) -> ServedRoute:
    return ServedRoute(RouteKey(route.verb, route.path), route.metadata.method or "POST", tag)


def _import_core_modules(tree: Tree) -> Iterable[str]:
    """Import every module beside the server's package and below, so that `__subclasses__` is complete; the failures."""
    core = tree.module(tree.modules.core)
    prefix = f"{core.__name__}."
    for module in pkgutil.walk_packages(core.__path__, prefix, onerror=lambda _: None):
        if module.name.removeprefix(prefix).split(".")[0] in SKIPPED_CORE_MODULES:
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
