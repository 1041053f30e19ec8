"""Names for free-form JSON, where no dataclass can say what is in it."""

from __future__ import annotations

from typing import Any

#: Any JSON value: a body, a default, an argument.
Json = Any
#: JSON values by name: the fields of a query or of a body, the arguments of a call.
Fields = dict[str, Any]
#: A JSON schema, an OpenAPI document, or a part of one.
Schema = dict[str, Any]
