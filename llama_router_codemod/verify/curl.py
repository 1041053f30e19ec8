"""A recorded request as a command that a person can run."""

from __future__ import annotations

import json
import shlex
from typing import Any

BASE = "http://localhost:8321"


def curl_command(request: dict[str, Any]) -> str:
    """The request as curl sends it, to the port of llama-stack's default."""
    words = ["curl"]
    if request["method"] != "GET" or request["body"] is not None:  # with data curl sends a POST
        words += ["-X", request["method"]]
    words.append(f"{BASE}{request['url']}")
    match request["body"]:
        case None:
            pass
        case {"json": value}:
            words += ["-H", "content-type: application/json", "-d", json.dumps(value, ensure_ascii=False)]
        case {"text": text, "type": content_type}:
            words += ["-H", f"content-type: {content_type}", "-d", text]
        case body:
            for name, (filename, content, content_type) in body["files"].items():
                words += ["-F", f"{name}={content};filename={filename};type={content_type}"]
            for name, value in body["form"].items():
                words += ["--form-string" if body["files"] else "--data-urlencode", f"{name}={value}"]
    return shlex.join(words)


SERVICE = {
    "full": "every field is answered",
    "minimal": "the required fields are answered",
    "none": "None is answered",
    "dict": "a dict with one more field than the return type is answered",
    "undeclared": "a dict is answered that its return type does not allow",
    "wider": "a subclass with one more field is answered",
}


def what_service_does(answer: str) -> str:
    """The mode of the recorders in words."""
    mode, _, rest = answer.partition(":")
    match mode:
        case "raise":
            return f"{rest} is raised"
        case "stream-fails":
            return f"the stream fails in place of item {rest}"
        case _:
            return SERVICE.get(answer, answer)
