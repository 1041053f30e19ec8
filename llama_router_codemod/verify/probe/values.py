"""Values as JSON, with what an implementation would notice of them."""

from __future__ import annotations

import base64
from datetime import date, datetime
from enum import Enum
from typing import Any

from pydantic import BaseModel

from llama_router_codemod.verify.messages.json_value import Json


def record_value(value: Any) -> Json:
    """`value` as JSON, with its type name wherever plain JSON would not show what an implementation gets."""
    match value:
        case Enum():
            return {"$enum": type(value).__name__, "value": record_value(value.value)}
        case None | bool() | int() | float() | str():
            return value
        case BaseModel():
            dumped = value.model_dump(mode="json", warnings="none")
            return {"$model": type(value).__name__, "value": dumped, "set": sorted(value.model_fields_set)}
        case dict():
            return {str(key): record_value(item) for key, item in value.items()}
        case list() | tuple():
            return [record_value(item) for item in value]
        case set() | frozenset():
            return {"$set": sorted((record_value(item) for item in value), key=repr)}
        case bytes():
            return {"$bytes": base64.b64encode(value).decode()}
        case datetime() | date():
            return {"$time": value.isoformat()}
    if type(value).__name__ == "UploadFile":
        content = base64.b64encode(value.file.read()).decode()
        value.file.seek(0)
        return {"$upload": value.filename, "content_type": value.content_type, "content": content}
    return {"$type": type(value).__name__}
