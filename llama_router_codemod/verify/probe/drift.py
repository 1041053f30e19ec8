"""Where Protocol, routes and implementations of one tree disagree about a parameter: its name, place, or default.

llama-stack's migration by hand shipped six such disagreements, since nothing looked (its compliance check had gone).
"""

from __future__ import annotations

import ast
import importlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from llama_router_codemod.verify.messages.record import Disagreement
from llama_router_codemod.verify.probe.examples import Examples
from llama_router_codemod.verify.probe.provider_classes import arguments_of, provider_classes
from llama_router_codemod.verify.probe.published import alias_of
from llama_router_codemod.verify.probe.published_operation import published_operation
from llama_router_codemod.verify.probe.request_objects import REQUEST_OBJECT
from llama_router_codemod.verify.probe.signatures import request_model, wire_signature
from llama_router_codemod.verify.probe.tree import import_attribute
from llama_router_codemod.verify.probe.type_hints import type_hints
from llama_router_codemod.verify.probe.values import record_value

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from llama_router_codemod.verify.messages.json_value import Json, Schema
    from llama_router_codemod.verify.messages.method import MethodName, ServedMethod
    from llama_router_codemod.verify.messages.record import RouteRow
    from llama_router_codemod.verify.messages.route_key import RouteKey
    from llama_router_codemod.verify.probe.tree import Tree

UNKNOWN = "<computed>"


@dataclass(frozen=True)
class Declared:
    """A parameter as one place declares it; `default` is JSON, or UNKNOWN for one that only running could tell."""

    name: str
    required: bool
    default: Json = None


def drift(
    tree: Tree, methods: Iterable[ServedMethod], rows: Iterable[RouteRow], document: Schema
) -> tuple[Disagreement, ...]:
    """Every disagreement of a tree; those about a method as a whole stand at its first route."""
    methods = tuple(methods)
    served = {row.key for row in rows}
    routed: dict[str, set[str]] = {}
    for method in methods:
        routed.setdefault(method.name.api, set()).add(method.name.method)
    return tuple(
        disagreement
        for method in methods
        if method.routes
        for disagreement in _of_method(tree, method, routed[method.name.api], served, document)
    )


def _of_method(
    tree: Tree, method: ServedMethod, routed: Collection[str], served: Collection[RouteKey], document: Schema
) -> Iterator[Disagreement]:
    first = method.routes[0].key
    protocol = import_attribute(method.protocol)
    function = getattr(protocol, method.name.method, None)
    if function is None:
        yield Disagreement(method.name, first, "Protocol", "the method is gone")
        return
    declared = _of_protocol(function)
    for party, theirs in _of_implementations(tree, method.name, protocol, routed):
        for what in _differences(_as_taken(function, declared), theirs, in_order=True):
            yield Disagreement(method.name, first, party, what)
    for route in method.routes:
        if route.key in served:
            operation = published_operation(document, route.key)
            sides = declared, _of_operation(document, operation)
            if "requestBody" in operation:
                sides = _without_whole_body(*sides)
            for what in _differences(*sides, in_order=False):
                yield Disagreement(method.name, route.key, "route", what)


def _differences(own: list[Declared], theirs: list[Declared], *, in_order: bool) -> Iterator[str]:
    ours, others = ({item.name: item for item in items} for items in (own, theirs))
    yield from (f"`{name}` is not there" for name in ours if name not in others)
    yield from (f"`{name}` is not in the Protocol" for name in others if name not in ours)
    common = [name for name in ours if name in others]
    if in_order and common != [name for name in others if name in ours]:
        yield "the order of the parameters differs"
    for name in common:
        left, right = ours[name], others[name]
        if left.required != right.required:
            yield f"`{name}` is {'required' if right.required else 'optional'}, the Protocol has it the other way"
        elif not left.required and UNKNOWN not in (left.default, right.default) and _differ(left, right):
            yield f"the default of `{name}` is {right.default!r}, the Protocol has {left.default!r}"


def _differ(left: Declared, right: Declared) -> bool:
    # True is 1 to Python, but not to a client.
    return left.default != right.default or isinstance(left.default, bool) is not isinstance(right.default, bool)


def _of_protocol(function: Any) -> list[Declared]:
    """The flat parameters: of a request object its fields."""
    found = []
    hints = type_hints(function)
    for name, parameter in wire_signature(function).parameters.items():
        model = request_model(parameter.annotation) if name == REQUEST_OBJECT else None
        if model is not None:
            for field_name, field in model.model_fields.items():
                default = UNKNOWN if field.default_factory else record_value(field.default)
                found.append(Declared(field.alias or field_name, field.is_required(), default))
            continue
        required = parameter.default is parameter.empty
        default = None if required else record_value(parameter.default)
        found.append(Declared(alias_of(hints.get(name)) or name, required, default))
    return found


def _as_taken(function: Any, declared: list[Declared]) -> list[Declared]:
    """The parameters by which an implementation is called, with a request object as one."""
    parameters = wire_signature(function).parameters
    if len(parameters) == len(declared):
        return [Declared(name, item.required, item.default) for name, item in zip(parameters, declared, strict=True)]
    return [Declared(name, item.default is item.empty, UNKNOWN) for name, item in parameters.items()]


def _of_implementations(
    tree: Tree, name: MethodName, protocol: type, routed: Collection[str]
) -> Iterator[tuple[str, list[Declared]]]:
    root = Path(importlib.import_module(tree.package).__path__[0])
    for folder in ("core", "providers"):
        if (root / folder).is_dir():
            package = f"{tree.package}.{folder}"
            for cls in provider_classes(root / folder, package, name.api, protocol, routed):
                if name.method in cls.arguments:
                    yield f"{cls.module}.{cls.qualname}", list(_of_source(cls.arguments[name.method]))


def _of_source(arguments: str) -> Iterator[Declared]:
    for name, (_, default) in arguments_of(arguments).items():
        yield Declared(name, default is None, None if default is None else _literal(default))


def _literal(source: str) -> Json:
    try:
        return record_value(ast.literal_eval(source))
    except ValueError:
        return UNKNOWN


def _of_operation(document: Schema, operation: Schema) -> list[Declared]:
    """The fields of a route as its OpenAPI operation has them."""
    examples = Examples(document)
    found = [
        Declared(item["name"], bool(item.get("required")), _default_of(examples, item.get("schema", {})))
        for item in operation.get("parameters", ())
    ]
    for media in operation.get("requestBody", {}).get("content", {}).values():
        schema = media.get("schema", {})
        for branch in examples.branches(schema):
            required = set(branch.get("required", ()))
            for name, field in branch.get("properties", {}).items():
                default = _default_of(examples, field)
                found.append(Declared(name, name in required, default))
    return list({item.name: item for item in found}.values())


def _default_of(examples: Examples, field: Schema) -> Json:
    default = field.get("default")
    # A model or an enumeration is recorded with its type; the document has only its JSON.
    plain = default is None or isinstance(default, bool | int | float | str)
    is_enum = any("enum" in branch for branch in examples.branches(field))
    return default if plain and not is_enum else UNKNOWN


def _without_whole_body(own: list[Declared], theirs: list[Declared]) -> tuple[list[Declared], list[Declared]]:
    """Both without the one parameter that is the body itself, whose fields the operation has in its place."""
    names, others = {item.name for item in own}, {item.name for item in theirs}
    if len(names - others) != 1 or not others - names:
        return own, theirs
    return [item for item in own if item.name in others], [item for item in theirs if item.name in names]
