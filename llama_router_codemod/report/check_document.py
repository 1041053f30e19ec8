"""The result of `check` as a document."""

from __future__ import annotations

from dataclasses import asdict

from pydantic import Field

from llama_router_codemod.check.result import CheckResult, Kind
from llama_router_codemod.model.document import Document

SCHEMA_VERSION = 1


class RemainingEntry(Document):
    """One use of the decorator that is left."""

    path: str
    line: int
    column: int
    end_column: int = Field(description="The column behind its last character, as `column` in UTF-8 bytes, from 1.")
    kind: Kind
    api: str | None = Field(description="The API that the method belongs to, None outside the API packages.")
    owner: str | None = Field(description="The class that the method stands in.")
    method: str | None = Field(description="The function that is decorated, or that has the use inside.")
    source: str = Field(description="The line.")


class LeftoverEntry(Document):
    """A name that only the webmethod system has."""

    path: str
    line: int
    column: int
    name: str


class LeftOutEntry(Document):
    """One pattern, and how many files it leaves out."""

    pattern: str
    origin: str = Field(description="--exclude or the settings of the checkout.")
    files: int = Field(description="Files that it leaves out; those that a later pattern decides about count there.")


class AllowedEntry(Document):
    """What a ratchet says of what is left."""

    new: list[str] = Field(description="Left, and not allowed.")
    gone: list[str] = Field(description="Allowed, and not left any more.")


class CheckDocument(Document):
    """Everything that is left, in the order of the files."""

    version: int = SCHEMA_VERSION
    scanned: int = Field(description="Python files looked at.")
    remaining: list[RemainingEntry]
    machinery: list[LeftoverEntry] = Field(description="Other names of the webmethod system; not with --api.")
    left_out: list[LeftOutEntry] = Field(description="What patterns leave out.")
    ratchet: AllowedEntry | None = Field(description="With --ratchet, what it says.")
    fails_on_machinery: bool = Field(description="With --machinery.")


def check_document(result: CheckResult) -> CheckDocument:
    """The document of a result."""
    parts = {
        "remaining": [item._asdict() for item in result.remaining],
        "machinery": [item._asdict() for item in result.machinery],
        "left_out": [asdict(item) for item in result.left_out],
        "ratchet": result.ratchet and result.ratchet._asdict(),
    }
    return CheckDocument.model_validate(result._asdict() | parts)
