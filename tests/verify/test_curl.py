"""Recorded requests as commands: a shell reads them back word for word, and curl sends what was sent."""

from __future__ import annotations

import json
import shlex
from typing import Any

import pytest

from llama_router_codemod.verify.curl import curl_command, what_service_does

URL = "http://localhost:8321"
AS_JSON = ["-H", "content-type: application/json", "-d"]


def words(method: str = "POST", url: str = "/v1/orders", body: dict[str, Any] | None = None) -> list[str]:
    """What a shell makes of the command."""
    command = curl_command({"method": method, "url": url, "body": body})
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
    *start, data = words(body={"json": value})
    assert start == ["curl", "-X", "POST", f"{URL}/v1/orders", *AS_JSON]
    assert json.loads(data) == value


def test_letters_stay_readable() -> None:
    assert words(body={"json": "ü"})[-1] == '"ü"'


def test_text() -> None:
    assert words(body={"text": '{"book": ', "type": "text/plain"}) == [
        *["curl", "-X", "POST", f"{URL}/v1/orders"],
        *["-H", "content-type: text/plain", "-d", '{"book": '],
    ]


def test_get_with_a_body_stays_a_get() -> None:
    """With data, curl sends a POST unless it is told otherwise."""
    assert words("GET", body={"json": ["a"]}) == ["curl", "-X", "GET", f"{URL}/v1/orders", *AS_JSON, '["a"]']


def test_form() -> None:
    body = {"form": {"purpose": "a & b", "name": "@file"}, "files": {}}
    assert words(body=body) == [
        *["curl", "-X", "POST", f"{URL}/v1/orders"],
        *["--data-urlencode", "purpose=a & b", "--data-urlencode", "name=@file"],
    ]


def test_empty_form() -> None:
    assert words(body={"form": {}, "files": {}}) == ["curl", "-X", "POST", f"{URL}/v1/orders"]


def test_file_without_fields() -> None:
    body = {"form": {}, "files": {"file": ["name-of-file.txt", "file_1", "text/plain"]}}
    assert words(body=body) == [
        *["curl", "-X", "POST", f"{URL}/v1/orders"],
        *["-F", "file=file_1;filename=name-of-file.txt;type=text/plain"],
    ]


def test_fields_beside_a_file_are_sent_as_they_are() -> None:
    """With -F a value that begins with @ or < names a file, and one with a semicolon ends there."""
    files = {"file": ["name-of-file.txt", "file_1", "text/plain"]}
    assert words(body={"form": {"purpose": "@a", "after": "b;c"}, "files": files}) == [
        *["curl", "-X", "POST", f"{URL}/v1/orders"],
        *["-F", "file=file_1;filename=name-of-file.txt;type=text/plain"],
        *["--form-string", "purpose=@a", "--form-string", "after=b;c"],
    ]


@pytest.mark.parametrize(
    ("mode", "text"),
    [
        ("full", "every field is answered"),
        ("minimal", "the required fields are answered"),
        ("none", "None is answered"),
        ("dict", "a dict with one more field than the return type is answered"),
        ("undeclared", "a dict is answered that its return type does not allow"),
        ("wider", "a subclass with one more field is answered"),
        ("raise:ValueError", "ValueError is raised"),
        ("stream-fails:1", "the stream fails in place of item 1"),
        ("another", "another"),
    ],
)
def test_what_the_service_does(mode: str, text: str) -> None:
    assert what_service_does(mode) == text
