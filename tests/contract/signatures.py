"""Write down, as data, which signature each routed method has on the wire of a legacy tree.

The legacy server built its endpoints from `inspect.signature` of the *implementation's* method
(`core/server/server.py`, `create_dynamic_typed_route`), not from the Protocol's. In goes a package whose legacy tree is
first on PYTHONPATH; out comes one JSON document with, per routed method, the effective function, its parameters, the
Protocol it belongs to and its routes. Both probes bind their recorded calls with these parameters.

Exit 1 if a module of core/ cannot be imported: the signatures it decides would then be taken from elsewhere.

Which implementation is effective: a class below `core/` that subclasses the Protocol; otherwise the providers of that
API where all that define the method agree on its arguments and one can be imported; otherwise the Protocol itself.

    python signatures.py --package llama_stack --out signatures.json
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import json
import pkgutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from provider_classes import ProviderClass, provider_classes
from recorders import import_attribute, record_value, wire_signature

if TYPE_CHECKING:
    from collections.abc import Iterator

# A start-up script, a web page and a client: none of them is ever mounted by the server.
SKIPPED_CORE_MODULES = ("ui", "library_client", "client", "start_stack")


def import_core_modules(package: str) -> list[str]:
    """Import every module below `<package>.core`, so that `__subclasses__` is complete; return the failures."""
    core = importlib.import_module(f"{package}.core")
    failures = []
    for module in pkgutil.walk_packages(core.__path__, f"{package}.core.", onerror=lambda _: None):
        if module.name.split(".")[2] in SKIPPED_CORE_MODULES:
            continue
        try:
            importlib.import_module(module.name)
        except Exception as error:  # a module of an optional feature may raise anything on import
            failures.append(f"{module.name}: {error!r}")
    return failures


def all_subclasses(cls: type) -> Iterator[type]:
    for subclass in cls.__subclasses__():
        yield subclass
        yield from all_subclasses(subclass)


def core_implementations(protocol: type, protocols: list[type], package: str) -> list[type]:
    """Classes below core/ which implement `protocol`, and not most other Protocols too as `core.stack.LlamaStack`."""
    return [
        cls
        for cls in dict.fromkeys(all_subclasses(protocol))
        if cls.__module__.startswith(f"{package}.core.")
        and not getattr(cls, "__abstractmethods__", None)
        and sum(other in cls.__mro__ for other in protocols) <= 2
    ]


def reference(function: Any) -> str:
    return f"{function.__module__}:{function.__qualname__}"


def argument_shape(function: Any) -> list[tuple[str, str, str, str]]:
    return [
        (parameter.name, parameter.kind.name, repr(parameter.annotation), repr(parameter.default))
        for parameter in wire_signature(function).parameters.values()
    ]


def defining_class(protocol: type, method: str) -> type:
    """The class of the MRO whose body holds the method: it names the tag of the published document."""
    return next(cls for cls in protocol.__mro__ if method in vars(cls))


def tag_of(protocol: type, method: str) -> str:
    cls = defining_class(protocol, method)
    name = getattr(cls, "API_NAMESPACE", None) or cls.__name__
    # A special tool group is published under the tool runtime that serves it.
    return "ToolRuntime" if name.endswith("ToolRuntime") else name


def from_core(protocol: type, method: str, protocols: list[type], package: str) -> tuple[str | None, str]:
    """The effective function of core/ (None: there is none) and a note if several classes of core/ disagree."""
    functions = [getattr(cls, method) for cls in core_implementations(protocol, protocols, package)]
    own = [function for function in functions if function is not getattr(protocol, method)]
    if not own:
        return None, ""
    if any(argument_shape(function) != argument_shape(own[0]) for function in own):
        return None, "classes of core/ disagree"
    return reference(own[0]), ""


def from_providers(classes: list[ProviderClass], method: str, sync: bool) -> tuple[str | None, str]:
    """The effective function of the providers, or None and why."""
    implementing = [cls for cls in classes if method in cls.arguments]
    if not implementing:
        return None, "no provider defines it"
    if len({cls.arguments[method] for cls in implementing}) > 1:
        return None, f"providers disagree: {', '.join(sorted(cls.qualname for cls in implementing))}"
    for cls in implementing:
        target = f"{cls.module}:{cls.qualname}.{method}"
        try:
            import_attribute(target)
        except Exception:  # an optional dependency is missing, or the module needs a device
            continue
        return target, ""
    return None, "no provider can be imported"


def describe_parameters(function: Any) -> list[dict[str, Any]]:
    described = []
    for parameter in wire_signature(function).parameters.values():
        entry: dict[str, Any] = {"name": parameter.name, "kind": parameter.kind.name, "has_default": False}
        if parameter.default is not inspect.Parameter.empty:
            entry |= {"has_default": True, "default": record_value(parameter.default)}
        described.append(entry)
    return described


def describe(package: str) -> dict[str, Any]:
    """The whole document for the tree that `package` is imported from."""
    failures = import_core_modules(package)
    routes = importlib.import_module(f"{package}.core.server.routes")
    resolver = importlib.import_module(f"{package}.core.resolver")
    protocols: dict[Any, type] = resolver.api_protocol_map()
    groups = {group.value: cls for group, cls in routes.toolgroup_protocol_map().items()}
    everything = [*protocols.values(), *groups.values()]
    providers_root = Path(importlib.import_module(package).__path__[0]) / "providers"

    methods: dict[tuple[str, str], dict[str, Any]] = {}
    for api, api_routes in routes.get_all_api_routes().items():
        for route, webmethod in api_routes:
            group, _, method = route.name.rpartition(".")
            protocol = groups[group] if group else protocols[api]
            key = (api.value, route.name)
            if key not in methods:
                declared = getattr(protocol, method)
                sync = not inspect.iscoroutinefunction(inspect.unwrap(declared))
                target, note = from_core(protocol, method, everything, package)
                source = "core"
                if target is None and not note:
                    names = {r.name for r, _ in api_routes}
                    classes = provider_classes(providers_root, package, api.value, protocol.__name__, names)
                    target, note = from_providers(classes, method, sync)
                    source = "provider"
                if target is None:
                    source, target = "protocol", f"{protocol.__module__}:{protocol.__qualname__}.{method}"
                methods[key] = {
                    "api": api.value,
                    "name": route.name,
                    "source": source,
                    "function": target,
                    "note": note,
                    "protocol": f"{protocol.__module__}:{protocol.__qualname__}",
                    "protocol_method": method,
                    "sync": sync,
                    "params": describe_parameters(import_attribute(target)),
                    "routes": [],
                }
            methods[key]["routes"].append(
                {
                    "verb": next(verb for verb in sorted(route.methods) if verb != "HEAD"),
                    "path": route.path,
                    "declared_verb": webmethod.method or "POST",
                    "deprecated": bool(getattr(webmethod, "deprecated", False)),
                    "tag": tag_of(protocol, method),
                }
            )
    return {"version": 1, "package": package, "import_failures": failures, "methods": list(methods.values())}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--package", required=True)
    parser.add_argument("--out", required=True, type=Path)
    options = parser.parse_args(arguments)
    document = describe(options.package)
    options.out.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    counts: dict[str, int] = {}
    for method in document["methods"]:
        counts[method["source"]] = counts.get(method["source"], 0) + 1
    routes = sum(len(method["routes"]) for method in document["methods"])
    print(f"{len(document['methods'])} methods, {routes} routes, signatures from {counts}")
    for failure in document["import_failures"]:
        print(f"  cannot import {failure}", file=sys.stderr)
    return 1 if document["import_failures"] else 0


if __name__ == "__main__":
    sys.exit(main())
