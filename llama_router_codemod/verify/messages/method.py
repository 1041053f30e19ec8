"""The methods that a tree serves, with where their signatures come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from llama_router_codemod.verify.messages.json_value import Json
from llama_router_codemod.verify.messages.route_key import RouteKey

#: The names of the kinds of `inspect.Parameter`.
ParameterKind = Literal["POSITIONAL_ONLY", "POSITIONAL_OR_KEYWORD", "VAR_POSITIONAL", "KEYWORD_ONLY", "VAR_KEYWORD"]


@dataclass(frozen=True)
class MethodName:
    """A method of an API; `group` is the special tool group that it belongs to, as `rag_tool`."""

    api: str
    method: str
    group: str | None = None

    @property
    def attribute(self) -> str:
        """The name under which llama-stack looks for it on the implementation of its API."""
        return f"{self.group}.{self.method}" if self.group else self.method

    def __str__(self) -> str:
        return f"{self.api}.{self.attribute}"


@dataclass(frozen=True)
class ObjectPath:
    """Where an object is found: a module and the dotted name in it."""

    module: str
    qualname: str

    def __str__(self) -> str:
        return f"{self.module}:{self.qualname}"


@dataclass(frozen=True)
class SignatureSource:
    """Where a signature comes from: a function; where it is no function's own, `arguments` is its source text."""

    function: ObjectPath
    arguments: str | None = None


@dataclass(frozen=True)
class Recorded:
    """A default value that is only known by its record."""

    record: Json


@dataclass(frozen=True)
class Parameter:
    """One parameter of a method; `default` is None when there is none."""

    name: str
    kind: ParameterKind
    default: Recorded | None = None


@dataclass(frozen=True)
class ServedRoute:
    """One route of a method; `declared_verb` is that of its decorator, which the server may not serve."""

    key: RouteKey
    declared_verb: str
    tag: str


@dataclass(frozen=True)
class ServedMethod:
    """One method that a server calls.

    The signature is the one that its endpoints are built from, None where they are made by hand; `parameters` then are
    those of its Protocol, with the fields of request objects in their place.
    """

    name: MethodName
    protocol: ObjectPath
    signature: SignatureSource | None
    parameters: tuple[Parameter, ...]
    routes: tuple[ServedRoute, ...]
    is_sync: bool = False
