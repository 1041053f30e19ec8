"""Whose signature a webmethod was served with.

The legacy server built its endpoints from `inspect.signature` of the *implementation's* method (core/server/server.py,
`create_dynamic_typed_route`), not from the Protocol's. Which implementation is effective: a class below `core/` that
subclasses the Protocol; otherwise the providers of that API where all that define the method agree on its arguments;
otherwise the Protocol itself.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from llama_router_codemod.verify.messages.method import ObjectPath, SignatureSource
from llama_router_codemod.verify.probe.provider_classes import (
    ProviderClass,
    agreed_arguments,
    provider_classes,
    takes_any,
)
from llama_router_codemod.verify.probe.signatures import signature_of, wire_signature
from llama_router_codemod.verify.probe.tree import import_attribute

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llama_router_codemod.verify.messages.method import MethodName
    from llama_router_codemod.verify.probe.tree import Tree


@dataclass(frozen=True)
class Declaration:
    """A routed method as it is declared: its Protocol, and the names of all routed methods of its API."""

    name: MethodName
    protocol: type
    routed: frozenset[str]

    @property
    def path(self) -> ObjectPath:
        return ObjectPath(self.protocol.__module__, f"{self.protocol.__qualname__}.{self.name.method}")


def effective_signature(
    tree: Tree, declaration: Declaration, protocols: list[type]
) -> tuple[SignatureSource, inspect.Signature]:
    """The source of the signature that counts, and that signature; `protocols` are those of all APIs.

    Raises LookupError when not even the Protocol's can be read.
    """
    for source in _candidates(tree, declaration, protocols):
        try:
            return source, signature_of(source)
        except Exception:  # an optional dependency is missing, or the module needs a device
            continue
    raise LookupError(f"no signature of {declaration.path}")


def _candidates(tree: Tree, declaration: Declaration, protocols: list[type]) -> Iterator[SignatureSource]:
    if own := _from_core(tree, declaration, protocols):
        yield SignatureSource(own)
    else:
        yield from _from_providers(_providers(tree, declaration), declaration)
    yield SignatureSource(declaration.path)


def _from_core(tree: Tree, declaration: Declaration, protocols: list[type]) -> ObjectPath | None:
    """The method of the classes below core/ that implement the Protocol, and not most other Protocols too as
    `core.stack.LlamaStack` does; None if there is none, or if they disagree."""
    name = declaration.name.method
    classes = [
        cls
        for cls in dict.fromkeys(_all_subclasses(declaration.protocol))
        if cls.__module__.startswith(f"{tree.package}.{tree.modules.core}.")
        and not getattr(cls, "__abstractmethods__", None)
        and sum(other in cls.__mro__ for other in protocols) <= 2
    ]
    declared = getattr(declaration.protocol, name)
    own = {cls: method for cls in classes if (method := getattr(cls, name)) is not declared}
    if len({repr(_argument_shape(method)) for method in own.values()}) != 1:
        return None
    first = next(iter(own))
    return ObjectPath(first.__module__, f"{first.__qualname__}.{name}")


def _all_subclasses(cls: Any) -> Iterator[Any]:
    for subclass in cls.__subclasses__():
        yield subclass
        yield from _all_subclasses(subclass)


def _argument_shape(function: Any) -> list[tuple[str, str, str, str]]:
    return [
        (parameter.name, parameter.kind.name, repr(parameter.annotation), repr(parameter.default))
        for parameter in wire_signature(function).parameters.values()
    ]


def _providers(tree: Tree, declaration: Declaration) -> list[ProviderClass]:
    root = Path(importlib.import_module(tree.package).__path__[0]) / "providers"
    if not root.is_dir():
        return []
    package, api = f"{tree.package}.providers", declaration.name.api
    return provider_classes(root, package, api, declaration.protocol, declaration.routed)


def _from_providers(classes: list[ProviderClass], declaration: Declaration) -> Iterator[SignatureSource]:
    """The method of the providers that define it, if they agree, then one with what they agree in. Methods that take
    any arguments decide nothing."""
    name = declaration.name.method
    implementing = [cls for cls in classes if name in cls.arguments and not takes_any(cls.arguments[name])]
    if not implementing:
        return
    if len({cls.arguments[name] for cls in implementing}) == 1:
        for cls in implementing:
            yield SignatureSource(ObjectPath(cls.module, f"{cls.qualname}.{name}"))
    source = ast.parse(textwrap.dedent(inspect.getsource(import_attribute(declaration.path))))
    agreed = agreed_arguments(source.body[0], [cls.arguments[name] for cls in implementing])
    yield SignatureSource(declaration.path, agreed)
