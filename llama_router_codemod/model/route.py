"""Routes as a `@webmethod` decorator declares them."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from llama_router_codemod.model.place import Place


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
