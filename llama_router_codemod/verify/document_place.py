"""Where in a published document something differs, as data; `str` of a place is what people read."""

from __future__ import annotations

import enum
from dataclasses import dataclass


@dataclass(frozen=True)
class Property:
    """A field of an object."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Keyword:
    """A key of a JSON schema, as `default`, or one that schema_difference.py has besides."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Member:
    """One schema of a list of them, as the second of `anyOf`."""

    keyword: str
    index: int

    def __str__(self) -> str:
        return f"{self.keyword}[{self.index}]"


#: The way from a schema to a part of it.
SchemaPath = tuple[Property | Keyword | Member, ...]


class Part(enum.StrEnum):
    """What an operation publishes."""

    SUMMARY = "summary"
    DESCRIPTION = "description"
    PARAMETER = "parameter"
    BODY = "body"
    RESPONSE = "response"
    ANSWER = "answer"


@dataclass(frozen=True)
class TextPlace:
    """The text of a part; `name` is that of a parameter."""

    part: Part
    name: str | None = None

    def __str__(self) -> str:
        return f"text of {_part(self.part, self.name)}"


@dataclass(frozen=True)
class SchemaPlace:
    """A parameter, the body or the answer, or a place in its schema."""

    part: Part
    name: str | None = None
    path: SchemaPath = ()

    def __str__(self) -> str:
        return ".".join((_part(self.part, self.name), *map(str, self.path)))


class AnsweredPlace(enum.Enum):
    """Something that was answered and must be published."""

    STATUS = "status"
    MEDIA_TYPE = "media type"

    def __str__(self) -> str:
        return f"{self.value} that is answered"


@dataclass(frozen=True)
class WrittenPlace:
    """A place in a document that a program of the tree writes, by its keys and indices."""

    path: tuple[str | int, ...]

    def __str__(self) -> str:
        return " / ".join(map(str, self.path))


DocumentPlace = TextPlace | SchemaPlace | AnsweredPlace | WrittenPlace


def _part(part: Part, name: str | None) -> str:
    return part if name is None else f"{part} {name}"
