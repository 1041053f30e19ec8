"""An operation as it is written, and the router that it is written for."""

from __future__ import annotations

from dataclasses import dataclass

from llama_router_codemod.model.operation import Operation


@dataclass(frozen=True)
class RouterVariable:
    """A router as its module names it; `has_prefix` tells that paths are written below the level of all routes.

    `implementation` is the variable that has the implementation, None where endpoints depend on it.
    """

    name: str
    has_prefix: bool
    implementation: str | None = None


@dataclass(frozen=True)
class DecoratedOperation:
    """An operation with the name of its endpoint; `keeps_fields` tells that its answer has no response model, `note` is
    the comment above its decorators. A route is named for the method, with the `attribute` of the implementation that
    has it before it, if any; it has a `tag` of its own where the router has none."""

    operation: Operation
    name: str
    keeps_fields: bool
    note: str = ""
    attribute: str | None = None
    tag: str | None = None

    @property
    def route_name(self) -> str | None:
        """The name of the route, None where that is the name of the endpoint."""
        method = self.operation.method.name
        name = f"{self.attribute}.{method}" if self.attribute else method
        return None if name == self.name else name
