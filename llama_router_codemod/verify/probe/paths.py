"""Where an OpenAPI document keeps the operation of a route."""

from __future__ import annotations

import re
from typing import Any


def published_operation(document: dict[str, Any], verb: str, path: str) -> dict[str, Any]:
    """The operation of a route whose path may have `{x:path}`; empty if the document has none."""
    template = re.sub(r"{(\w+):path}", r"{\1}", path)
    operation: dict[str, Any] = document["paths"].get(template, {}).get(verb.lower(), {})
    return operation
