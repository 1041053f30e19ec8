"""Whether a program that publishes FastAPI's own document takes an answer without a schema for no answer.

llama_stack from 2025-11-13 on: scripts/openapi_generator/schema_transforms.py, `_normalize_empty_responses`.
"""

from __future__ import annotations

from llama_router_codemod.source.line_start import at_line_start
from llama_router_codemod.tree.checkout import Checkout

_NORMALIZES = at_line_start(r"def _normalize_empty_responses\(")


def empty_answers_are_none(checkout: Checkout) -> bool:
    """Whether a checkout has such a program."""
    return bool(checkout.containing(_NORMALIZES, b"def _normalize_empty_responses"))
