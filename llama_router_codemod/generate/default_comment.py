"""What type checkers are told of None as the default of a type without None, which they took where it was written."""

from __future__ import annotations

from llama_router_codemod.model.operation import ServedParameter


def default_comment(parameter: ServedParameter) -> str:
    """The comment behind a parameter's default, with two blanks before it; empty when there is nothing to say."""
    return "" if parameter.accepts_default else "  # type: ignore[assignment]"
