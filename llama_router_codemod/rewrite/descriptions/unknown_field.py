"""LRC202: a docstring describes a field that does not exist."""

from __future__ import annotations

from dataclasses import dataclass

from llama_router_codemod.model.finding import Facts


@dataclass(frozen=True)
class UnknownField(Facts):
    """A class and the name that its docstring describes."""

    code = "LRC202"
    owner: str
    field: str
