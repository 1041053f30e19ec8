"""LRC204: a description could not move into a `Field`, and stays in the docstring."""

from __future__ import annotations

from dataclasses import dataclass

from llama_router_codemod.model.finding import Facts


@dataclass(frozen=True)
class UnmovedText(Facts):
    """The class or the field whose text stays, and why."""

    code = "LRC204"
    subject: str
    reason: str
