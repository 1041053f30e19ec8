"""What holds for a checkout, and where each value comes from: a document, and its text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pydantic import Field

from llama_router_codemod.model.document import Document
from llama_router_codemod.report.styled import line

if TYPE_CHECKING:
    from rich.console import RenderableType

SCHEMA_VERSION = 1
Value = str | int | float | bool | list[str] | None


class SettingEntry(Document):
    """One setting."""

    key: str
    value: Value
    origin: str = Field(description="default, command line, or the line of pyproject.toml.")


class Configuration(Document):
    """All settings of a checkout; the patterns of one that has several origins stand there once for each."""

    version: int = SCHEMA_VERSION
    settings: list[SettingEntry]


def configuration_text(found: Configuration) -> Iterator[RenderableType]:
    """A line for each setting: its value as in TOML, and where it comes from."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for heading in ("setting", "value", "from"):
        table.add_column(heading, overflow="fold")
    for entry in found.settings:
        value = "" if entry.value is None else json.dumps(entry.value, ensure_ascii=False)
        table.add_row(*map(line, (entry.key, value, entry.origin)))
    yield table
