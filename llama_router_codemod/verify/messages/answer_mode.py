"""What the recorders answer with, or raise, while a request is sent."""

from __future__ import annotations

import enum
from dataclasses import dataclass

#: The field that an answer has beyond its declared type, where it has more.
UNDECLARED_FIELD = "undeclared_field"


class Answer(enum.StrEnum):
    """A value that is answered.

    FULL has every field, MINIMAL the required ones; DICT is a dict with UNDECLARED_FIELD besides, UNDECLARED one that
    the return type does not allow, WIDER an instance of a subclass with UNDECLARED_FIELD.
    """

    FULL = "full"
    MINIMAL = "minimal"
    NONE = "none"
    DICT = "dict"
    UNDECLARED = "undeclared"
    WIDER = "wider"


class ErrorName(enum.StrEnum):
    """The exceptions that a service may raise, by the names of their classes; see probe/failures.py."""

    VALUE = "ValueError"
    CONFLICT = "ConflictError"
    MODEL_NOT_FOUND = "ModelNotFoundError"
    PERMISSION = "PermissionError"
    CONNECTION = "ConnectionError"
    TIMEOUT = "TimeoutError"
    NOT_IMPLEMENTED = "NotImplementedError"
    RUNTIME = "RuntimeError"
    HTTP = "HTTPException"
    VALIDATION = "ValidationError"
    AUTHENTICATION_REQUIRED = "AuthenticationRequiredError"
    WITH_STATUS_CODE = "WithStatusCode"


@dataclass(frozen=True)
class Raises:
    """The service raises this error."""

    error: ErrorName


@dataclass(frozen=True)
class StreamFails:
    """The service streams, and raises a ValueError in place of this item; the first is 0."""

    item: int


AnswerMode = Answer | Raises | StreamFails
