"""Progress for programs: a line of JSON for each event."""

from __future__ import annotations

from pydantic import Field

from llama_router_codemod.model.document import Document
from llama_router_codemod.model.progress import Counted

SCHEMA_VERSION = 1


class ProgressLine(Document):
    """What is being done, and how far it is; None where that is not known."""

    version: int = SCHEMA_VERSION
    step: str
    done: int | None = Field(default=None, description="So many of `total` are done.")
    total: int | None = None


def progress_line(event: str | Counted) -> str:
    """The line of an event, without its end."""
    if isinstance(event, str):
        return ProgressLine(step=event).model_dump_json()
    return ProgressLine(step=event.step, done=event.done, total=event.total).model_dump_json()
