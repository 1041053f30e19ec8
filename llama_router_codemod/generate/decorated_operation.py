"""An operation as it is written, and the router that it is written for."""

from __future__ import annotations

from dataclasses import dataclass

from llama_router_codemod.model.operation import Operation


@dataclass(frozen=True)
class RouterVariable:
    """A router as its module names it; `has_prefix` tells that paths are written below the level of all routes."""

    name: str
    has_prefix: bool


@dataclass(frozen=True)
class DecoratedOperation:
    """An operation with the name of its endpoint; `keeps_fields` tells that its answer has no response model, `note` is
    the comment above its decorators."""

    operation: Operation
    name: str
    keeps_fields: bool
    note: str = ""
