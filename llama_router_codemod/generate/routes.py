"""routes.py: one router for each API of a package, one plain function for each operation."""

from __future__ import annotations

import builtins
import keyword
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

from llama_router_codemod.contract.match_order import OrderedOperation, in_match_order
from llama_router_codemod.conventions.fastapi_document import published_tag
from llama_router_codemod.generate.code import Code, joined
from llama_router_codemod.generate.decorated_operation import DecoratedOperation, RouterVariable
from llama_router_codemod.generate.endpoint import endpoint
from llama_router_codemod.generate.endpoint_names import FIELDS
from llama_router_codemod.generate.router_factory import implementation, in_factory
from llama_router_codemod.generate.routes_setting import RoutesSetting
from llama_router_codemod.generate.shared_options import names_bound_by
from llama_router_codemod.model.api import Api
from llama_router_codemod.model.operation import Operation, RoutedApi
from llama_router_codemod.source.import_set import Import, ImportSet
from llama_router_codemod.source.literals import string_literal

# What a routes module may bind besides its endpoints and the names of the checkout.
_BOUND = frozenset(
    {"event_stream", "event_stream_responses", "register_router", "router", "service_dependency", "standard_responses"}
    | {"create_router", "impl", "status"}
)
_RESERVED = frozenset(dir(builtins)) | frozenset(keyword.kwlist) | _BOUND


@dataclass(frozen=True)
class _OrderedApi:
    """An API with its operations in the order in which they are written."""

    routed: RoutedApi
    operations: Sequence[OrderedOperation]


def routes_source(setting: RoutesSetting, header: str, apis: Sequence[RoutedApi]) -> str:
    """The source of routes.py."""
    setting = setting.without_collisions(_code_of_checkout(setting, apis))
    ordered = [_OrderedApi(item, in_match_order(item.api, item.operations)) for item in apis]
    operations = [found.operation for item in ordered for found in item.operations]
    dependencies = joined("", [line for item in apis for line in _dependencies(setting, item.api)])
    bound_by = partial(names_bound_by, in_factory=setting.factories)
    names = _function_names(operations, _RESERVED, bound_by)
    routers = _routers(setting, ordered, names)
    bound = _bound_names(setting, apis, dependencies.imports | routers.imports)
    if not bound.isdisjoint(chain.from_iterable(map(bound_by, names.values()))):
        names = _function_names(operations, _RESERVED | bound, bound_by)
        routers = _routers(setting, ordered, names)
    imports = ImportSet(setting.package)
    imports.include(dependencies.imports | routers.imports)
    return f"{header}{imports.render()}\n{dependencies.text}\n{routers.text}"


def _code_of_checkout(setting: RoutesSetting, apis: Sequence[RoutedApi]) -> Iterator[Code]:
    """The code of the checkout that is written in a routes module as it is."""
    operations = [operation for item in apis for operation in item.operations]
    for item in apis:
        yield setting.written(item.api.protocol.name, item.api.protocol.module)
    for operation in operations:
        module = operation.protocol.module
        for code in (operation.protocol.name, operation.returns, operation.method.returns or ""):
            yield setting.written(code, module)
        for route in operation.routes:
            yield setting.written(route.level or "", route.level_module or module)
            yield from (setting.written(value, module) for _, value in route.metadata)
    for operation in operations:
        written = (placed for placed in operation.parameters if placed.location not in FIELDS or placed.is_apart)
        for parameter in (placed.parameter for placed in written):
            yield setting.written(parameter.annotation, parameter.module)
            yield setting.written(parameter.default or "", parameter.module)


def _bound_names(setting: RoutesSetting, apis: Sequence[RoutedApi], imports: Iterable[Import]) -> frozenset[str]:
    """What a routes module binds by imports, and for its dependencies and routers."""
    own = (
        name
        for item in apis
        for name in (*_dependency_names(setting, item.api), setting.own.local(f"{item.api.name}_router"))
    )
    imported = (item.alias or item.name or item.module.partition(".")[0] for item in imports)
    return frozenset((*own, setting.own.local("router"), *imported))


def _dependency_names(setting: RoutesSetting, api: Api) -> dict[str, str | None]:
    """The names of the dependencies of an API, with the attributes that they give, None for the implementation."""
    attributes = dict.fromkeys(api.attributes.get(protocol.name) for protocol in api.served_by)
    return {setting.service(attribute or api.name): attribute for attribute in attributes}


