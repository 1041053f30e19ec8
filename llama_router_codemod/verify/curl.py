"""A recorded request as a command that a person can run, and what the service does meanwhile."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING

from llama_router_codemod.verify.messages.answer_mode import Answer, Raises, StreamFails
from llama_router_codemod.verify.messages.request import Body, FormBody, JsonBody, TextBody

if TYPE_CHECKING:
    from llama_router_codemod.verify.messages.answer_mode import AnswerMode
    from llama_router_codemod.verify.messages.request import Request

BASE = "http://localhost:8321"


def curl_command(request: Request) -> str:
    """The request as curl sends it, to the port of llama-stack's default."""
    # With data curl sends a POST unless it is told otherwise.
    is_default = request.method == "GET" and request.body is None
    method = [] if is_default else ["-X", request.method]
    body = [] if request.body is None else _body_options(request.body)
    return shlex.join(["curl", *method, f"{BASE}{request.url}", *body])


def _body_options(body: Body) -> list[str]:
    match body:
        case JsonBody(value):
            return ["-H", "content-type: application/json", "-d", json.dumps(value, ensure_ascii=False)]
        case TextBody(text, content_type):
            return ["-H", f"content-type: {content_type}", "-d", text]
        case FormBody(fields, files):
            words = []
            for name, file in files.items():
                words += ["-F", f"{name}={file.content};filename={file.filename};type={file.content_type}"]
            for name, value in fields.items():
                # Beside a file a value that begins with @ would name one.
                words += ["--form-string" if files else "--data-urlencode", f"{name}={value}"]
            return words


def what_service_does(mode: AnswerMode) -> str:
    """The mode of the recorders in words."""
    match mode:
        case Raises(error):
            return f"{error} is raised"
        case StreamFails(item):
            return f"the stream fails in place of item {item}"
        case Answer():
            return ANSWERS[mode]


ANSWERS = {
    Answer.FULL: "every field is answered",
    Answer.MINIMAL: "the required fields are answered",
    Answer.NONE: "None is answered",
    Answer.DICT: "a dict with one more field than the return type is answered",
    Answer.UNDECLARED: "a dict is answered that its return type does not allow",
    Answer.WIDER: "a subclass with one more field is answered",
}
