"""What one tree serves: its table of routes, what it publishes, and what became of every request."""

from __future__ import annotations

from dataclasses import dataclass, field

from llama_router_codemod.verify.messages.json_value import Fields, Json, Schema
from llama_router_codemod.verify.messages.method import MethodName
from llama_router_codemod.verify.messages.route_key import RouteKey


@dataclass(frozen=True)
class CallContext:
    """What an implementation can learn of the request that it is called for."""

    provider_data: Fields = field(default_factory=dict)
    user: Json = None
    test_id: str | None = None


@dataclass(frozen=True)
class Call:
    """One call of an implementation.

    `arguments` is None where the call did not fit the signature, and `unbindable` says why. Of a stream, `contexts`
    and `chunks_sent` are what was seen before each item.
    """

    method: MethodName
    context: CallContext
    arguments: Fields | None = None
    unbindable: str | None = None
    contexts: tuple[CallContext, ...] = ()
    chunks_sent: tuple[int, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What became of a request: the answer, an exception that reached the server, and the calls.

    Without an answer everything but `raised` and `calls` is None. `kept_header` is a header that the service sets.
    """

    status: int | None = None
    content_type: str | None = None
    allow: str | None = None
    kept_header: str | None = None
    body: Json = None
    raised: str | None = None
    calls: tuple[Call, ...] = ()


@dataclass(frozen=True)
class RouteRow:
    """One row of the table of routes; `webmethod` is the method that a decorator serves, None for a router's route.

    `calls` names the function that the server's own table has for the route, None where it has none.
    """

    key: RouteKey
    api: str
    tag: str
    deprecated: bool
    authentication: bool = True
    scope: str | None = None
    span: str | None = None
    webmethod: MethodName | None = None
    calls: str | None = None


@dataclass(frozen=True)
class PublishedTexts:
    """The texts of a route; None, or no entry, where there is none. `body` is that of a body without a name."""

    summary: str | None = None
    description: str | None = None
    parameters: dict[str, str] = field(default_factory=dict)
    body: str | None = None
    response: str | None = None

    @property
    def count(self) -> int:
        others = (self.summary, self.description, self.body, self.response)
        return len(self.parameters) + sum(text is not None for text in others)


@dataclass(frozen=True)
class PublishedRoute:
    """What is published of a route beside its operation.

    `answer` is a schema with its own `$defs`; `names` maps an alias to the parameter's own name, under which older
    versions of FastAPI publish it.
    """

    key: RouteKey
    texts: PublishedTexts
    answer: Schema | None = None
    names: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Disagreement:
    """Where the Protocol's method and another place, `party`, disagree about a parameter; `what` is said in words."""

    method: MethodName
    route: RouteKey
    party: str
    what: str


@dataclass(frozen=True)
class Record:
    """Everything that was seen of one tree; the outcomes are in the order of the plan's requests. With
    `fastapi_document` FastAPI made the published document of its webmethods."""

    rows: tuple[RouteRow, ...]
    document: Schema
    published: tuple[PublishedRoute, ...]
    drift: tuple[Disagreement, ...]
    uncalled: tuple[MethodName, ...]
    outcomes: tuple[Outcome, ...]
    fastapi_document: bool = False
