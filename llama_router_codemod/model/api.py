"""APIs: Protocols with routed methods, and the packages that hold them.

Types and defaults are kept as source text, since that is what the generated code repeats.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import NamedTuple

from llama_router_codemod.model.place import Place
from llama_router_codemod.model.route import Route


class Parameter(NamedTuple):
    """One parameter of a method; `default` is None when there is none, `written` the type with quotes that it has."""

    name: str
    annotation: str
    place: Place
    default: str | None = None
    positional_only: bool = False
    written: str = ""

    def __str__(self) -> str:
        annotation = f": {self.annotation}" if self.annotation else ""
        return f"{self.name}{annotation}" + (f" = {self.default}" if self.default is not None else "")


@dataclass(frozen=True)
class Method:
    """One method of a Protocol or of an implementation. `routes` are in source order, the topmost decorator first."""

    name: str
    place: Place
    parameters: tuple[Parameter, ...]
    returns: str | None
    docstring: str | None
    routes: tuple[Route, ...] = ()
    is_async: bool = True

    @cached_property
    def by_name(self) -> dict[str, Parameter]:
        return {parameter.name: parameter for parameter in self.parameters}


class ProtocolClass(NamedTuple):
    """A Protocol: its own methods in source order, and the constant API_NAMESPACE if it has one."""

    name: str
    module: str
    place: Place
    methods: tuple[Method, ...]
    namespace: str | None = None

    @property
    def routed(self) -> tuple[Method, ...]:
        return tuple(method for method in self.methods if method.routes)


@dataclass(frozen=True)
class Api:
    """One API as the server knows it.

    `member` is the name in the checkout's `Api` enum (None: no server ever served it), `protocol` the Protocol that is
    registered for it, `served_by` all Protocols whose routes it answers, in the order of the source. The member of an
    external API is what its specification calls it: the enum has it only while a server that loads it runs.
    """

    name: str
    member: str | None
    protocol: ProtocolClass
    served_by: tuple[ProtocolClass, ...]
    attributes: dict[str, str] = field(default_factory=dict, hash=False)
    is_external: bool = False

    @property
    def routes(self) -> tuple[tuple[ProtocolClass, Method, Route], ...]:
        return tuple(
            (protocol, method, route)
            for protocol in self.served_by
            for method in protocol.routed
            for route in method.routes
        )


class State(enum.StrEnum):
    """How far the migration of an API package is."""

    PENDING = "pending"
    MIGRATED = "migrated"
    MIXED = "mixed"


class ApiPackage(NamedTuple):
    """The unit of migration: one directory (or flat module) below the API root.

    `module_path` is the file to split, None when the package has no pending Protocol or none can be told; `siblings`
    are its other files with routed Protocols.
    """

    name: str
    directory: PurePosixPath
    is_flat: bool
    module_path: PurePosixPath | None
    siblings: tuple[PurePosixPath, ...]
    apis: tuple[Api, ...]
    state: State

    @property
    def place(self) -> Place:
        return Place(self.module_path or self.directory, 1)


class Decorated(NamedTuple):
    """One `@webmethod` decorator anywhere in the tree: where, on which class and method."""

    place: Place
    class_name: str | None
    method: str


class Implementation(NamedTuple):
    """One served implementation of a Protocol.

    `methods` are those that the Protocol routes, by name: the module that defines each (a mixin may), and its
    signature; `decorators` are the decorators, as source, of those whose signature is another one for it, perhaps.
    `otherwise` are those that it has from elsewhere than a definition in its body. `is_local` tells that it stands in
    a function that imports its base for itself, `is_made` that a call makes the class, which `class_name` is then.
    """

    class_name: str
    methods: dict[str, tuple[str, Method]]
    decorators: dict[str, str]
    otherwise: frozenset[str] = frozenset()
    is_local: bool = False
    is_made: bool = False
