"""The result of `verify` as a document: what was compared, what differs on each route, which finding explains it."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from typing import Any

from pydantic import Field

from llama_router_codemod.model.document import Document

SCHEMA_VERSION = 1


class Check(enum.StrEnum):
    """What was compared."""

    ROUTES = "routes"
    DOCUMENT = "document"
    BEHAVIOUR = "behaviour"
    DRIFT = "drift"
    PUBLISHED = "published"


class Difference(Document):
    """One thing that is not as before."""

    check: Check
    place: str = Field(description="What differs: a column of the route table, a place in the document, a request.")
    before: Any = Field(description="For a request: the aspects of the answer that differ.")
    after: Any = Field(description="As `before`.")
    curl: str | None = Field(default=None, description="The request, for a request.")
    service: str | None = Field(default=None, description="What the service did, for a request.")
    finding: str | None = Field(default=None, description="The code of the finding that announced it, if any.")
    accepted: bool = Field(default=False, description="Whether --accept names the finding.")


def unexplained(differences: Iterable[Difference]) -> list[Difference]:
    """Those that no finding announced."""
    return [item for item in differences if item.finding is None]


class RouteResult(Document):
    """One route, as the first tree has it, or the second where the first has none."""

    route: str
    api: str | None
    method: str | None
    requests: int = 0
    equal: int = 0
    differences: list[Difference] = Field(default_factory=list)


class DocumentResult(Document):
    """A document that a program of both trees writes, as `docs/static/llama-stack-spec.yaml`."""

    file: str
    differences: list[Difference] = Field(default_factory=list)


class VerifyResult(Document):
    """The evidence."""

    version: int = SCHEMA_VERSION
    before: str
    after: str
    seed: int
    routes: list[RouteResult]
    documents: list[DocumentResult] = Field(description="The documents that the first tree's program writes.")
    not_written: str | None = Field(description="Why the documents are not compared, if the first tree has a program.")
    unplanned: str | None = Field(
        default=None, description="Why the first tree has no findings that could explain anything, if it should have."
    )
    texts: int = Field(description="Texts, tags and deprecations of routes that were compared.")
    drift: int = Field(description="Disagreements of Protocol, routes and implementations that both trees have.")
    refused: list[str] = Field(description="Routes whose generated requests the first tree never accepted.")
    uncalled: list[str] = Field(description="Methods that no request reached in the first tree.")
    not_answered: list[str] = Field(description="Methods for which no answer of the declared type could be made up.")
    not_imported: list[str] = Field(description="Modules below core/ of the first tree that cannot be imported.")
    unmountable: list[str] = Field(description="Routes with which the first tree's server does not start.")
    without_method: list[str] = Field(description="Routes made by hand that called no method in the first tree.")

    @property
    def requests(self) -> int:
        """How many requests were sent to each tree."""
        return sum(route.requests for route in self.routes)

    @property
    def equal(self) -> int:
        """How many of them were answered alike."""
        return sum(route.equal for route in self.routes)

    @property
    def differences(self) -> list[Difference]:
        """All of them, in the order of the routes, then those of the documents."""
        of_routes = [difference for route in self.routes for difference in route.differences]
        return of_routes + [difference for document in self.documents for difference in document.differences]

    @property
    def unexplained(self) -> list[Difference]:
        """Those that no finding announced."""
        return unexplained(self.differences)

    @property
    def is_accepted(self) -> bool:
        """Whether everything is equal, or explained and accepted."""
        return all(item.accepted for item in self.differences)
