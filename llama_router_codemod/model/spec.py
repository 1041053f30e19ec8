"""The vocabulary: what the parsers find and the generators write, as frozen data.

Types and defaults are kept as source text, since that is what the generated code repeats.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath


@dataclass(frozen=True, order=True)
class Place:
    """A position in a source file: path relative to the checkout, line from 1, column from 1."""

    path: PurePosixPath
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Finding:
    """Something a person must know: a stable code of `findings.CATALOGUE`, where, and what exactly.

    Findings sort by place; those without an API or a method stand first.
    """

    place: Place
    code: str
    message: str
    api: str | None = None
    method: str | None = None

    def __lt__(self, other: Finding) -> bool:
        return self._key < other._key

    @property
    def _key(self) -> tuple[Place, str, str, str, str]:
        return self.place, self.code, self.message, self.api or "", self.method or ""


class Verb(enum.StrEnum):
    """What a legacy server answers to; it has no others."""

    GET = "GET"
    POST = "POST"
    DELETE = "DELETE"


@dataclass(frozen=True)
class Route:
    """One `@webmethod` decorator.

    `level` and `required_scope` are source expressions; `version` is the level's value (`"v1"`), None when the
    decorator has no level or its value is not known.
    """

    path: str
    place: Place
    declared_verb: str | None = None
    level: str | None = None
    version: str | None = None
    deprecated: bool = False
    require_authentication: bool = True
    descriptive_name: str | None = None
    required_scope: str | None = None
    raw_bytes_request_body: bool = False
    experimental: bool = False

    @property
    def served_verb(self) -> Verb:
        """GET and DELETE as declared, everything else POST (llama_stack 0.3.5, core/server/routes.py:60-65)."""
        match self.declared_verb:
            case "GET":
                return Verb.GET
            case "DELETE":
                return Verb.DELETE
            case _:
                return Verb.POST

    @property
    def served_path(self) -> str:
        """The path on the wire: a missing level is served as `/None/...` (core/server/routes.py:59)."""
        return f"/{self.version}/{self.path.lstrip('/')}"


@dataclass(frozen=True)
class Parameter:
    """One parameter of a method; `default` is None when there is none."""

    name: str
    annotation: str
    place: Place
    default: str | None = None
    positional_only: bool = False


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


@dataclass(frozen=True)
class ProtocolClass:
    """A Protocol: its own methods in source order, and the constant API_NAMESPACE if it has one."""

    name: str
    module: str
    place: Place
    methods: tuple[Method, ...]
    namespace: str | None = None

    @property
    def routed(self) -> tuple[Method, ...]:
        return tuple(method for method in self.methods if method.routes)


class State(enum.StrEnum):
    """How far the migration of an API package is."""

    PENDING = "pending"
    MIGRATED = "migrated"
    MIXED = "mixed"


@dataclass(frozen=True)
class Api:
    """One API as the server knows it.

    `member` is the name in the checkout's `Api` enum (None: no server ever served it), `protocol` the Protocol that is
    registered for it, `served_by` all Protocols whose routes it answers, in the order of the source.
    """

    name: str
    member: str | None
    protocol: ProtocolClass
    served_by: tuple[ProtocolClass, ...]
    attributes: dict[str, str] = field(default_factory=dict, hash=False)

    @property
    def routes(self) -> tuple[tuple[ProtocolClass, Method, Route], ...]:
        return tuple(
            (protocol, method, route)
            for protocol in self.served_by
            for method in protocol.routed
            for route in method.routes
        )
