"""The base of request models."""

import re
from typing import Any

import fastapi
from pydantic import BaseModel, model_validator

_FASTAPI = tuple(int(part) for part in re.findall(r"\d+", fastapi.__version__)[:3])
NULL_IS_ABSENT = _FASTAPI < (0, 151)
OTHER_BODIES_ARE_ABSENT = _FASTAPI >= (0, 135, 2)


class RequestModel(BaseModel):
    """The body of a request. It is read as FastAPI reads body fields that are declared one by one."""

    @model_validator(mode="before")
    @classmethod
    def _read_as_single_fields(cls, data: Any) -> Any:
        # FastAPI takes a body that is neither JSON nor a form for an absent one since 0.135.2.
        if OTHER_BODIES_ARE_ABSENT and isinstance(data, bytes):
            return {}
        # FastAPI took null for an absent field until 0.151.
        if NULL_IS_ABSENT and isinstance(data, dict):
            return {name: value for name, value in data.items() if value is not None}
        return data
