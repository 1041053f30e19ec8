"""What two trees differ in, as data; difference.py shows it to people."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from llama_router_codemod.verify.document_place import DocumentPlace
    from llama_router_codemod.verify.messages.json_value import Json
    from llama_router_codemod.verify.messages.record import Disagreement, Outcome
    from llama_router_codemod.verify.messages.request import Request


class Column(enum.StrEnum):
    """What the table of routes tells of a route; SERVED is how often it is in the table, VERB what it answers to,
    CALLS the function that the server's own table has for it."""

    SERVED = "served"
    VERB = "verb"
    TAG = "tag"
    DEPRECATED = "deprecated"
    AUTHENTICATION = "authentication"
    SCOPE = "scope"
    SPAN = "span"
    CALLS = "calls"


class Aspect(enum.StrEnum):
    """What is compared of the outcome of a request."""

    STATUS = "status"
    CONTENT_TYPE = "content_type"
    KEPT_HEADER = "kept_header"
    ALLOW = "allow"
    BODY = "body"
    RAISED = "raised"
    CALLS = "calls"


@dataclass(frozen=True)
class TableChange:
    """A column of the table of routes."""

    column: Column
    before: Json
    after: Json


@dataclass(frozen=True)
class DocumentChange:
    """Something that is published."""

    place: DocumentPlace
    before: Json
    after: Json


@dataclass(frozen=True)
class OutcomeChange:
    """What became of a request, in these aspects.

    With `is_moved` the first tree got the same list in another place, where it read it.
    """

    request: Request
    aspects: tuple[Aspect, ...]
    before: Outcome
    after: Outcome
    is_moved: bool = False


@dataclass(frozen=True)
class DriftChange:
    """A disagreement that only the second tree has."""

    disagreement: Disagreement


Change = TableChange | DocumentChange | OutcomeChange | DriftChange
