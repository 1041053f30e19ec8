"""LRC107: a parameter has no type in the implementation, so the server passes the text of the query string."""

from __future__ import annotations

from dataclasses import dataclass

from llama_router_codemod.model.finding import Facts


@dataclass(frozen=True)
class UntypedParameter(Facts):
    """A parameter and the implementations that take it without a type."""

    code = "LRC107"
    parameter: str
    implementations: tuple[str, ...]
