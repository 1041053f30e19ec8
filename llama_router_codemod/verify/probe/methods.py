"""Which methods a tree serves, under which routes, and with which signature.

The legacy server built its endpoints from `inspect.signature` of the *implementation's* method (core/server/server.py,
`create_dynamic_typed_route`), not from the Protocol's. Which implementation is effective: a class below `core/` that
subclasses the Protocol; otherwise the providers of that API where all that define the method agree on its arguments;
otherwise the Protocol itself.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import textwrap
import typing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from llama_router_codemod.verify.probe.provider_classes import ProviderClass, agreed_arguments, provider_classes
from llama_router_codemod.verify.probe.tree import import_attribute
from llama_router_codemod.verify.probe.values import record_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llama_router_codemod.verify.probe.tree import Tree

# A start-up script, a web page and a client: none of them is ever mounted by the server.
SKIPPED_CORE_MODULES = ("ui", "library_client", "client", "start_stack")


def served_methods(tree: Tree) -> dict[str, Any]:
    """`methods`: every method that a webmethod or this project's router serves, as plain data with its routes;
    `import_failures`: modules below core/ that could not be imported, whose signatures are then taken from elsewhere;
    `not_compared`: APIs whose routers are those of llama-stack's own migration, which do not tell what they call."""
    failures = _import_core_modules(tree)
    protocols = tree.protocols()
    # Trees from January 2026 on have no special tool groups.
    special_groups: dict[Any, Any] = getattr(tree.routes, "toolgroup_protocol_map", dict)()
    groups = {group.value: cls for group, cls in special_groups.items()}
    everything = [*protocols.values(), *groups.values()]
    methods: dict[tuple[str, str], dict[str, Any]] = {}
    for api, api_routes in tree.routes.get_all_api_routes().items():
        names = {route.name for route, _ in api_routes}
        for route, webmethod in api_routes:
            group, _, name = route.name.rpartition(".")
            protocol = groups[group] if group else protocols[api.value]
            key = (api.value, route.name)
            if key not in methods:
                function, signature = _effective(tree, api.value, protocol, name, names, everything)
                methods[key] = {
                    "api": api.value,
                    "name": route.name,
                    "function": function,
                    "protocol": f"{protocol.__module__}:{protocol.__qualname__}",
                    "protocol_method": name,
                    "sync": not inspect.iscoroutinefunction(inspect.unwrap(getattr(protocol, name))),
                    "params": described_parameters(signature),
                    "routes": [],
                }
            methods[key]["routes"].append(
                {
                    "verb": next(verb for verb in sorted(route.methods) if verb != "HEAD"),
                    "path": route.path,
                    "declared_verb": webmethod.method or "POST",
                    "deprecated": bool(getattr(webmethod, "deprecated", False)),
                    "authentication": bool(getattr(webmethod, "require_authentication", True)),
                    "scope": getattr(webmethod, "required_scope", None),
                    "tag": _tag_of(protocol, name),
                }
            )
    return {"methods": list(methods.values()), "import_failures": failures, "not_compared": _hand_written(tree)}


def wire_signature(function: Any) -> inspect.Signature:
    """The signature the legacy server saw on a bound method: without self, and with usable defaults.

    A `Field(...)` call as the default stands for its own default: as an endpoint default it stops the registration.
    """
    signature = inspect.signature(function)
    if any(isinstance(parameter.annotation, str) for parameter in signature.parameters.values()):
        signature = inspect.signature(function, eval_str=True)
    parameters = []
    for index, parameter in enumerate(signature.parameters.values()):
        if index == 0 and parameter.name in ("self", "cls"):
            continue
        default = parameter.default
        if isinstance(default, FieldInfo) and type(default) is FieldInfo:
            default = default.get_default(call_default_factory=True)
            default = inspect.Parameter.empty if default is PydanticUndefined else default
        parameters.append(parameter.replace(default=default))
    return signature.replace(parameters=parameters)


def _hand_written(tree: Tree) -> list[str]:
    registry = tree.hand_written_registry
    apis = tree.module("core.resolver").api_protocol_map()
    return [api.value for api in apis if registry.has_router(api)] if registry else []


def signature_of(method: dict[str, Any]) -> inspect.Signature:
    """The signature that a method has on the wire, in the process that described it."""
    target, arguments = method["function"]
    if arguments is None:
        return wire_signature(import_attribute(target))
    return wire_signature(_rebuilt(target, arguments))


