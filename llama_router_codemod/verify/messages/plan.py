"""What the first tree decides for both: the methods, what they answer, and the requests."""

from __future__ import annotations

from dataclasses import dataclass

from llama_router_codemod.verify.messages.json_value import Json
from llama_router_codemod.verify.messages.method import MethodName, ServedMethod
from llama_router_codemod.verify.messages.request import Request
from llama_router_codemod.verify.messages.route_key import RouteKey


@dataclass(frozen=True)
class PreparedAnswers:
    """What a method answers, as JSON: with every field, with the required ones, and the items of a stream.

    `full` and `minimal` are None where nothing is declared that could be made up; `failure` tells why something that is
    declared could not be.
    """

    method: MethodName
    items: tuple[Json, ...]
    full: Json = None
    minimal: Json = None
    failure: str | None = None


@dataclass(frozen=True)
class Plan:
    """Made by the first tree, read by the second.

    `refused` are routes that accept none of their requests, `import_failures` modules below core/ that could not be
    imported, whose signatures are taken from elsewhere, `without_method` routes made by hand that called no method,
    `unmountable` routes with which the first server would not start.
    """

    methods: tuple[ServedMethod, ...]
    answers: tuple[PreparedAnswers, ...]
    requests: tuple[Request, ...] = ()
    refused: tuple[RouteKey, ...] = ()
    import_failures: tuple[str, ...] = ()
    without_method: tuple[RouteKey, ...] = ()
    unmountable: tuple[RouteKey, ...] = ()
