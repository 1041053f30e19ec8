"""Routes as a `@webmethod` decorator declares them."""

from __future__ import annotations

import enum
from typing import NamedTuple

from llama_router_codemod.model.place import Place


class Verb(enum.StrEnum):
    """What a legacy server answers to; it has no others."""

    GET = "GET"
    POST = "POST"
    DELETE = "DELETE"


class PutRoutes(enum.StrEnum):
    """The verb of a route whose declared verb was never served: POST as before, the declared one, or both."""

    SERVED = "served"
    DECLARED = "declared"
    BOTH = "both"


class Route(NamedTuple):
    """One `@webmethod` decorator.

    `level` is the source expression of what its path begins with, to be read in `level_module`; `version` is its value
    (`"v1"`), None when there is none, or its value is not known. `metadata` are the other arguments that say something
    else than their default does, as source.
    """

    path: str
    place: Place
    declared_verb: str | None = None
    level: str | None = None
    version: str | None = None
    deprecated: bool = False
    level_module: str | None = None
    metadata: tuple[tuple[str, str], ...] = ()

    def said(self, name: str) -> str | None:
        """The source of one of the other arguments, None when it has its default."""
        return dict(self.metadata).get(name)