def with_own_signatures(tree: Tree, methods: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The methods of another tree, with how this one's Protocol takes request objects where it does.

    `own_params` are the parameters of the Protocol here, `request_objects` those of them that the other tree does not
    have and that are models.
    """
    found = []
    for method in methods:
        function = getattr(import_attribute(method["protocol"]), method["protocol_method"], None)
        if function is not None:
            parameters = wire_signature(function).parameters
            known = {param["name"] for param in method["params"]}
            objects = [name for name, item in parameters.items() if name not in known and is_model(item.annotation)]
            if objects:
                own = described_parameters(wire_signature(function))
                method = {**method, "own_params": own, "request_objects": objects}
        found.append(method)
    return found


def is_model(annotation: Any) -> bool:
    """Whether an annotation is a model, or a model or None."""
    options = typing.get_args(annotation) or (annotation,)
    return any(inspect.isclass(item) and issubclass(item, BaseModel) for item in options)


def _effective(
    tree: Tree, api: str, protocol: type, name: str, names: set[str], protocols: list[type]
) -> tuple[tuple[str, str | None], inspect.Signature]:
    """The function whose signature counts, and that signature.

    The function is "module:qualname", with the source of its arguments where its module cannot be imported.
    """
    declared = f"{protocol.__module__}:{protocol.__qualname__}.{name}"
    if own := _from_core(tree, protocol, name, protocols):
        candidates: list[tuple[str, str | None]] = [(own, None)]
    else:
        root = Path(importlib.import_module(tree.package).__path__[0]) / "providers"
        classes = (
            provider_classes(root, f"{tree.package}.providers", api, protocol.__name__, names) if root.is_dir() else []
        )
        candidates = _from_providers(classes, name, declared)
    for target, arguments in [*candidates, (declared, None)]:
        method = {"function": (target, arguments)}
        try:
            return (target, arguments), signature_of(method)
        except Exception:  # an optional dependency is missing, or the module needs a device
            continue
    raise LookupError(f"no signature of {declared}")


def _import_core_modules(tree: Tree) -> list[str]:
    """Import every module below core/, so that `__subclasses__` is complete; return the failures."""
    core = tree.module("core")
    failures = []
    for module in pkgutil.walk_packages(core.__path__, f"{core.__name__}.", onerror=lambda _: None):
        if module.name.split(".")[2] in SKIPPED_CORE_MODULES:
            continue
        try:
            importlib.import_module(module.name)
        except Exception as error:  # a module of an optional feature may raise anything on import
            failures.append(f"{module.name}: {error!r}")
    return failures


def _all_subclasses(cls: Any) -> Iterator[Any]:
    for subclass in cls.__subclasses__():
        yield subclass
        yield from _all_subclasses(subclass)


def _from_core(tree: Tree, protocol: type, name: str, protocols: list[type]) -> str | None:
    """The method of the classes below core/ that implement `protocol`, and not most other Protocols too as
    `core.stack.LlamaStack` does; None if there is none, or if they disagree."""
    classes = [
        cls
        for cls in dict.fromkeys(_all_subclasses(protocol))
        if cls.__module__.startswith(f"{tree.package}.core.")
        and not getattr(cls, "__abstractmethods__", None)
        and sum(other in cls.__mro__ for other in protocols) <= 2
    ]
    own = [method for cls in classes if (method := getattr(cls, name)) is not getattr(protocol, name)]
    if not own or any(_argument_shape(method) != _argument_shape(own[0]) for method in own):
        return None
    return f"{own[0].__module__}:{own[0].__qualname__}"


def _argument_shape(function: Any) -> list[tuple[str, str, str, str]]:
    return [
        (parameter.name, parameter.kind.name, repr(parameter.annotation), repr(parameter.default))
        for parameter in wire_signature(function).parameters.values()
    ]


def _from_providers(classes: list[ProviderClass], name: str, declared: str) -> list[tuple[str, str | None]]:
    """The method of the providers that define it, if they agree, else one with what they agree in."""
    implementing = [cls for cls in classes if name in cls.arguments]
    if not implementing:
        return []
    imported: list[tuple[str, str | None]] = []
    if len({cls.arguments[name] for cls in implementing}) == 1:
        imported = [(f"{cls.module}:{cls.qualname}.{name}", None) for cls in implementing]
    source = ast.parse(textwrap.dedent(inspect.getsource(import_attribute(declared))))
    agreed = agreed_arguments(source.body[0], [cls.arguments[name] for cls in implementing])
    return [*imported, (declared, agreed)]


def _rebuilt(declared: str, arguments: str) -> Any:
    """A function with the given arguments, whose types are looked up where the Protocol's method is declared.

    Raises NameError for a type that the Protocol's module does not have.
    """
    namespace = dict(vars(importlib.import_module(import_attribute(declared).__module__)))
    exec(f"async def rebuilt({arguments}): ...", {**vars(typing), **namespace}, namespace)
    return namespace["rebuilt"]


def described_parameters(signature: inspect.Signature) -> list[dict[str, Any]]:
    """The parameters as plain data, in order."""
    described = []
    for parameter in signature.parameters.values():
        entry: dict[str, Any] = {"name": parameter.name, "kind": parameter.kind.name, "has_default": False}
        if parameter.default is not inspect.Parameter.empty:
            entry |= {"has_default": True, "default": record_value(parameter.default)}
        described.append(entry)
    return described


def _tag_of(protocol: type, name: str) -> str:
    """The tag in the published document: of the class of the MRO whose body holds the method."""
    owner: Any = next(cls for cls in protocol.__mro__ if name in vars(cls))
    tag = str(getattr(owner, "API_NAMESPACE", None) or owner.__name__)
    # A special tool group is published under the tool runtime that serves it.
    return "ToolRuntime" if tag.endswith("ToolRuntime") else tag
