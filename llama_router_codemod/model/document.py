"""What is printed as JSON: data that can always be encoded."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, field_validator

from llama_router_codemod.model.encodable import encodable


class Document(BaseModel):
    """A part of a result; bytes of a name that are no UTF-8, and other halves of characters, are written as escapes."""

    @field_validator("*", mode="before")
    @classmethod
    def _encodable(cls, value: Any) -> Any:
        return encodable(value)
