"""The operation id that FastAPI makes of a route (`fastapi.utils.generate_unique_id`)."""

from __future__ import annotations

import re

_CONVERTOR = re.compile(r":\w+\}")


def operation_id(name: str, path: str, verb: str) -> str:
    """The id of the route with a name at a path, for one verb."""
    words = re.sub(r"\W", "_", name + _CONVERTOR.sub("}", path))
    return f"{words}_{verb.lower()}"
