"""A type of the tree, as Pydantic describes it and makes it of JSON."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

if TYPE_CHECKING:
    from llama_router_codemod.verify.messages.json_value import Json, Schema


@dataclass(frozen=True)
class JsonType:
    """An annotation. What Pydantic makes of it takes long, so it is made once; to make it may raise anything."""

    annotation: Any

    @cached_property
    def _adapter(self) -> TypeAdapter[Any]:
        return TypeAdapter(self.annotation)

    @cached_property
    def schema(self) -> Schema:
        """The schema of what is accepted."""
        return self._adapter.json_schema()

    def answer_schema(self, ref_template: str) -> Schema:
        """The schema of an answer, of one's own; `ref_template` is that of Pydantic."""
        return self._adapter.json_schema(mode="serialization", ref_template=ref_template)

    def value(self, value: Json) -> Any:
        """An instance. Raises ValidationError, and whatever the validators of the tree raise."""
        return self._adapter.validate_python(value)

    @property
    def has_schema(self) -> bool:
        """Whether Pydantic can describe the type."""
        try:
            _ = self.schema
        except Exception:  # types of the tree may raise anything
            return False
        return True
