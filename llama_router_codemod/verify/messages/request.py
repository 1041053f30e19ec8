"""One request that is sent to both trees, and what is special about it."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from llama_router_codemod.verify.messages.answer_mode import Answer, AnswerMode
from llama_router_codemod.verify.messages.json_value import Json
from llama_router_codemod.verify.messages.route_key import RouteKey


class CaseKind(enum.StrEnum):
    """Groups of requests that are special in the same way; the values are those that people see."""

    FULL = "full"
    REQUIRED = "required"
    EMPTY = "empty"
    MISSING = "missing"
    WITHOUT = "without"
    TYPE = "type"
    NULL = "null"
    REPEAT = "repeat"
    DEEP = "deep"
    VARIANT = "variant"
    EXTRA_QUERY = "extra-query"
    EXTRA_BODY = "extra-body"
    ABSENT_BODY = "absent-body"
    UNASKED_BODY = "unasked-body"
    EMPTY_OBJECT = "empty-object"
    BODY_NULL = "body-null"
    BODY_LIST = "body-list"
    NOT_JSON = "not-json"
    TEXT_BODY = "text-body"
    IDS = "ids"
    VERB = "verb"
    STREAM = "stream"
    STREAM_FAILS = "stream-fails"
    FORM_BRACKET = "form-bracket"
    FORM_JSON = "form-json"
    FORM_BROKEN = "form-broken"
    FORM_BOUNDS = "form-bounds"
    QUERY_FORM = "query-form"
    BODY_FORM = "body-form"
    RAISE = "raise"
    ANSWER = "answer"
    DICT_ANSWER = "dict-answer"
    MINIMAL_ANSWER = "minimal-answer"
    RANDOM = "random"


@dataclass(frozen=True)
class Case:
    """What is special about a request: of which kind it is, for which field (or verb, or error), with which value."""

    kind: CaseKind
    subject: str | None = None
    variant: int | None = None

    def __str__(self) -> str:
        parts = (self.kind, self.subject, self.variant)
        return ":".join(str(part) for part in parts if part is not None)


@dataclass(frozen=True)
class JsonBody:
    """A JSON value, sent as such."""

    value: Json


@dataclass(frozen=True)
class TextBody:
    """A text with the content type under which it is sent."""

    text: str
    content_type: str


@dataclass(frozen=True)
class UploadedFile:
    """A file of a form."""

    filename: str
    content: str
    content_type: str


@dataclass(frozen=True)
class FormBody:
    """The fields of a form; multipart if there are files."""

    fields: dict[str, str]
    files: dict[str, UploadedFile]


Body = JsonBody | TextBody | FormBody


@dataclass(frozen=True)
class Request:
    """A request of a route; `method` may be another verb than that of the route, `body` is None for none at all."""

    route: RouteKey
    case: Case
    method: str
    url: str
    body: Body | None = None
    answer: AnswerMode = Answer.FULL
