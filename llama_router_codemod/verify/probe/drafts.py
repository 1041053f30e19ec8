"""Requests of an operation before they are written down: the values that travel, and where."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from llama_router_codemod.verify.messages.answer_mode import Answer, AnswerMode
from llama_router_codemod.verify.messages.request import (
    Body,
    Case,
    FormBody,
    JsonBody,
    Request,
    TextBody,
    UploadedFile,
)
from llama_router_codemod.verify.probe.operation import WHOLE_BODY

if TYPE_CHECKING:
    from llama_router_codemod.verify.messages.json_value import Fields, Json
    from llama_router_codemod.verify.probe.operation import Operation


@dataclass(frozen=True)
class Draft:
    """What is sent: the values of the query, those of the fields of the body, or a body as a whole, or none.

    `ids` is the pattern of the values in the path, in which the name of a parameter stands for `{}`; `verb` is None for
    that of the route.
    """

    query: Fields = field(default_factory=dict)
    body: Fields | JsonBody | TextBody | None = None
    ids: str = "{}_1"
    verb: str | None = None
    answer: AnswerMode = Answer.FULL

    def request(self, operation: Operation, case: Case) -> Request:
        """The request of an operation that is made of this."""
        return Request(
            route=operation.route,
            case=case,
            method=self.verb or operation.route.verb,
            url=make_url(operation.route.path, self.query, self.ids),
            body=make_body(operation, self.body) if isinstance(self.body, dict) else self.body,
            answer=self.answer,
        )


#: Values for the parameters of a path that take no text.
CONVERTED = {":int": "7", ":float": "7.5", ":uuid": "12345678-1234-5678-1234-567812345678"}


def make_url(path: str, query: Fields, ids: str = "{}_1") -> str:
    """The path with its parameters filled in, and the query."""

    def fill(match: re.Match[str]) -> str:
        text = CONVERTED.get(match.group(2)) or ids.format(match.group(1))
        return quote(text, safe="/%" if match.group(2) == ":path" else "%")

    url = re.sub(r"{(\w+)(:\w+)?}", fill, path)
    pairs = [
        (name, query_text(item))
        for name, value in query.items()
        for item in (value if isinstance(value, list) else [value])
    ]
    return f"{url}?{urlencode(pairs)}" if pairs else url


def query_text(value: Json) -> str:
    """A value as it stands in a query or in a form."""
    return value if isinstance(value, str) else json.dumps(value)


def make_body(operation: Operation, values: Fields) -> Body | None:
    """The body that has these values of fields; None for an operation without a body."""
    if operation.whole_body is not None:
        return JsonBody(values[WHOLE_BODY]) if WHOLE_BODY in values else None
    if not operation.is_form:
        return JsonBody(values) if operation.body_fields else None
    files = {}
    fields = {}
    for name, value in values.items():
        schema = operation.examples.resolve(operation.body_fields.get(name, {}))
        if schema.get("format") == "binary" or "contentMediaType" in schema:
            files[name] = UploadedFile("name-of-file.txt", str(value), "text/plain")
        else:
            fields[name] = query_text(value)
    return FormBody(fields, files)