def _dependencies(setting: RoutesSetting, api: Api) -> Iterator[Code]:
    """The dependencies that give endpoints the implementation of an API, or an attribute of it."""
    if setting.factories:
        return
    member = setting.member(api)
    function = setting.utility("service_dependency")
    for name, attribute in _dependency_names(setting, api).items():
        arguments = member.text + (f", {string_literal(attribute)}" if attribute else "")
        yield Code(f"{name} = {function.text}({arguments})\n").needing(member, function)


def _routers(setting: RoutesSetting, apis: Sequence[_OrderedApi], names: Mapping[Operation, str]) -> Code:
    return joined("\n\n", [_router(setting, item, names, alone=len(apis) == 1) for item in apis])


def _router(setting: RoutesSetting, written: _OrderedApi, names: Mapping[Operation, str], *, alone: bool) -> Code:
    item = written.routed
    prefix = _prefix(setting, item)
    is_only = alone or setting.factories
    name = setting.own.local("router" if is_only else f"{item.api.name}_router")
    variable = RouterVariable(name, prefix is not None, implementation(item) if setting.factories else None)
    tags = {found: published_tag(setting.names.symbols, item.api, found.protocol) for found in item.operations}
    shared_tag = next(iter(tags.values())) if len({*tags.values()}) == 1 else None
    parts = [_declaration(setting, variable, prefix, shared_tag)]
    for ordered in written.operations:
        operation = ordered.operation
        keeps_fields = operation.method.name in item.undeclared_fields
        overtaken = ", ".join(f"`{other.method.name}`" for other in ordered.overtaken)
        note = f"# Stands before {overtaken}, which would match its requests too.\n" if overtaken else ""
        attribute = item.api.attributes.get(operation.protocol.name) if setting.factories else None
        tag = None if shared_tag else tags[operation]
        decorated = DecoratedOperation(operation, names[operation], keeps_fields, note, attribute, tag)
        parts.append(endpoint(setting, item.api, variable, decorated))
    if setting.factories:
        return in_factory(setting, item.api, variable, joined("\n", parts), alone=alone)
    if item.api.member is not None:
        member = setting.member(item.api)
        function = setting.own.code(setting.modules.registry, "register_router")
        registered = Code(f"{function.text}({member.text}, lambda: {variable.name})\n")
        parts.append(registered.needing(member, function))
    return joined("\n\n", parts)


def _declaration(setting: RoutesSetting, variable: RouterVariable, prefix: Code | None, tag: str | None) -> Code:
    prefix = prefix or Code("")
    route_class = setting.utility("ServiceRoute")
    responses = setting.own.code(setting.modules.responses, "standard_responses")
    options = [
        *([f"prefix={prefix.text}"] if prefix.text else []),
        *([f"tags=[{string_literal(tag)}]"] if tag else []),
        f"responses={responses.text}",
        f"route_class={route_class.text}",
    ]
    made = setting.fastapi("APIRouter")
    code = Code(f"{variable.name} = {made.text}({', '.join(options)})\n")
    return code.needing(prefix, made, route_class, responses)


def _prefix(setting: RoutesSetting, item: RoutedApi) -> Code | None:
    """The level that all routes share, as the f-string of the proposal; None when they span levels."""
    routes = [route for operation in item.operations for route in operation.routes]
    levels = {(route.level_module, route.level) for route in routes}
    if len({level for _, level in levels}) != 1:
        return None
    module, level = min(levels, key=str)
    if level is None and len({route.version for route in routes} - {None}) == 1:
        # The server writes the prefix out.
        return Code(string_literal(f"/{routes[0].version}"))
    if level is None or module is None or not level.isidentifier():
        return None
    return Code(f'f"/{{{level}}}"').needing(setting.written(level, module))


def _function_names(
    operations: Sequence[Operation], taken: frozenset[str], bound_by: Callable[[str], frozenset[str]]
) -> dict[Operation, str]:
    """The method's name for each, unless that is taken (`list`, a builtin) or another endpoint has it."""
    names: dict[Operation, str] = {}
    used = set(taken)
    for operation in operations:
        name = operation.method.name
        while not used.isdisjoint(bound_by(name)):
            name += "_"
        names[operation] = name
        used |= bound_by(name)
    return names
