"""What a route is called in both processes."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class RouteKey:
    """The verb and the path of a route; the path as the server registers it, with `{x:path}` where it has that."""

    verb: str
    path: str

    def __str__(self) -> str:
        return f"{self.verb} {self.path}"

    @property
    def template(self) -> str:
        """The path as an OpenAPI document has it."""
        return re.sub(r"{(\w+):\w+}", r"{\1}", self.path)
