"""Recorded requests as commands: a shell reads them back word for word, and curl sends what was sent."""

from __future__ import annotations

import json
import shlex
from typing import Any

import pytest

from llama_router_codemod.verify.curl import curl_command, what_service_does
from llama_router_codemod.verify.messages.answer_mode import Answer, AnswerMode, ErrorName, Raises, StreamFails
from llama_router_codemod.verify.messages.request import (
    Body,
    Case,
    CaseKind,
    FormBody,
    JsonBody,
    Request,
    TextBody,
    UploadedFile,
)
from llama_router_codemod.verify.messages.route_key import RouteKey

URL = "http://localhost:8321"
AS_JSON = ["-H", "content-type: application/json", "-d"]
FILES = {"file": UploadedFile("name-of-file.txt", "file_1", "text/plain")}


def words(method: str = "POST", url: str = "/v1/orders", body: Body | None = None) -> list[str]:
    """What a shell makes of the command."""
    command = curl_command(Request(RouteKey("POST", "/v1/orders"), Case(CaseKind.FULL), method, url, body))
    assert "\n" not in command
    return shlex.split(command)


def test_no_body() -> None:
    assert words("GET") == ["curl", f"{URL}/v1/orders"]
    assert words() == ["curl", "-X", "POST", f"{URL}/v1/orders"]
    assert words("DELETE") == ["curl", "-X", "DELETE", f"{URL}/v1/orders"]


def test_address_that_a_shell_would_read() -> None:
    url = "/v1/orders/a%20b?after='x'&limit=7&name=$HOME"
    assert words("GET", url) == ["curl", f"{URL}{url}"]


@pytest.mark.parametrize(
    "value",
    [{}, [], None, True, {"book": 'It\'s "one"\nof ü $HOME', "copies": 1.5, "tags": [None, {"a": []}]}],
    ids=["object", "list", "null", "bare value", "quotes"],
)
def test_json(value: Any) -> None:
    *start, data = words(body=JsonBody(value))
    assert start == ["curl", "-X", "POST", f"{URL}/v1/orders", *AS_JSON]
    assert json.loads(data) == value


def test_letters_stay_readable() -> None:
    assert words(body=JsonBody("ü"))[-1] == '"ü"'


def test_text() -> None:
    assert words(body=TextBody('{"book": ', "text/plain")) == [
        *["curl", "-X", "POST", f"{URL}/v1/orders"],
        *["-H", "content-type: text/plain", "-d", '{"book": '],
    ]


def test_get_with_a_body_stays_a_get() -> None:
    """With data, curl sends a POST unless it is told otherwise."""
    assert words("GET", body=JsonBody(["a"])) == ["curl", "-X", "GET", f"{URL}/v1/orders", *AS_JSON, '["a"]']


def test_form() -> None:
    assert words(body=FormBody({"purpose": "a & b", "name": "@file"}, {})) == [
        *["curl", "-X", "POST", f"{URL}/v1/orders"],
        *["--data-urlencode", "purpose=a & b", "--data-urlencode", "name=@file"],
    ]


def test_empty_form() -> None:
    assert words(body=FormBody({}, {})) == ["curl", "-X", "POST", f"{URL}/v1/orders"]


def test_file_without_fields() -> None:
    assert words(body=FormBody({}, FILES)) == [
        *["curl", "-X", "POST", f"{URL}/v1/orders"],
        *["-F", "file=file_1;filename=name-of-file.txt;type=text/plain"],
    ]


def test_fields_beside_a_file_are_sent_as_they_are() -> None:
    """With -F a value that begins with @ or < names a file, and one with a semicolon ends there."""
    assert words(body=FormBody({"purpose": "@a", "after": "b;c"}, FILES)) == [
        *["curl", "-X", "POST", f"{URL}/v1/orders"],
        *["-F", "file=file_1;filename=name-of-file.txt;type=text/plain"],
        *["--form-string", "purpose=@a", "--form-string", "after=b;c"],
    ]


@pytest.mark.parametrize(
    ("mode", "text"),
    [
        (Answer.FULL, "every field is answered"),
        (Answer.MINIMAL, "the required fields are answered"),
        (Answer.NONE, "None is answered"),
        (Answer.DICT, "a dict with one more field than the return type is answered"),
        (Answer.UNDECLARED, "a dict is answered that its return type does not allow"),
        (Answer.WIDER, "a subclass with one more field is answered"),
        (Raises(ErrorName.VALUE), "ValueError is raised"),
        (StreamFails(1), "the stream fails in place of item 1"),
    ],
)
def test_what_the_service_does(mode: AnswerMode, text: str) -> None:
    assert what_service_does(mode) == text
