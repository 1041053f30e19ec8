"""The base of request models."""

import re
from typing import Any

import fastapi
from pydantic import BaseModel, model_validator

_FASTAPI = tuple(int(part) for part in re.findall(r"\d+", fastapi.__version__)[:3])

# How FastAPI reads the fields of a body has changed: null was an absent field until 0.151, and a body that is neither
# JSON nor a form is an absent one since 0.135.2.
NULL_IS_ABSENT = _FASTAPI < (0, 151)
OTHER_BODIES_ARE_ABSENT = _FASTAPI >= (0, 135, 2)


class RequestModel(BaseModel):
    """The body of a request. It is read as FastAPI reads body fields that are declared one by one."""

    @model_validator(mode="before")
    @classmethod
    def _read_as_single_fields(cls, data: Any) -> Any:
        if OTHER_BODIES_ARE_ABSENT and isinstance(data, bytes):
            return {}
        if NULL_IS_ABSENT and isinstance(data, dict):
            return {name: value for name, value in data.items() if value is not None}
        return data
