"""The models of a written document, and how it refers to one."""

from __future__ import annotations

from typing import Any

#: Where a document has its models.
MODELS = ("components", "schemas")
#: What stands before the name of a model where a document refers to it.
REFERENCE = f"#/{'/'.join(MODELS)}/"


def models_of(document: Any) -> Any:
    """The models of a document by their names; empty where it has none."""
    for key in MODELS:
        document = document.get(key) if isinstance(document, dict) else None
    return document if isinstance(document, dict) else {}
